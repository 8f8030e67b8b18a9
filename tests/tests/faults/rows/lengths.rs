//! Declared and actual response lengths.

use std::time::Duration;

use crate::fault::{Group, fault};
use crate::script::Op::{Hold, Write, WriteRepeatedly};
use crate::script::{
    after_request, every_connection, foreign_body, respond, respond_and_close, response,
    valid_body, valid_response,
};

/// A size limit that the valid response does not exceed.
const SMALL_LIMIT: usize = 10_000;

pub(crate) fn group() -> Group {
    let size = valid_body().len();
    let with = |headers: &str| format!("HTTP/1.1 200 OK\r\n{headers}\r\n{}", valid_body());
    let endless = |head: &str, piece: String| {
        every_connection(after_request([
            Write(format!("HTTP/1.1 200 OK\r\n{head}\r\n").into()),
            WriteRepeatedly(piece.into(), 10_000, Duration::ZERO),
            Hold,
        ]))
    };
    let foreign = String::from_utf8(response(foreign_body()).to_vec()).unwrap();
    Group {
        title: "Lengths and size limits",
        faults: vec![
            fault(
                "Content-Length exceeds the body",
                every_connection(respond_and_close(with(&format!(
                    "Content-Length: {}\r\n",
                    size + 5
                )))),
            ),
            fault(
                "Content-Length is shorter than the body",
                every_connection(respond(with(&format!("Content-Length: {}\r\n", size - 5)))),
            ),
            fault(
                "extra bytes after a response do not become the next response",
                vec![vec![
                    respond(format!("{}{foreign}", String::from_utf8_lossy(&valid_response()))),
                    respond(valid_response()),
                ]],
            )
            .calls_before(1)
            .times(100),
            fault(
                "both Content-Length and Transfer-Encoding",
                every_connection(respond_and_close(format!(
                    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n\
                     {size:x}\r\n{}\r\n0\r\n\r\n",
                    valid_body()
                ))),
            ),
            fault(
                "two different Content-Lengths",
                every_connection(respond_and_close(with(&format!(
                    "Content-Length: {size}\r\nContent-Length: {}\r\n",
                    size - 5
                )))),
            ),
            fault(
                "the same Content-Length twice",
                every_connection(respond_and_close(with(
                    &format!("Content-Length: {size}\r\n").repeat(2),
                ))),
            ),
            fault(
                "Content-Length is not a number, or is negative",
                ["x", "-5", "1e3", ""]
                    .map(|length| {
                        vec![respond_and_close(with(&format!("Content-Length: {length}\r\n")))]
                    })
                    .to_vec(),
            ),
            fault(
                "Content-Length exceeds 64 bits",
                every_connection(respond_and_close(with(&format!(
                    "Content-Length: {}\r\n",
                    "9".repeat(30)
                )))),
            ),
            fault(
                "Content-Length exceeds the size limit; no body follows",
                every_connection(respond_and_close(
                    "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                )),
            )
            .body_limit(SMALL_LIMIT),
            fault(
                "the body exceeds the size limit",
                every_connection(respond(response(" ".repeat(SMALL_LIMIT + 1)))),
            )
            .body_limit(SMALL_LIMIT),
            fault(
                "the body is exactly as large as the size limit",
                every_connection(respond(valid_response())),
            )
            .body_limit(size),
            fault("the body never ends", endless("Connection: close\r\n", "x".repeat(1000)))
                .body_limit(SMALL_LIMIT),
            fault(
                "endless chunks",
                endless("Transfer-Encoding: chunked\r\n", "5\r\nxxxxx\r\n".repeat(100)),
            )
            .body_limit(SMALL_LIMIT),
        ],
    }
}
