//! SHA-1 in one of the steps.

use crate::{
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause, Stage},
        search::Search,
    },
    signing::{Hash, RequestLine, payload},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "sha1-for-sha256",
    explanation: Bilingual {
        en: "SHA-1 is used in a step of TC3-HMAC-SHA256; use SHA-256 for both hashes and for every \
             HMAC.",
        zh: "TC3-HMAC-SHA256 的某一步使用了 SHA-1；两次哈希和每一步 HMAC 都应使用 SHA-256。",
    },
    code: "hash, hmac = sha1, hmac_sha1, in one step or all  // hash, hmac = sha256, hmac_sha256",
    at: &[Stage::Authorization, Stage::Signature],
    tc3: Some(|search| {
        // The length of the signature shows which: a signature by SHA-1 has 40 digits.
        match search.stage {
            Stage::Signature => of_hashes(search),
            _ => of_signature(search),
        }
    }),
    ..Cause::NEW
};

fn of_hashes(search: &mut Search<'_>) {
    let hash = Hash::Sha1.hex(payload(search.request)).into_bytes();
    search.attempt(
        DiffersAt::CanonicalRequest,
        ("the hash of the payload", "正文的哈希"),
        |signing| {
            signing.request.payload = hash.clone().into();
        },
    );
    search.attempt(
        DiffersAt::StringToSign,
        ("the hash of the canonical request", "规范请求串的哈希"),
        |signing| {
            signing.text.request = RequestLine::Hash(Hash::Sha1);
        },
    );
    search.attempt(DiffersAt::CanonicalRequest, ("both hashes", "两处哈希"), |signing| {
        signing.request.payload = hash.clone().into();
        signing.text.request = RequestLine::Hash(Hash::Sha1);
    });
}

fn of_signature(search: &mut Search<'_>) {
    search.attempt_key(("the last HMAC", "最后一次 HMAC"), |chain| {
        chain.last_hash = Hash::Sha1;
    });
    search.attempt_key(("every HMAC", "每次 HMAC"), |chain| {
        chain.hash = Hash::Sha1;
        chain.last_hash = Hash::Sha1;
    });
}
