//! Answers that do not come, or slowly.

use std::time::Duration;

use crate::fault::{Group, Limit, fault};
use crate::moves::Move::{Dribble, Flood, Hold, Write};
use crate::moves::{Move, Script, after_request, always};

pub(crate) fn group() -> Group {
    let slow = |what, moves: Vec<Move>| {
        let script: Script = after_request(moves);
        fault(what, always(script)).limit(Limit::Total)
    };
    Group {
        title: "Answers that take too long",
        faults: vec![
            slow("silence after the whole request", vec![Hold]),
            slow(
                "silence in the middle of the head",
                vec![Write("HTTP/1.1 200 OK\r\nX".into()), Hold],
            ),
            slow("silence in the middle of the body", vec![Write(head(1000).into()), Hold]),
            slow("the head dribbles, a byte at a time", vec![dribble(&"X: y\r\n".repeat(1000))]),
            slow(
                "the body dribbles, a byte at a time",
                vec![Write(head(10_000).into()), dribble(&"x".repeat(10_000))],
            ),
            slow(
                "a chunk dribbles, a byte at a time",
                vec![
                    Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n".into()),
                    dribble(&"x".repeat(10_000)),
                ],
            ),
            slow("`100 Continue` again and again, and no answer", vec![informed("100 Continue")]),
            slow(
                "`103 Early Hints` again and again, and no answer",
                vec![informed("103 Early Hints")],
            ),
        ],
    }
}

/// Longer than any limit, if it were read to its end.
const PAUSE: Duration = Duration::from_millis(20);

fn dribble(text: &str) -> Move {
    let start = if text.starts_with('X') { "HTTP/1.1 200 OK\r\n" } else { "" };
    Dribble(format!("{start}{text}").into(), PAUSE)
}

fn informed(status: &str) -> Move {
    Flood(format!("HTTP/1.1 {status}\r\n\r\n").into(), 3000, PAUSE)
}

fn head(length: usize) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n")
}
