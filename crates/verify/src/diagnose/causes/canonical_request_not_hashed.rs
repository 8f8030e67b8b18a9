//! The canonical request where its hash belongs.

use crate::{
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause},
    },
    signing::RequestLine,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "canonical-request-not-hashed",
    explanation: Bilingual {
        en: "The string to sign has the canonical request itself; write its SHA-256 there, in \
             lower-case hexadecimal digits.",
        zh: "待签名字符串中直接写入了规范请求串；应写入其 SHA-256 的小写十六进制值。",
    },
    code: "text = [algorithm, timestamp, scope, canonical_request]  // text = [algorithm, timestamp, scope, sha256_hex(canonical_request)]",
    tc3: Some(|search| {
        search.attempt(DiffersAt::StringToSign, "", |signing| {
            signing.text.request = RequestLine::Plain;
        });
    }),
    ..Cause::NEW
};
