//! A part of the signature.

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause, Stage},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "signature-truncated",
    explanation: Bilingual {
        en: "The signature is cut off; send all of its 64 hexadecimal digits.",
        zh: "签名被截断；应发送完整的 64 位十六进制签名。",
    },
    code: "signature = hex(mac)[:fewer_digits]  // signature = hex(mac)",
    at: &[Stage::Authorization],
    tc3: Some(|search| {
        // Fewer digits could be the same by chance.
        let length = search.claim.signature.len();
        if (16..64).contains(&length) {
            let detail = (format!("it has {length} digits"), format!("只有 {length} 位"));
            search.attempt(DiffersAt::Signature, detail, |signing| signing.length = length);
        }
    }),
    ..Cause::NEW
};
