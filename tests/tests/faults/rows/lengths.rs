//! How long an answer says it is, and how long it is.

use std::time::Duration;

use crate::fault::{Group, fault};
use crate::moves::Move::{Flood, Hold, Write};
use crate::moves::{
    after_request, always, answer, answer_and_close, foreign_body, good, good_body, reply,
};

/// A cap that the good answer is within.
const SMALL: usize = 10_000;

pub(crate) fn group() -> Group {
    let size = good_body().len();
    let with = |headers: &str| format!("HTTP/1.1 200 OK\r\n{headers}\r\n{}", good_body());
    let endless = |head: &str, piece: String| {
        always(after_request([
            Write(format!("HTTP/1.1 200 OK\r\n{head}\r\n").into()),
            Flood(piece.into(), 10_000, Duration::ZERO),
            Hold,
        ]))
    };
    let foreign = String::from_utf8(reply(foreign_body()).to_vec()).unwrap();
    Group {
        title: "Lengths and caps",
        faults: vec![
            fault(
                "Content-Length is more than there is",
                always(answer_and_close(with(&format!("Content-Length: {}\r\n", size + 5)))),
            ),
            fault(
                "Content-Length is less than there is",
                always(answer(with(&format!("Content-Length: {}\r\n", size - 5)))),
            ),
            fault(
                "what follows an answer is not taken for the answer to the next request",
                vec![vec![
                    answer(format!("{}{foreign}", String::from_utf8_lossy(&good()))),
                    answer(good()),
                ]],
            )
            .before(1)
            .times(100),
            fault(
                "both Content-Length and Transfer-Encoding",
                always(answer_and_close(format!(
                    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n\
                     {size:x}\r\n{}\r\n0\r\n\r\n",
                    good_body()
                ))),
            ),
            fault(
                "two different Content-Lengths",
                always(answer_and_close(with(&format!(
                    "Content-Length: {size}\r\nContent-Length: {}\r\n",
                    size - 5
                )))),
            ),
            fault(
                "the same Content-Length twice",
                always(answer_and_close(with(&format!("Content-Length: {size}\r\n").repeat(2)))),
            ),
            fault(
                "Content-Length is not a number, or below zero",
                ["x", "-5", "1e3", ""]
                    .map(|length| {
                        vec![answer_and_close(with(&format!("Content-Length: {length}\r\n")))]
                    })
                    .to_vec(),
            ),
            fault(
                "Content-Length is larger than any number",
                always(answer_and_close(with(&format!("Content-Length: {}\r\n", "9".repeat(30))))),
            ),
            fault(
                "Content-Length is beyond the cap, and nothing of it comes",
                always(answer_and_close("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")),
            )
            .cap(SMALL),
            fault("the body is beyond the cap", always(answer(reply(" ".repeat(SMALL + 1)))))
                .cap(SMALL),
            fault("the body is as large as the cap", always(answer(good()))).cap(size),
            fault("the body has no end", endless("Connection: close\r\n", "x".repeat(1000)))
                .cap(SMALL),
            fault(
                "chunks without end",
                endless("Transfer-Encoding: chunked\r\n", "5\r\nxxxxx\r\n".repeat(100)),
            )
            .cap(SMALL),
        ],
    }
}
