//! Proxies, on the way to `https://`.

use std::time::Duration;

use crate::certificates::Certificate;
use crate::fault::{Fault, Group, Limit, fault};
use crate::moves::Move::{Close, Connect, Flood, Handshake, Hold, Reset, Write};
use crate::moves::{Move, after_request, always, good};
use crate::route::Route;

pub(crate) fn group() -> Group {
    Group {
        title: "Proxies",
        faults: vec![
            fault("nobody listens where the proxy should be", always(vec![])).route(Route::NoProxy),
            proxy(
                "the proxy wants to know who asks (407)",
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
                "the proxy refuses (403)",
                [Write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".into()), Hold],
            ),
            proxy("the proxy is silent", [Hold]).limit(Limit::Connect),
            proxy("the proxy closes instead of an answer", [Close]),
            proxy("the proxy resets the connection", [Reset]),
            proxy(
                "the proxy closes in the middle of its answer",
                [Write("HTTP/1.1 200 Connection est".into()), Close],
            ),
            proxy(
                "the proxy answers in another protocol",
                [Write("SSH-2.0-OpenSSH_9.2\r\n\r\n".into()), Hold],
            ),
            proxy(
                "the proxy's answer has no end",
                [
                    Write("HTTP/1.1 200 OK\r\n".into()),
                    Flood("X: y\r\n".repeat(1000).into(), 1000, Duration::ZERO),
                    Hold,
                ],
            ),
            proxy("there is silence behind the proxy", [Write(CONNECTED.into()), Hold])
                .limit(Limit::Connect),
            proxy("the connection ends behind the proxy", [Write(CONNECTED.into()), Close]),
            proxy(
                "the certificate behind the proxy is for another name",
                [Write(CONNECTED.into()), Handshake(Certificate::OtherName), Hold],
            ),
            proxy("reset behind the proxy, after the whole request", behind([Reset])),
            proxy("all is well behind the proxy", behind([Write(good()), Hold])),
        ],
    }
}

const CONNECTED: &str = "HTTP/1.1 200 Connection established\r\n\r\n";

/// A proxy that reads the CONNECT and does this.
fn proxy(what: &'static str, moves: impl IntoIterator<Item = Move>) -> Fault {
    let script = [Connect].into_iter().chain(moves).collect();
    fault(what, always(script)).route(Route::Proxy)
}

/// What a server behind the proxy does, after the whole request.
fn behind(moves: impl IntoIterator<Item = Move>) -> Vec<Move> {
    let mut script = vec![Write(CONNECTED.into()), Handshake(Certificate::Right)];
    script.extend(after_request(moves));
    script
}
