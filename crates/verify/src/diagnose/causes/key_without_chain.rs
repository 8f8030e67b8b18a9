//! The key itself instead of the end of the chain.

use crate::diagnose::cause::{Bilingual, Cause};

pub(crate) static CAUSE: Cause = Cause {
    name: "key-without-chain",
    explanation: Bilingual {
        en: "The string to sign is signed with the secret key itself; derive the signing key from \
             `TC3` + secret key, date, service and `tc3_request`.",
        zh: "直接使用 SecretKey 对待签名字符串签名；应由 `TC3` 加 SecretKey、日期、产品名和 `tc3_request` 逐级派生签名密钥。",
    },
    code: "mac = hmac_sha256(secret_key, string_to_sign)  // mac = hmac_sha256(signing_key, string_to_sign)",
    tc3: Some(|search| {
        for (prefix, detail) in [
            ("", ("the secret key", "SecretKey 本身")),
            ("TC3", ("`TC3` and the secret key", "`TC3` 加 SecretKey")),
        ] {
            search.attempt_key(detail, |chain| {
                chain.prefix = prefix;
                chain.steps.clear();
            });
        }
    }),
    ..Cause::NEW
};
