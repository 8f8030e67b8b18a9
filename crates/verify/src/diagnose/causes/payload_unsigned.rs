//! An unsigned payload that was not said to be one, or the reverse.

use crate::diagnose::cause::{Bilingual, Cause};
use crate::signing::{Hash, UNSIGNED, payload};

pub(crate) static CAUSE: Cause = Cause {
    name: "payload-unsigned",
    explanation: Bilingual {
        en: "The payload was signed as `UNSIGNED-PAYLOAD` without the header X-TC-Content-SHA256 \
             that says so, or the reverse; with this header and value, sign the SHA-256 of the \
             text `UNSIGNED-PAYLOAD`, otherwise that of the body.",
        zh: "签名中的 `UNSIGNED-PAYLOAD` 与请求头 X-TC-Content-SHA256 不一致；带有该请求头和值时，应对文本 `UNSIGNED-PAYLOAD` 计算 SHA-256，否则对正文计算。",
    },
    code: "payload_hash = hash_that_the_header_does_not_announce  // payload_hash = sha256_hex(headers[\"X-TC-Content-SHA256\"] == \"UNSIGNED-PAYLOAD\" ? \"UNSIGNED-PAYLOAD\" : body)",
    tc3: Some(|search| {
        search.attempt_payload(("the text itself", "文本本身"), UNSIGNED);
        if payload(search.request) == UNSIGNED {
            let hash = Hash::Sha256.hex(search.request.body());
            search.attempt_payload(("the hash of the body", "正文的哈希"), hash.into_bytes());
        } else {
            let hash = Hash::Sha256.hex(UNSIGNED);
            search.attempt_payload(
                ("the hash of the text, without the header", "文本的哈希，且没有该请求头"),
                hash.into_bytes(),
            );
        }
    }),
    ..Cause::NEW
};
