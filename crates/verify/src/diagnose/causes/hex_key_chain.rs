//! Hexadecimal text instead of bytes between the steps of the chain.

use crate::diagnose::cause::{Bilingual, Cause};

pub(crate) static CAUSE: Cause = Cause {
    name: "hex-key-chain",
    explanation: Bilingual {
        en: "A derived key is used as hexadecimal text; pass the bytes of each HMAC on to the next, \
             and write only the signature in hexadecimal digits.",
        zh: "派生密钥以十六进制文本传入下一步；每一步都应使用 HMAC 的原始字节，只有最终签名写成十六进制。",
    },
    code: "next_key = hex(hmac_sha256(key, text))  // next_key = hmac_sha256(key, text)",
    tc3: Some(|search| {
        for (are_hex, detail) in [
            ([true, true, true], ("after every step", "每一步之后")),
            ([true, true, false], ("after every step but the last", "除最后一步外的每一步之后")),
            ([false, false, true], ("after the last step", "最后一步之后")),
        ] {
            search.attempt_key(detail, |chain| {
                for (step, is_hex) in chain.steps.iter_mut().zip(are_hex) {
                    step.is_hex = is_hex;
                }
            });
        }
    }),
    ..Cause::NEW
};
