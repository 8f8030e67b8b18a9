//! Capital letters in a hash.

use crate::{
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause},
    },
    signing::{RequestLine, Signing},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "payload-hash-uppercase",
    explanation: Bilingual {
        en: "The hash of the payload or of the canonical request has capital hexadecimal letters; \
             write it in lower case.",
        zh: "正文或规范请求串的哈希使用了大写十六进制字母；应使用小写。",
    },
    code: "hash = sha256_hex(text).upper()  // hash = sha256_hex(text).lower()",
    tc3: Some(|search| {
        search.attempt(
            DiffersAt::CanonicalRequest,
            ("the hash of the payload", "正文的哈希"),
            payload,
        );
        search.attempt(
            DiffersAt::StringToSign,
            ("the hash of the canonical request", "规范请求串的哈希"),
            |signing| {
                signing.text.request = RequestLine::UpperCase;
            },
        );
        search.attempt(DiffersAt::CanonicalRequest, ("both hashes", "两处哈希"), |signing| {
            payload(signing);
            signing.text.request = RequestLine::UpperCase;
        });
    }),
    ..Cause::NEW
};

fn payload(signing: &mut Signing<'_>) {
    signing.request.payload.to_mut().make_ascii_uppercase();
}
