//! Chunks that are none.

use std::time::Duration;

use crate::fault::{Fault, Group, Limit, fault};
use crate::moves::Move::{Close, Flood, Hold, Write};
use crate::moves::{Scene, after_request, answer_and_close, good_body};

pub(crate) fn group() -> Group {
    let size = good_body().len();
    let body = good_body();
    Group {
        title: "Chunks",
        faults: vec![
            chunks("the size of a chunk is not a number", &["zz\r\nxx\r\n", "-1\r\nx\r\n", "\r\n"]),
            chunks(
                "the size of a chunk is larger than any number",
                &[&format!("{}\r\nx\r\n", "f".repeat(17))],
            ),
            chunks(
                "the size of a chunk is larger than what comes",
                &["ffffffff\r\nx\r\n0\r\n\r\n"],
            ),
            chunks(
                "a chunk does not end where it should",
                &[
                    &format!("{:x}\r\n{body}\r\n0\r\n\r\n", size - 5),
                    &format!("{size:x}\r\n{body}xx0\r\n\r\n"),
                ],
            ),
            chunks("no line ends the size of a chunk", &[&"f".repeat(10)]),
            fault(
                "a chunk's extension has no end",
                vec![vec![after_request([
                    Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;".into()),
                    Flood("x".repeat(1000).into(), 2000, Duration::ZERO),
                    Hold,
                ])]],
            ),
            fault(
                "trailers without end",
                vec![vec![after_request([
                    Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".into()),
                    Write(format!("{size:x}\r\n{body}\r\n0\r\n").into()),
                    Flood("x: y\r\n".repeat(100).into(), 3000, Duration::ZERO),
                    Hold,
                ])]],
            )
            .limit(Limit::PatientTotal),
            chunks(
                "trailers, as they may be",
                &[&format!("{size:x}\r\n{body}\r\n0\r\nX: y\r\nZ: z\r\n\r\n")],
            ),
            chunks("the last chunk is missing", &[&format!("{size:x}\r\n{body}\r\n")]),
            chunks(
                "the line after the last chunk is missing",
                &[&format!("{size:x}\r\n{body}\r\n0\r\n")],
            ),
            fault(
                "Transfer-Encoding is none that is known",
                vec![vec![after_request([
                    Write(
                        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: rot13\r\n\r\n{body}").into(),
                    ),
                    Close,
                    Hold,
                ])]],
            ),
        ],
    }
}

/// An answer for each of these bodies, after which the server closes.
fn chunks(what: &'static str, bodies: &[&str]) -> Fault {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let scene = |body: &&str| -> Scene { vec![answer_and_close(format!("{head}{body}"))] };
    fault(what, bodies.iter().map(scene).collect())
}
