//! Another host in the string to sign of v1.

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
    hosts::other_hosts,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "v1-host",
    explanation: Bilingual {
        en: "The string to sign of v1 has another host than the request; sign the value of its Host \
             header.",
        zh: "v1 签名原文字符串中的域名与请求的 Host 不同；应使用实际发送的 Host 请求头的值。",
    },
    code: "text = method + other_host + \"/?\" + pairs  // text = method + headers[\"Host\"] + \"/?\" + pairs",
    v1: Some(|search| {
        let sent = search.request.host().unwrap_or_default();
        for host in other_hosts(sent, search.product(), search.value("Region")) {
            search.attempt(DiffersAt::StringToSign, format!("`{host}`"), |signing| {
                signing.host = host.clone().into();
            });
        }
    }),
    ..Cause::NEW
};
