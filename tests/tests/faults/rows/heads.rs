//! Heads that are none.

use std::time::Duration;

use crate::fault::{Fault, Group, fault};
use crate::moves::Move::{Flood, Hold, Write};
use crate::moves::{Scene, after_request, always, answer, answer_and_close, good, good_body};

pub(crate) fn group() -> Group {
    let size = good_body().len();
    let body = good_body();
    let rest = format!("Content-Length: {size}\r\n\r\n{body}");
    let informed = |status: &str| {
        let good = String::from_utf8(good().to_vec()).unwrap();
        always(answer(format!("{}{good}", format!("HTTP/1.1 {status}\r\n\r\n").repeat(5))))
    };
    let endless = |piece: String, times| {
        always(after_request([
            Write("HTTP/1.1 200 OK\r\n".into()),
            Flood(piece.into(), times, Duration::ZERO),
            Hold,
        ]))
    };
    Group {
        title: "Heads",
        faults: vec![
            heads(
                "the first line is not HTTP",
                &[
                    "220 mail.example ESMTP\r\n\r\n",
                    "hello\r\n\r\n",
                    "\0\u{1}\u{2}\u{3}\r\n\r\n",
                    "HTTP/1.1 abc OK\r\n\r\n",
                    "HTTP/1.1 20 OK\r\n\r\n",
                    "HTTP/9.9 200 OK\r\n\r\n",
                ],
            ),
            heads("a status that there is not", &[&format!("HTTP/1.1 999 Odd\r\n{rest}")]),
            heads("a page without a head, as in HTTP/0.9", &["<html>hello</html>"]),
            heads("an answer in HTTP/2.0", &[&format!("HTTP/2.0 200 OK\r\n{rest}")]),
            heads(
                "an answer in HTTP/1.0, without a length",
                &[&format!("HTTP/1.0 200 OK\r\n\r\n{body}")],
            ),
            heads(
                "lines end with a bare line feed",
                &[&format!("HTTP/1.1 200 OK\nContent-Length: {size}\n\n{body}")],
            ),
            heads("a header without a colon", &[&format!("HTTP/1.1 200 OK\r\nodd\r\n{rest}")]),
            heads(
                "a header that goes on in the next line",
                &[&format!("HTTP/1.1 200 OK\r\nX: a\r\n b\r\n{rest}")],
            ),
            heads("NUL in a header", &[&format!("HTTP/1.1 200 OK\r\nX: a\0b\r\n{rest}")]),
            fault("five times `100 Continue`, and then the answer", informed("100 Continue")),
            fault("five times `103 Early Hints`, and then the answer", informed("103 Early Hints")),
            fault("`101 Switching Protocols`", informed("101 Switching Protocols")),
            heads(
                "thousands of headers",
                &[&format!("HTTP/1.1 200 OK\r\n{}{rest}", "x: y\r\n".repeat(5000))],
            ),
            fault("megabytes of headers", endless(format!("x: {}\r\n", "y".repeat(10_000)), 500)),
            fault("megabytes of one header", endless("y".repeat(10_000), 500)),
        ],
    }
}

/// An answer for each of these texts, after which the server closes.
fn heads(what: &'static str, answers: &[&str]) -> Fault {
    let scene = |answer: &&str| -> Scene { vec![answer_and_close((*answer).to_owned())] };
    fault(what, answers.iter().map(scene).collect())
}
