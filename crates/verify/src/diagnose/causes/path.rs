//! A path other than `/`.

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
    paths::other_paths,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "path",
    explanation: Bilingual {
        en: "The canonical request has another path than `/`; sign `/`, whatever the request is \
             sent to.",
        zh: "规范请求串中的路径不是 `/`；无论请求发送到哪个路径，签名中都应使用 `/`。",
    },
    code: "canonical_uri = other_path  // canonical_uri = \"/\"",
    tc3: Some(|search| {
        let host = search.request.host().unwrap_or_default();
        for other in other_paths(search.request, host, search.claim.service) {
            search.attempt(DiffersAt::CanonicalRequest, other.detail, |signing| {
                signing.request.path = other.path.clone().into_bytes().into();
            });
        }
    }),
    ..Cause::NEW
};
