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
        zh: "v1 签名原文中的域名与请求的 Host 不同；应使用实际发送的 Host 请求头的值。",
    },
    code: "text = \"GET\" + \"localhost\" + \"/?\" + pairs  // headers[\"Host\"]",
    v1: Some(|search| {
        let sent = search.request.host().unwrap_or_default();
        let region = search.value("Region");
        let products = search.products();
        let hosts: Vec<_> =
            products.iter().map(|product| other_hosts(sent, product, region)).collect();
        // First the host of each product, then the next kind of host.
        let kinds = hosts.iter().map(Vec::len).max().unwrap_or_default();
        for host in (0..kinds).flat_map(|kind| hosts.iter().filter_map(move |of| of.get(kind))) {
            search.attempt(DiffersAt::StringToSign, format!("`{host}`"), |signing| {
                signing.host = host.clone().into();
            });
        }
    }),
    // The name of this machine may be that of any product.
    is_costly: true,
    ..Cause::NEW
};
