//! A port that was not sent, or another.

use crate::{
    diagnose::cause::{Bilingual, Cause},
    host::Host,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "host-port",
    explanation: Bilingual {
        en: "The host was signed with a port that its Host header does not have; sign the value of \
             the header.",
        zh: "签名中的主机名带有 Host 请求头中没有的端口；应使用实际发送的 Host 请求头的值。",
    },
    code: "canonical_host = host + \":\" + other_port  // canonical_host = headers[\"Host\"]",
    tc3: Some(|search| {
        let ports = [Some(443), Some(80), search.server.port];
        for port in ports.into_iter().flatten() {
            search.attempt_value("host", |host| {
                let name = Host::new(host).without_port().unwrap_or(host);
                Some(format!("{name}:{port}"))
            });
        }
    }),
    ..Cause::NEW
};
