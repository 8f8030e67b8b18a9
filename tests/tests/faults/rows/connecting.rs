//! Faults before the connection is established, and right after.

use crate::certificates::Certificate;
use crate::fault::{Group, Limit, fault};
use crate::outcome::Outcome;
use crate::route::Route;
use crate::script::Op::{Close, Handshake, Reset};
use crate::script::{Script, after_request, every_connection, valid_response};

pub(crate) fn group() -> Group {
    let no_server = || every_connection(vec![]);
    Group {
        title: "Name resolution and connections",
        faults: vec![
            fault("the name cannot be resolved", no_server()).route(Route::UnknownName),
            fault("the resolver returns no address", no_server()).route(Route::NoAddress),
            fault("the resolver takes longer than the timeout", no_server())
                .route(Route::SlowResolver)
                .limit(Limit::Connect),
            fault("connection refused", no_server()).route(Route::ConnectionRefused),
            fault(
                "the first address refuses the connection, the second accepts it",
                valid_over_tls(),
            )
            .route(Route::TlsAtSecondAddress),
            fault("the first address is silent, the second accepts", valid_over_tls())
                .route(Route::TlsAfterSilentAddress),
            fault("the listener's queue is full", no_server())
                .route(Route::BacklogFull)
                .limit(Limit::Connect),
            // One request in some thousand is handed over in the very moment of the close.
            fault("closed right after accept", every_connection(vec![Close]))
                .times(200)
                .any_of(RACE),
            fault("reset right after accept", every_connection(vec![Reset]))
                .times(20)
                .any_of(RACE_WITH_RESET),
        ],
    }
}

/// The client may have sent its request before it noticed the close.
const RACE: &[Outcome] = &[Outcome::CLOSED_BEFORE, Outcome::CLOSED];

/// A reset may even arrive before the connection is established.
const RACE_WITH_RESET: &[Outcome] = &[Outcome::CONNECT, Outcome::CLOSED_BEFORE, Outcome::CLOSED];

fn valid_over_tls() -> Vec<Vec<Script>> {
    let mut script = vec![Handshake(Certificate::Valid)];
    script.extend(after_request([
        crate::script::Op::Write(valid_response()),
        crate::script::Op::Hold,
    ]));
    every_connection(script)
}
