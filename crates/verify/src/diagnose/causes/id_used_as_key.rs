//! The id in the place of the key.

use tencentcloud_core::Secret;

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "id-used-as-key",
    explanation: Bilingual {
        en: "The secret id was used as the key; sign with the secret key that belongs to it.",
        zh: "误将 SecretId 用作密钥；请使用与之对应的 SecretKey 签名。",
    },
    code: "sign(key = secret_id)  // sign(key = secret_key)",
    tc3: Some(|search| {
        let id = Secret::new(search.claim.secret_id);
        search.attempt_key("", |chain| chain.secret = id.clone());
    }),
    v1: Some(|search| {
        if let Some(id) = search.value("SecretId").map(Secret::new) {
            search.attempt(DiffersAt::SigningKey, "", |signing| signing.secret = id.clone());
        }
    }),
    ..Cause::NEW
};
