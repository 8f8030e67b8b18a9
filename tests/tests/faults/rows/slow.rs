//! Responses that stall or arrive slowly.

use std::time::Duration;

use crate::fault::{Group, Limit, fault};
use crate::script::Op::{Hold, Write, WriteRepeatedly, WriteSlowly};
use crate::script::{Op, Script, after_request, every_connection};

pub(crate) fn group() -> Group {
    let slow = |what, ops: Vec<Op>| {
        let script: Script = after_request(ops);
        fault(what, every_connection(script)).limit(Limit::Total)
    };
    Group {
        title: "Slow responses",
        faults: vec![
            slow("no response to the whole request", vec![Hold]),
            slow(
                "the response stalls in the middle of its head",
                vec![Write("HTTP/1.1 200 OK\r\nX".into()), Hold],
            ),
            slow(
                "the response stalls in the middle of its body",
                vec![Write(head(1000).into()), Hold],
            ),
            slow(
                "the head arrives slowly, one byte at a time",
                vec![slowly(&"X: y\r\n".repeat(1000))],
            ),
            slow(
                "the body arrives slowly, one byte at a time",
                vec![Write(head(10_000).into()), slowly(&"x".repeat(10_000))],
            ),
            slow(
                "a chunk arrives slowly, one byte at a time",
                vec![
                    Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n".into()),
                    slowly(&"x".repeat(10_000)),
                ],
            ),
            slow("endless `100 Continue`, without a final response", vec![interim("100 Continue")]),
            slow(
                "endless `103 Early Hints`, without a final response",
                vec![interim("103 Early Hints")],
            ),
        ],
    }
}

/// Reading to the end would take longer than any timeout.
const PAUSE: Duration = Duration::from_millis(20);

fn slowly(content: &str) -> Op {
    let start = if content.starts_with('X') { "HTTP/1.1 200 OK\r\n" } else { "" };
    WriteSlowly(format!("{start}{content}").into(), PAUSE)
}

fn interim(status: &str) -> Op {
    WriteRepeatedly(format!("HTTP/1.1 {status}\r\n\r\n").into(), 3000, PAUSE)
}

fn head(length: usize) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n")
}
