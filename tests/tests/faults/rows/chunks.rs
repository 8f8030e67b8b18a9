//! Malformed chunked bodies.

use std::time::Duration;

use crate::fault::{Fault, Group, Limit, fault};
use crate::script::Op::{Close, Hold, Write, WriteRepeatedly};
use crate::script::{Scenario, after_request, respond_and_close, valid_body};

pub(crate) fn group() -> Group {
    let size = valid_body().len();
    let body = valid_body();
    Group {
        title: "Chunks",
        faults: vec![
            chunks("a chunk size is not a number", &["zz\r\nxx\r\n", "-1\r\nx\r\n", "\r\n"]),
            chunks("a chunk size exceeds 64 bits", &[&format!("{}\r\nx\r\n", "f".repeat(17))]),
            chunks("a chunk is shorter than its size", &["ffffffff\r\nx\r\n0\r\n\r\n"]),
            chunks(
                "a chunk is longer than its size",
                &[
                    &format!("{:x}\r\n{body}\r\n0\r\n\r\n", size - 5),
                    &format!("{size:x}\r\n{body}xx0\r\n\r\n"),
                ],
            ),
            chunks("a chunk size without a line end", &[&"f".repeat(10)]),
            fault(
                "an endless chunk extension",
                vec![vec![after_request([
                    Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;".into()),
                    WriteRepeatedly("x".repeat(1000).into(), 2000, Duration::ZERO),
                    Hold,
                ])]],
            ),
            fault(
                "endless trailers",
                vec![vec![after_request([
                    Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".into()),
                    Write(format!("{size:x}\r\n{body}\r\n0\r\n").into()),
                    WriteRepeatedly("x: y\r\n".repeat(100).into(), 3000, Duration::ZERO),
                    Hold,
                ])]],
            )
            .limit(Limit::LongTotal),
            chunks(
                "valid trailers",
                &[&format!("{size:x}\r\n{body}\r\n0\r\nX: y\r\nZ: z\r\n\r\n")],
            ),
            chunks("the last chunk is missing", &[&format!("{size:x}\r\n{body}\r\n")]),
            chunks(
                "the empty line after the last chunk is missing",
                &[&format!("{size:x}\r\n{body}\r\n0\r\n")],
            ),
            fault(
                "an unknown Transfer-Encoding",
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

/// A response with each of these bodies; then the server closes.
fn chunks(what: &'static str, bodies: &[&str]) -> Fault {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let scenario = |body: &&str| -> Scenario { vec![respond_and_close(format!("{head}{body}"))] };
    fault(what, bodies.iter().map(scenario).collect())
}
