//! A host that the request was not sent to.

use crate::diagnose::{
    cause::{Bilingual, Cause},
    hosts::other_hosts,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "host-other",
    explanation: Bilingual {
        en: "Another host was signed than the request was sent with; sign the value of its Host \
             header.",
        zh: "签名使用的主机名与请求的 Host 不同；应使用实际发送的 Host 请求头的值。",
    },
    code: "canonical_host = other_host  // canonical_host = headers[\"Host\"]",
    tc3: Some(|search| {
        let sent = search.request.host().unwrap_or_default();
        let region = search.request.header("x-tc-region").ok().flatten();
        for host in other_hosts(sent, search.claim.service, region) {
            search.attempt_value("host", |_| Some(host.clone()));
        }
    }),
    ..Cause::NEW
};
