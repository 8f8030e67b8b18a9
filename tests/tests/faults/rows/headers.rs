//! Malformed response heads.

use std::time::Duration;

use crate::fault::{Fault, Group, fault};
use crate::script::Op::{Hold, Write, WriteRepeatedly};
use crate::script::{
    Scenario, after_request, every_connection, respond, respond_and_close, valid_body,
    valid_response,
};

pub(crate) fn group() -> Group {
    let size = valid_body().len();
    let body = valid_body();
    let rest = format!("Content-Length: {size}\r\n\r\n{body}");
    let interim = |status: &str| {
        let valid = String::from_utf8(valid_response().to_vec()).unwrap();
        every_connection(respond(format!(
            "{}{valid}",
            format!("HTTP/1.1 {status}\r\n\r\n").repeat(5)
        )))
    };
    let endless = |piece: String, times| {
        every_connection(after_request([
            Write("HTTP/1.1 200 OK\r\n".into()),
            WriteRepeatedly(piece.into(), times, Duration::ZERO),
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
            heads("an undefined status", &[&format!("HTTP/1.1 999 Odd\r\n{rest}")]),
            heads("a body without a head, as in HTTP/0.9", &["<html>hello</html>"]),
            heads("a response with version HTTP/2.0", &[&format!("HTTP/2.0 200 OK\r\n{rest}")]),
            heads(
                "an HTTP/1.0 response without a length",
                &[&format!("HTTP/1.0 200 OK\r\n\r\n{body}")],
            ),
            heads(
                "lines end with a bare line feed",
                &[&format!("HTTP/1.1 200 OK\nContent-Length: {size}\n\n{body}")],
            ),
            heads("a header without a colon", &[&format!("HTTP/1.1 200 OK\r\nodd\r\n{rest}")]),
            heads(
                "a header folded onto the next line",
                &[&format!("HTTP/1.1 200 OK\r\nX: a\r\n b\r\n{rest}")],
            ),
            heads("NUL in a header", &[&format!("HTTP/1.1 200 OK\r\nX: a\0b\r\n{rest}")]),
            fault("`100 Continue` five times before the response", interim("100 Continue")),
            fault("`103 Early Hints` five times before the response", interim("103 Early Hints")),
            fault("`101 Switching Protocols`", interim("101 Switching Protocols")),
            heads(
                "thousands of headers",
                &[&format!("HTTP/1.1 200 OK\r\n{}{rest}", "x: y\r\n".repeat(5000))],
            ),
            fault("megabytes of headers", endless(format!("x: {}\r\n", "y".repeat(10_000)), 500)),
            fault("megabytes of one header", endless("y".repeat(10_000), 500)),
        ],
    }
}

/// Each of these responses; then the server closes.
fn heads(what: &'static str, responses: &[&str]) -> Fault {
    let scenario =
        |response: &&str| -> Scenario { vec![respond_and_close((*response).to_owned())] };
    fault(what, responses.iter().map(scenario).collect())
}
