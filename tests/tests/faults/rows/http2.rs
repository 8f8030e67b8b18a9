//! HTTP/2, which only hyper speaks.

use std::time::Duration;

use bytes::Bytes;

use crate::certificates::Certificate;
use crate::fault::{Fault, Group, Limit, fault};
use crate::frames::{END_HEADERS, END_STREAM, Kind, NO_FLAG, frame};
use crate::moves::Move::{Body, Close, Flood, Handshake, Head, Hold, Reset, Write};
use crate::moves::{Move, Script, always, good_body};
use crate::outcome::Outcome;
use crate::route::Route;
use crate::user::Over;

pub(crate) fn group() -> Group {
    let ok = |headers: &[u8]| Write(frame(Kind::Headers, END_HEADERS, 1, headers));
    let body = |flags| Write(frame(Kind::Data, flags, 1, good_body().as_bytes()));
    let good = || [ok(STATUS_200), body(END_STREAM)];
    Group {
        title: "HTTP/2",
        faults: vec![
            http2("an answer in HTTP/2 as it should be", good().into_iter().chain([Hold])),
            http2("five times 103 in HTTP/2, and then the answer", {
                let hint = ok(b"\x08\x03103");
                std::iter::repeat_n(hint, 5).chain(good()).chain([Hold])
            }),
            http2("the request is refused (RST_STREAM)", [reset(REFUSED_STREAM), Hold]),
            http2("the request fails inside (RST_STREAM)", [reset(INTERNAL_ERROR), Hold]),
            http2(
                "reset in the middle of an answer (RST_STREAM)",
                [ok(STATUS_200), body(NO_FLAG), reset(INTERNAL_ERROR), Hold],
            ),
            http2("goodbye before the request was looked at (GOAWAY)", [go_away(0, 0), Hold]),
            http2("goodbye, for the client asks too much (GOAWAY)", [go_away(0, CALM), Hold]),
            http2("goodbye instead of the answer, and closed (GOAWAY)", [go_away(1, 0), Close]),
            http2("goodbye, and the answer all the same (GOAWAY)", {
                [go_away(1, 0)].into_iter().chain(good()).chain([Hold])
            }),
            http2("closed after the whole request, in HTTP/2", [Close]).times(20),
            http2("reset after the whole request, in HTTP/2", [Reset]).times(20),
            http2(
                "closed in the middle of an answer in HTTP/2",
                [ok(STATUS_200), body(NO_FLAG), Close],
            ),
            http2(
                "content-length is more than there is, in HTTP/2",
                [
                    // Literal, by the name's place in the table: 28 is content-length.
                    ok(b"\x88\x0f\x0d\x03999"),
                    body(END_STREAM),
                    Hold,
                ],
            ),
            http2("headers that are not HPACK", [ok(&[0xff; 20]), Hold]),
            http2(
                "headers without end (CONTINUATION)",
                [
                    Write(frame(Kind::Headers, NO_FLAG, 1, STATUS_200)),
                    Flood(
                        frame(Kind::Continuation, NO_FLAG, 1, &header().repeat(100)),
                        1000,
                        Duration::ZERO,
                    ),
                    Hold,
                ],
            ),
            http2("a frame that is too large", [Write(Bytes::from_static(&[0xff; 1000])), Hold]),
            http2("data before any headers", [body(END_STREAM), Hold]),
            http2(
                "an answer to a request that was never made",
                [Write(frame(Kind::Headers, END_HEADERS, 7, STATUS_200)), Hold],
            ),
            http2("silence after the whole request, in HTTP/2", [Hold]).limit(Limit::Total),
            http2(
                "pings, and no answer",
                [
                    Flood(frame(Kind::Ping, NO_FLAG, 0, &[0; 8]), 3000, Duration::from_millis(20)),
                    Hold,
                ],
            )
            .limit(Limit::Total),
            spoken(
                "the server never lets the body come (a window of zero)",
                [Write(frame(Kind::Settings, NO_FLAG, 0, NO_WINDOW)), Hold],
            )
            .limit(Limit::Total)
            .either(&[Outcome::TIMEOUT_BEFORE, Outcome::TIMEOUT]),
            spoken(
                "HTTP/2 was agreed on, and the answer is in HTTP/1.1",
                [Write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".into()), Hold],
            )
            .times(20)
            .either(&[
                Outcome::PROTOCOL_BEFORE,
                Outcome::PROTOCOL,
                Outcome::CLOSED_BEFORE,
            ]),
            fault(
                "closed while idle, long before the next request, in HTTP/2",
                vec![vec![
                    script(good().into_iter().chain([go_away(1, 0), Close])),
                    script(good().into_iter().chain([Hold])),
                ]],
            )
            .route(Route::Tls)
            .over(&[Over::Hyper])
            .before(1)
            .after_close(),
        ],
    }
}

/// A server that takes a request and does this.
fn http2(what: &'static str, moves: impl IntoIterator<Item = Move>) -> Fault {
    fault(what, always(script(moves))).route(Route::Tls).over(&[Over::Hyper])
}

/// A server that has agreed on HTTP/2 and does this.
fn spoken(what: &'static str, moves: impl IntoIterator<Item = Move>) -> Fault {
    let script = [Handshake(Certificate::RightForHttp2)].into_iter().chain(moves).collect();
    fault(what, always(script)).route(Route::Tls).over(&[Over::Hyper])
}

fn script(moves: impl IntoIterator<Item = Move>) -> Script {
    let settings = Write(frame(Kind::Settings, NO_FLAG, 0, &[]));
    [Handshake(Certificate::RightForHttp2), settings, Head, Body].into_iter().chain(moves).collect()
}

/// `:status` 200, by its place in the table (RFC 7541, appendix A).
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
const CALM: u32 = 11;

fn reset(code: u32) -> Move {
    Write(frame(Kind::Reset, NO_FLAG, 1, &code.to_be_bytes()))
}

/// The last request that was looked at, and why no other will be.
fn go_away(last: u32, code: u32) -> Move {
    let payload = [last.to_be_bytes(), code.to_be_bytes()].concat();
    Write(frame(Kind::GoAway, NO_FLAG, 0, &payload))
}
