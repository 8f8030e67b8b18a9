//! A URL as host.

use crate::diagnose::cause::{Bilingual, Cause};

pub(crate) static CAUSE: Cause = Cause {
    name: "host-scheme",
    explanation: Bilingual {
        en: "The host was signed as a URL; sign the value of the Host header, without `https://` \
             and `/`.",
        zh: "签名中的主机名写成了 URL；应使用 Host 请求头的值，不带 `https://` 和 `/`。",
    },
    code: "canonical_host = url  // canonical_host = headers[\"Host\"]",
    tc3: Some(|search| {
        for scheme in ["https://", "http://"] {
            for end in ["", "/"] {
                search.attempt_value("host", |host| {
                    // tccli sends a URL, and signs what it sends.
                    (!host.contains("://")).then(|| format!("{scheme}{host}{end}"))
                });
            }
        }
    }),
    ..Cause::NEW
};
