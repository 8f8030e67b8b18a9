//! The body in the place of its hash.

use crate::diagnose::cause::{Bilingual, Cause};

pub(crate) static CAUSE: Cause = Cause {
    name: "payload-not-hashed",
    explanation: Bilingual {
        en: "The last line of the canonical request is the body itself; write the SHA-256 of the \
             body in lower-case hexadecimal.",
        zh: "规范请求串的最后一行是正文本身；应为正文 SHA-256 的小写十六进制。",
    },
    code: "last_line = body  // last_line = sha256_hex(body)",
    tc3: Some(|search| {
        let body: &[u8] = search.request.body();
        search.attempt_payload("", body);
    }),
    ..Cause::NEW
};
