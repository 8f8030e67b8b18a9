//! Another hash function than the parameters of v1 say.

use crate::{
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause},
    },
    signing::Hash,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "v1-algorithm",
    explanation: Bilingual {
        en: "The signature of v1 is made with another algorithm than `SignatureMethod` says; name \
             the one that is used, HmacSHA1 if the parameter is left out.",
        zh: "v1 签名使用的算法与 `SignatureMethod` 不一致；应写明实际使用的算法，不填时为 HmacSHA1。",
    },
    code: "mac = other_hmac(secret_key, text)  // mac = hmac_of(params[\"SignatureMethod\"])(secret_key, text)",
    v1: Some(|search| {
        let (other, detail) = match search.right().map(|signing| signing.hash) {
            Some(Hash::Sha256) => (Hash::Sha1, ("HmacSHA1 is used", "用了 HmacSHA1")),
            _ => (Hash::Sha256, ("HmacSHA256 is used", "用了 HmacSHA256")),
        };
        search.attempt(DiffersAt::Signature, detail, |signing| signing.hash = other);
    }),
    ..Cause::NEW
};
