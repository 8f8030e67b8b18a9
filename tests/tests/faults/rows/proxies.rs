//! Proxies in front of an `https://` endpoint.

use std::time::Duration;

use crate::certificates::Certificate;
use crate::fault::{Fault, Group, Limit, fault};
use crate::route::Route;
use crate::script::Op::{Close, Handshake, Hold, ReadConnect, Reset, Write, WriteRepeatedly};
use crate::script::{Op, after_request, every_connection, valid_response};

pub(crate) fn group() -> Group {
    Group {
        title: "Proxies",
        faults: vec![
            fault("the proxy's address refuses the connection", every_connection(vec![]))
                .route(Route::ProxyRefused),
            proxy(
                "the proxy requires authentication (407)",
                [
                    Write(
                        "HTTP/1.1 407 Proxy Authentication Required\r\n\
                     Proxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n"
                            .into(),
                    ),
                    Hold,
                ],
            ),
            proxy(
                "the proxy refuses CONNECT (403)",
                [Write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".into()), Hold],
            ),
            proxy("the proxy sends no response", [Hold]).limit(Limit::Connect),
            proxy("the proxy closes without a response", [Close]),
            proxy("the proxy resets the connection", [Reset]),
            proxy(
                "the proxy closes in the middle of its response",
                [Write("HTTP/1.1 200 Connection est".into()), Close],
            ),
            proxy(
                "the proxy speaks another protocol",
                [Write("SSH-2.0-OpenSSH_9.2\r\n\r\n".into()), Hold],
            ),
            proxy(
                "the proxy's response never ends",
                [
                    Write("HTTP/1.1 200 OK\r\n".into()),
                    WriteRepeatedly("X: y\r\n".repeat(1000).into(), 1000, Duration::ZERO),
                    Hold,
                ],
            ),
            proxy(
                "the server behind the proxy stalls in the handshake",
                [Write(CONNECTED.into()), Hold],
            )
            .limit(Limit::Connect),
            proxy(
                "the server behind the proxy closes in the handshake",
                [Write(CONNECTED.into()), Close],
            ),
            proxy(
                "the certificate behind the proxy is for another name",
                [Write(CONNECTED.into()), Handshake(Certificate::OtherName), Hold],
            ),
            proxy("reset behind the proxy after the whole request", behind([Reset])),
            proxy(
                "a valid response from behind the proxy",
                behind([Write(valid_response()), Hold]),
            ),
        ],
    }
}

const CONNECTED: &str = "HTTP/1.1 200 Connection established\r\n\r\n";

/// A proxy that reads the CONNECT request, then runs these operations.
fn proxy(what: &'static str, ops: impl IntoIterator<Item = Op>) -> Fault {
    let script = [ReadConnect].into_iter().chain(ops).collect();
    fault(what, every_connection(script)).route(Route::Proxy)
}

/// A server behind the proxy that reads a request, then runs these operations.
fn behind(ops: impl IntoIterator<Item = Op>) -> Vec<Op> {
    let mut script = vec![Write(CONNECTED.into()), Handshake(Certificate::Valid)];
    script.extend(after_request(ops));
    script
}
