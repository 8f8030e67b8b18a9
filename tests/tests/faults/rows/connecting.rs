//! Before there is a connection, and just after.

use crate::certificates::Certificate;
use crate::fault::{Group, Limit, fault};
use crate::moves::Move::{Close, Handshake, Reset};
use crate::moves::{Script, after_request, always, good};
use crate::outcome::Outcome;
use crate::route::Route;

pub(crate) fn group() -> Group {
    let nowhere = || always(vec![]);
    Group {
        title: "Names and connections",
        faults: vec![
            fault("the name cannot be resolved", nowhere()).route(Route::NoName),
            fault("the resolver knows the name, but no address", nowhere()).route(Route::NoAddress),
            fault("the resolver takes longer than the limit", nowhere())
                .route(Route::SlowName)
                .limit(Limit::Connect),
            fault("nobody listens", nowhere()).route(Route::Nobody),
            fault("nobody listens at the first address, the server at the second", good_by_tls())
                .route(Route::TlsAtSecondAddress),
            fault("nobody accepts: the queue of the listener is full", nowhere())
                .route(Route::Full)
                .limit(Limit::Connect),
            fault("closed as soon as accepted", always(vec![Close])).times(20).either(RACE),
            fault("reset as soon as accepted", always(vec![Reset]))
                .times(20)
                .either(RACE_WITH_RESET),
        ],
    }
}

/// The request may have been on its way when the end of the connection came in.
const RACE: &[Outcome] = &[Outcome::CLOSED_BEFORE, Outcome::CLOSED];

/// A reset may even come in before the client has its connection.
const RACE_WITH_RESET: &[Outcome] = &[Outcome::CONNECT, Outcome::CLOSED_BEFORE, Outcome::CLOSED];

fn good_by_tls() -> Vec<Vec<Script>> {
    let mut script = vec![Handshake(Certificate::Right)];
    script.extend(after_request([crate::moves::Move::Write(good()), crate::moves::Move::Hold]));
    always(script)
}
