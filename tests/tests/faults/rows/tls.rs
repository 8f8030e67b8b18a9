//! TLS handshakes and sessions.

use bytes::Bytes;

use crate::certificates::Certificate;
use crate::fault::{Fault, Group, Limit, fault};
use crate::route::Route;
use crate::script::Op::{
    Close, CloseNotify, Handshake, Hold, ReadAny, Reset, Write, WriteBelowTls,
};
use crate::script::{
    Op, Script, after_request, every_connection, foreign_body, response, valid_body, valid_response,
};

pub(crate) fn group() -> Group {
    Group {
        title: "TLS",
        faults: vec![
            plain_tcp(
                "the server responds in plain HTTP",
                vec![ReadAny, Write("HTTP/1.1 400 Bad Request\r\n\r\n".into()), Hold],
            ),
            tls(
                "the server supports nothing newer than TLS 1.1",
                vec![
                    vec![vec![ReadAny, Write(alert(70)), Hold]],
                    vec![vec![ReadAny, Write(server_hello_1_1()), Hold]],
                ],
            ),
            tls("no cipher suite in common", vec![vec![vec![ReadAny, Write(alert(40)), Hold]]]),
            presenting("the certificate is for another name", Certificate::OtherName),
            presenting("the certificate has expired", Certificate::Expired),
            presenting("the certificate is not yet valid", Certificate::NotYetValid),
            presenting("the certificate's issuer is unknown", Certificate::UnknownIssuer),
            plain_tcp("the server stalls in the handshake", vec![ReadAny, Hold])
                .limit(Limit::Connect),
            plain_tcp("closed in the handshake", vec![ReadAny, Close]),
            plain_tcp("reset in the handshake", vec![ReadAny, Reset]),
            in_session(
                "garbage between TLS records",
                [WriteBelowTls("garbage".repeat(9).into()), Hold],
            ),
            in_session(
                "the TLS session is cut in the middle of the response",
                [Write(valid_response().slice(..60)), Close],
            ),
            in_session(
                "a response without a length ends without `close_notify`",
                [Write(endless().into()), Close],
            ),
            in_session(
                "a response without a length ends with `close_notify`",
                [Write(endless().into()), CloseNotify, Close],
            ),
            in_session("`close_notify` instead of a response", [CloseNotify, Hold]),
            in_session(
                "extra bytes after a response over TLS do not become the next response",
                [Write([valid_response(), response(foreign_body())].concat().into()), Hold],
            )
            .calls_before(1),
        ],
    }
}

fn tls(what: &'static str, scenarios: Vec<Vec<Script>>) -> Fault {
    fault(what, scenarios).route(Route::Tls)
}

fn plain_tcp(what: &'static str, script: Script) -> Fault {
    tls(what, every_connection(script))
}

/// A server that presents this certificate, then responds.
fn presenting(what: &'static str, certificate: Certificate) -> Fault {
    let mut script = vec![Handshake(certificate)];
    script.extend(after_request([Write(valid_response()), Hold]));
    tls(what, every_connection(script))
}

/// A valid session and request, then these operations.
fn in_session(what: &'static str, ops: impl IntoIterator<Item = Op>) -> Fault {
    let mut script = vec![Handshake(Certificate::Valid)];
    script.extend(after_request(ops));
    tls(what, every_connection(script))
}

fn endless() -> String {
    format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}", valid_body())
}

/// A fatal alert (RFC 4346, section 7.2): 40 is `handshake_failure`, 70 is
/// `protocol_version`.
fn alert(code: u8) -> Bytes {
    vec![21, 3, 2, 0, 2, 2, code].into()
}

/// A `ServerHello` of TLS 1.1 (RFC 4346, section 7.4.1.3) that chooses
/// `TLS_RSA_WITH_AES_128_CBC_SHA`, from a server that ignores what the client
/// supports.
fn server_hello_1_1() -> Bytes {
    let mut hello = vec![3, 2];
    hello.extend([7; 32]); // random
    hello.extend([0, 0, 0x2f, 0]); // no session, the cipher, no compression
    let length = u8::try_from(hello.len()).unwrap();
    let mut record = vec![22, 3, 2, 0, length + 4, 2, 0, 0, length];
    record.extend(hello);
    record.into()
}
