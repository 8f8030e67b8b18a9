//! Pooled connections that no longer work.

use std::time::Duration;

use crate::fault::{Group, Limit, fault};
use crate::outcome::Outcome;
use crate::script::Op::{Close, Hold, ReadBody, ReadHead, Reset, Wait, Write};
use crate::script::{
    Op, Scenario, after_request, every_connection, foreign_body, respond, respond_and_close,
    response, response_with, valid_body, valid_response,
};
use crate::test_client::{Over, Runtimes};

pub(crate) fn group() -> Group {
    // The next request may start before the connection is back in the pool,
    // and then opens a new one.
    let at_next_request = |end: Op| {
        vec![vec![
            vec![ReadHead, ReadBody, Write(valid_response()), ReadHead, end.clone()],
            vec![ReadHead, end],
        ]]
    };
    let idle = || Wait(Duration::from_millis(500));
    Group {
        title: "Pooled connections",
        faults: vec![
            fault(
                "closed while idle, long before the next request",
                vec![vec![respond_and_close(valid_response()), respond(valid_response())]],
            )
            .calls_before(1)
            .after_close(),
            fault("reset while idle, long before the next request", first_ends(vec![Reset]))
                .calls_before(1)
                .after_close(),
            fault(
                "closed or reset by a server that drops idle connections after half a second",
                [Close, Reset].into_iter().flat_map(|end| first_ends(vec![idle(), end])).collect(),
            )
            .calls_before(1)
            .after_close(),
            fault(
                "dropped in silence while idle",
                vec![vec![respond(valid_response()), after_request([Hold])]],
            )
            .calls_before(1)
            .idle(Duration::from_millis(500))
            .limit(Limit::FirstByte),
            fault(
                "closed while idle, racing with the next request",
                vec![vec![respond_and_close(valid_response()), respond(valid_response())]],
            )
            .calls_before(1)
            .times(50)
            .any_of(RACE),
            fault("reset while idle, racing with the next request", first_ends(vec![Reset]))
                .calls_before(1)
                .times(50)
                .any_of(RACE),
            fault("closed after the head of the next request", at_next_request(Close))
                .calls_before(1)
                .times(20),
            fault("reset after the head of the next request", at_next_request(Reset))
                .calls_before(1)
                .times(20),
            fault(
                "`Connection: close`, but the server keeps the connection open",
                vec![vec![
                    respond(response_with("200 OK", "Connection: close\r\n", valid_body())),
                    respond(valid_response()),
                ]],
            )
            .calls_before(1),
            fault(
                "closed while idle; the runtime has slept since",
                vec![vec![respond_and_close(valid_response()), respond(valid_response())]],
            )
            .over(&[Over::Hyper])
            .runtimes(Runtimes::Sleeping)
            .calls_before(1)
            .after_close(),
            fault(
                "an unexpected response while idle, then closed; the runtime has slept since",
                vec![vec![
                    vec![
                        ReadHead,
                        ReadBody,
                        Write(valid_response()),
                        Write(response(foreign_body())),
                        Close,
                    ],
                    respond(valid_response()),
                ]],
            )
            .over(&[Over::Hyper])
            .runtimes(Runtimes::Sleeping)
            .calls_before(1)
            .after_close(),
            fault(
                "the connection is driven by another runtime, which sleeps",
                every_connection(respond(valid_response())),
            )
            .over(&[Over::Hyper])
            .runtimes(Runtimes::OneForEachCall)
            .calls_before(1),
        ],
    }
}

/// The first connection ends like this after a response, the others go on.
fn first_ends(end: Vec<Op>) -> Vec<Scenario> {
    let first = after_request([Write(valid_response())].into_iter().chain(end));
    vec![vec![first, respond(valid_response())]]
}

/// The client may notice before it sends, while it sends, or while it waits.
const RACE: &[Outcome] = &[Outcome::SUCCESS, Outcome::CLOSED_BEFORE, Outcome::CLOSED];
