//! Truncated responses.

use bytes::Bytes;

use crate::fault::{Group, fault};
use crate::script::Op::{Close, Reset, Write};
use crate::script::{Op, Scenario, after_request, valid_body, valid_response};

pub(crate) fn group() -> Group {
    Group {
        title: "Truncated responses",
        faults: vec![
            fault(
                "closed at every byte of a short response",
                at_every_byte(&valid_response(), valid_response().len(), &Close),
            ),
            fault(
                "reset at every byte of a short response",
                at_every_byte(&valid_response(), valid_response().len(), &Reset),
            )
            .times(2),
            fault("closed at every byte of a short chunked response", {
                at_every_byte(&chunked(), without_last_line(), &Close)
            }),
            fault("reset at every byte of a short chunked response", {
                at_every_byte(&chunked(), without_last_line(), &Reset)
            })
            .times(2),
        ],
    }
}

/// A scenario for every length below `whole`.
fn at_every_byte(response: &Bytes, whole: usize, end: &Op) -> Vec<Scenario> {
    (0..whole)
        .map(|kept| vec![after_request([Write(response.slice(..kept)), end.clone()])])
        .collect()
}

/// The length without the last empty line, which has its own row.
fn without_last_line() -> usize {
    chunked().len() - "\r\n".len()
}

/// A valid response in two chunks.
fn chunked() -> Bytes {
    let body = valid_body();
    let (one, two) = body.split_at(20);
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    format!("{head}{:x}\r\n{one}\r\n{:x}\r\n{two}\r\n0\r\n\r\n", one.len(), two.len()).into()
}
