//! HTTP/2, which only hyper supports.

use std::time::Duration;

use bytes::Bytes;

use crate::certificates::Certificate;
use crate::fault::{Fault, Group, Limit, fault};
use crate::frames::{END_HEADERS, END_STREAM, Kind, NO_FLAG, frame};
use crate::outcome::Outcome;
use crate::route::Route;
use crate::script::Op::{
    Close, Handshake, Hold, ReadBody, ReadHead, Reset, Write, WriteRepeatedly,
};
use crate::script::{Op, Script, every_connection, valid_body};
use crate::test_client::{Over, Runtimes};

pub(crate) fn group() -> Group {
    Group { title: "HTTP/2", faults: [responses(), violations()].concat() }
}

fn ok(headers: &[u8]) -> Op {
    Write(frame(Kind::Headers, END_HEADERS, 1, headers))
}

fn body(flags: u8) -> Op {
    Write(frame(Kind::Data, flags, 1, valid_body().as_bytes()))
}

fn valid() -> [Op; 2] {
    [ok(STATUS_200), body(END_STREAM)]
}

fn responses() -> Vec<Fault> {
    vec![
        http2("a valid HTTP/2 response", valid().into_iter().chain([Hold])),
        http2("103 five times before the HTTP/2 response", {
            let hint = ok(b"\x08\x03103");
            std::iter::repeat_n(hint, 5).chain(valid()).chain([Hold])
        }),
        http2("the stream is refused (RST_STREAM)", [reset(REFUSED_STREAM), Hold]).disowned(),
        http2(
            "the stream fails with an internal error (RST_STREAM)",
            [reset(INTERNAL_ERROR), Hold],
        ),
        http2(
            "the stream is reset in the middle of the response (RST_STREAM)",
            [ok(STATUS_200), body(NO_FLAG), reset(INTERNAL_ERROR), Hold],
        ),
        http2("GOAWAY, the request not processed", [go_away(0, 0), Hold]).disowned(),
        http2(
            "GOAWAY with ENHANCE_YOUR_CALM, the request not processed",
            [go_away(0, ENHANCE_YOUR_CALM), Hold],
        )
        .disowned(),
        http2(
            "GOAWAY, the request accepted, then closed without a response",
            [go_away(1, 0), Close],
        ),
        http2("GOAWAY, the request accepted, then the response", {
            [go_away(1, 0)].into_iter().chain(valid()).chain([Hold])
        }),
        http2("closed after the whole HTTP/2 request", [Close]).times(20),
        http2("reset after the whole HTTP/2 request", [Reset]).times(20),
        http2("closed in the middle of an HTTP/2 response", [ok(STATUS_200), body(NO_FLAG), Close]),
        http2(
            "content-length exceeds the HTTP/2 body",
            [
                // A literal value; 28 is the static index of content-length.
                ok(b"\x88\x0f\x0d\x03999"),
                body(END_STREAM),
                Hold,
            ],
        ),
    ]
}

/// Violations of the protocol, and connections that stall or close.
fn violations() -> Vec<Fault> {
    vec![
        http2("headers that are not HPACK", [ok(&[0xff; 20]), Hold]),
        http2(
            "endless headers (CONTINUATION)",
            [
                Write(frame(Kind::Headers, NO_FLAG, 1, STATUS_200)),
                WriteRepeatedly(
                    frame(Kind::Continuation, NO_FLAG, 1, &header().repeat(100)),
                    1000,
                    Duration::ZERO,
                ),
                Hold,
            ],
        ),
        http2("a frame that is too large", [Write(Bytes::from_static(&[0xff; 1000])), Hold]),
        http2("DATA before HEADERS", [body(END_STREAM), Hold]),
        http2(
            "a response on a stream that was never opened",
            [Write(frame(Kind::Headers, END_HEADERS, 7, STATUS_200)), Hold],
        ),
        http2("no response to the whole HTTP/2 request", [Hold]).limit(Limit::Total),
        http2(
            "PINGs without a response",
            [
                WriteRepeatedly(
                    frame(Kind::Ping, NO_FLAG, 0, &[0; 8]),
                    3000,
                    Duration::from_millis(20),
                ),
                Hold,
            ],
        )
        .limit(Limit::Total),
        negotiated(
            "the server's flow-control window stays at zero",
            [Write(frame(Kind::Settings, NO_FLAG, 0, NO_WINDOW)), Hold],
        )
        .limit(Limit::Total)
        .any_of(&[Outcome::TIMEOUT_BEFORE, Outcome::TIMEOUT]),
        negotiated(
            "HTTP/2 negotiated, but an HTTP/1.1 response",
            [Write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".into()), Hold],
        )
        .times(20)
        .any_of(&[Outcome::PROTOCOL_BEFORE, Outcome::PROTOCOL, Outcome::CLOSED_BEFORE]),
        fault(
            "an HTTP/2 connection closed while idle, long before the next request",
            vec![vec![
                script(valid().into_iter().chain([go_away(1, 0), Close])),
                script(valid().into_iter().chain([Hold])),
            ]],
        )
        .route(Route::Tls)
        .over(&[Over::Hyper])
        .calls_before(1)
        .after_close(),
        http2("an HTTP/2 connection that is silent after a response", {
            valid().into_iter().chain([Hold])
        })
        .calls_before(1)
        .limit(Limit::Silence),
        http2("an HTTP/2 connection driven by another runtime, which sleeps", {
            valid().into_iter().chain([Hold])
        })
        .runtimes(Runtimes::OneForEachCall)
        .calls_before(1),
    ]
}

/// A server that reads a request, then runs these operations.
fn http2(what: &'static str, ops: impl IntoIterator<Item = Op>) -> Fault {
    fault(what, every_connection(script(ops))).route(Route::Tls).over(&[Over::Hyper])
}

/// A server that negotiates HTTP/2, then runs these operations.
fn negotiated(what: &'static str, ops: impl IntoIterator<Item = Op>) -> Fault {
    let script = [Handshake(Certificate::ValidHttp2)].into_iter().chain(ops).collect();
    fault(what, every_connection(script)).route(Route::Tls).over(&[Over::Hyper])
}

fn script(ops: impl IntoIterator<Item = Op>) -> Script {
    let settings = Write(frame(Kind::Settings, NO_FLAG, 0, &[]));
    [Handshake(Certificate::ValidHttp2), settings, ReadHead, ReadBody]
        .into_iter()
        .chain(ops)
        .collect()
}

/// `:status` 200, by its index in the static table (RFC 7541, appendix A).
const STATUS_200: &[u8] = &[0x88];

/// A literal header, `x: y`.
fn header() -> Vec<u8> {
    b"\x00\x01x\x01y".to_vec()
}

/// `SETTINGS_INITIAL_WINDOW_SIZE` is 0 (RFC 9113, section 6.5.2).
const NO_WINDOW: &[u8] = &[0, 4, 0, 0, 0, 0];

/// Error codes of RFC 9113, section 7.
const INTERNAL_ERROR: u32 = 2;
const REFUSED_STREAM: u32 = 7;
const ENHANCE_YOUR_CALM: u32 = 11;

fn reset(code: u32) -> Op {
    Write(frame(Kind::Reset, NO_FLAG, 1, &code.to_be_bytes()))
}

/// GOAWAY with the last processed stream and the error code.
fn go_away(last: u32, code: u32) -> Op {
    let payload = [last.to_be_bytes(), code.to_be_bytes()].concat();
    Write(frame(Kind::GoAway, NO_FLAG, 0, &payload))
}
