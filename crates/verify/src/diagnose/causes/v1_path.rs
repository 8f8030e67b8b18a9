//! Another path in the string to sign of v1.

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
    paths::other_paths,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "v1-path",
    explanation: Bilingual {
        en: "The string to sign of v1 has another path than `/`; sign `/`, whatever the request is \
             sent to.",
        zh: "v1 签名原文字符串中的路径不是 `/`；无论请求发送到哪个路径，签名中都应使用 `/`。",
    },
    code: "text = method + host + other_path + \"?\" + pairs  // text = method + host + \"/\" + \"?\" + pairs",
    v1: Some(|search| {
        let host = search.request.host().unwrap_or_default();
        for other in other_paths(search.request, host, search.product()) {
            search.attempt(DiffersAt::StringToSign, other.detail, |signing| {
                signing.path = other.path.clone().into();
            });
        }
    }),
    ..Cause::NEW
};
