//! A key chain that begins with the bare key.

use crate::diagnose::cause::{Bilingual, Cause};

pub(crate) static CAUSE: Cause = Cause {
    name: "missing-tc3-prefix",
    explanation: Bilingual {
        en: "The key chain begins with the secret key alone; begin it with `TC3` followed by the \
             secret key.",
        zh: "派生密钥时直接使用了 SecretKey；应以 `TC3` 加 SecretKey 开始。",
    },
    code: "date_key = hmac_sha256(secret_key, date)  // date_key = hmac_sha256(\"TC3\" + secret_key, date)",
    tc3: Some(|search| {
        search.attempt_key("", |chain| chain.prefix = "");
    }),
    ..Cause::NEW
};
