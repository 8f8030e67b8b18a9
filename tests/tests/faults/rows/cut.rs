//! Answers that end too soon.

use bytes::Bytes;

use crate::fault::{Group, fault};
use crate::moves::Move::{Close, Reset, Write};
use crate::moves::{Move, Scene, after_request, good, good_body};

pub(crate) fn group() -> Group {
    Group {
        title: "Answers cut short",
        faults: vec![
            fault(
                "closed at every byte of a short answer",
                at_every_byte(&good(), good().len(), &Close),
            ),
            fault(
                "reset at every byte of a short answer",
                at_every_byte(&good(), good().len(), &Reset),
            )
            .times(2),
            fault("closed at every byte of a short answer in chunks", {
                at_every_byte(&chunked(), last_line(), &Close)
            }),
            fault("reset at every byte of a short answer in chunks", {
                at_every_byte(&chunked(), last_line(), &Reset)
            })
            .times(2),
        ],
    }
}

/// A scene for every length below this.
fn at_every_byte(answer: &Bytes, whole: usize, end: &Move) -> Vec<Scene> {
    (0..whole).map(|kept| vec![after_request([Write(answer.slice(..kept)), end.clone()])]).collect()
}

/// All but the blank line at the end, which has a row of its own.
fn last_line() -> usize {
    chunked().len() - "\r\n".len()
}

/// Two chunks.
fn chunked() -> Bytes {
    let body = good_body();
    let (one, two) = body.split_at(20);
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    format!("{head}{:x}\r\n{one}\r\n{:x}\r\n{two}\r\n0\r\n\r\n", one.len(), two.len()).into()
}
