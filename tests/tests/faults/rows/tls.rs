//! TLS.

use bytes::Bytes;

use crate::certificates::Certificate;
use crate::fault::{Fault, Group, Limit, fault};
use crate::moves::Move::{Close, Goodbye, Handshake, Hold, Reset, Something, Write, WriteInClear};
use crate::moves::{Move, Script, after_request, always, good, good_body};
use crate::route::Route;

pub(crate) fn group() -> Group {
    Group {
        title: "TLS",
        faults: vec![
            greeted(
                "the server answers in plain text",
                vec![Something, Write("HTTP/1.1 400 Bad Request\r\n\r\n".into()), Hold],
            ),
            tls(
                "the server has TLS 1.1 and nothing newer",
                vec![
                    vec![vec![Something, Write(alert(70)), Hold]],
                    vec![vec![Something, Write(server_hello_1_1()), Hold]],
                ],
            ),
            tls(
                "the server and the client have no cipher in common",
                vec![vec![vec![Something, Write(alert(40)), Hold]]],
            ),
            shown("the certificate is for another name", Certificate::OtherName),
            shown("the certificate has expired", Certificate::Expired),
            shown("the certificate is not valid yet", Certificate::NotYetValid),
            shown("nobody known has issued the certificate", Certificate::UnknownIssuer),
            greeted("the server is silent in the handshake", vec![Something, Hold])
                .limit(Limit::Connect),
            greeted("closed in the handshake", vec![Something, Close]),
            greeted("reset in the handshake", vec![Something, Reset]),
            secured(
                "garbage between the records",
                [WriteInClear("garbage".repeat(9).into()), Hold],
            ),
            secured(
                "the session is cut in the middle of the answer",
                [Write(good().slice(..60)), Close],
            ),
            secured(
                "an answer without a length ends without the goodbye of TLS",
                [Write(endless().into()), Close],
            ),
            secured(
                "an answer without a length ends with the goodbye of TLS",
                [Write(endless().into()), Goodbye, Close],
            ),
            secured("goodbye instead of an answer", [Goodbye, Hold]),
        ],
    }
}

fn tls(what: &'static str, scenes: Vec<Vec<Script>>) -> Fault {
    fault(what, scenes).route(Route::Tls)
}

fn greeted(what: &'static str, script: Script) -> Fault {
    tls(what, always(script))
}

/// A server that would answer, if only its certificate were right.
fn shown(what: &'static str, certificate: Certificate) -> Fault {
    let mut script = vec![Handshake(certificate)];
    script.extend(after_request([Write(good()), Hold]));
    tls(what, always(script))
}

/// A session and a request as they should be, and then these moves.
fn secured(what: &'static str, moves: impl IntoIterator<Item = Move>) -> Fault {
    let mut script = vec![Handshake(Certificate::Right)];
    script.extend(after_request(moves));
    tls(what, always(script))
}

fn endless() -> String {
    format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}", good_body())
}

/// A fatal alert (RFC 4346, section 7.2): 40 is `handshake_failure`, 70 is
/// `protocol_version`.
fn alert(code: u8) -> Bytes {
    vec![21, 3, 2, 0, 2, 2, code].into()
}

/// A `ServerHello` of TLS 1.1 (RFC 4346, section 7.4.1.3) that chooses
/// `TLS_RSA_WITH_AES_128_CBC_SHA`, of a server that takes no notice of what the
/// client can do.
fn server_hello_1_1() -> Bytes {
    let mut hello = vec![3, 2];
    hello.extend([7; 32]); // random
    hello.extend([0, 0, 0x2f, 0]); // no session, the cipher, no compression
    let length = u8::try_from(hello.len()).unwrap();
    let mut record = vec![22, 3, 2, 0, length + 4, 2, 0, 0, length];
    record.extend(hello);
    record.into()
}
