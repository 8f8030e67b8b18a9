//! Connections that are kept, and are no good any more.

use crate::fault::{Group, fault};
use crate::moves::Move::{Body, Close, Head, Reset, Write};
use crate::moves::{Move, answer, answer_and_close, good, good_body, reply_with};
use crate::outcome::Outcome;

pub(crate) fn group() -> Group {
    // The next request may be faster than the way of the connection to the
    // pool, and then it has a new one.
    let again =
        |end: Move| vec![vec![vec![Head, Body, Write(good()), Head, end.clone()], vec![Head, end]]];
    Group {
        title: "Kept connections",
        faults: vec![
            fault(
                "closed while idle, long before the next request",
                vec![vec![answer_and_close(good()), answer(good())]],
            )
            .before(1)
            .after_close(),
            fault(
                "reset while idle, long before the next request",
                vec![vec![vec![Head, Body, Write(good()), Reset], answer(good())]],
            )
            .before(1)
            .after_close(),
            fault(
                "closed while idle, as the next request comes",
                vec![vec![answer_and_close(good()), answer(good())]],
            )
            .before(1)
            .times(50)
            .either(RACE),
            fault(
                "reset while idle, as the next request comes",
                vec![vec![vec![Head, Body, Write(good()), Reset], answer(good())]],
            )
            .before(1)
            .times(50)
            .either(RACE),
            fault("closed when the next request has come", again(Close)).before(1).times(20),
            fault("reset when the next request has come", again(Reset)).before(1).times(20),
            fault(
                "`Connection: close`, but the connection stays open",
                vec![vec![
                    answer(reply_with("200 OK", "Connection: close\r\n", good_body())),
                    answer(good()),
                ]],
            )
            .before(1),
        ],
    }
}

/// The client may notice it in time, as it sends, or when it waits for the answer.
const RACE: &[Outcome] = &[Outcome::SUCCESS, Outcome::CLOSED_BEFORE, Outcome::CLOSED];
