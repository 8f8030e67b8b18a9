//! The prefix of v3 before the key of v1.

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "v1-tc3-prefix",
    explanation: Bilingual {
        en: "The key of signature v1 has `TC3` before it; v1 uses the secret key as it is.",
        zh: "v1 签名的密钥前加了 `TC3`；v1 直接使用 SecretKey。",
    },
    code: "mac = hmac(\"TC3\" + secret_key, text)  // mac = hmac(secret_key, text)",
    v1: Some(|search| {
        search.attempt(DiffersAt::SigningKey, "", |signing| signing.prefix = "TC3");
    }),
    ..Cause::NEW
};
