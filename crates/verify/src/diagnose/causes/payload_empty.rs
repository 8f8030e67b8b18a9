//! The hash of an empty body, or none.

use crate::{
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause},
    },
    signing::Hash,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "payload-empty",
    explanation: Bilingual {
        en: "The canonical request has the hash of an empty body, or nothing in its place; hash \
             the bytes of the body that is sent.",
        zh: "规范请求串中使用了空正文的哈希，或没有填写哈希；请对实际发送的正文计算哈希。",
    },
    code: "payload_hash = hash_of_nothing_or_no_hash  // payload_hash = sha256_hex(body)",
    tc3: Some(|search| {
        let empty = Hash::Sha256.hex(b"");
        search.attempt(
            DiffersAt::CanonicalRequest,
            ("the hash of an empty body", "空正文的哈希"),
            |signing| {
                signing.request.payload = empty.clone().into_bytes().into();
            },
        );
        search.attempt(DiffersAt::CanonicalRequest, ("no hash", "没有哈希"), |signing| {
            signing.request.payload = b"".into();
        });
    }),
    ..Cause::NEW
};
