//! Time that passes before a request is signed.

use crate::fault::{Group, Limit, fault};
use crate::script::{every_connection, respond, valid_response};
use crate::test_client::SlowPart::{self, Credentials, Interceptor};

pub(crate) fn group() -> Group {
    let slow = |what, slow_part: SlowPart| {
        fault(what, every_connection(respond(valid_response())))
            .slow_part(slow_part)
            .limit(Limit::Total)
    };
    Group {
        title: "Before the request is signed",
        faults: vec![
            fault("a timeout of zero", every_connection(respond(valid_response())))
                .limit(Limit::Zero)
                .sends_nothing(),
            slow("the credential provider takes half of the timeout", Credentials(0.5)),
            slow("the credential provider takes longer than the timeout", Credentials(1.5))
                .sends_nothing(),
            slow("an interceptor takes half of the timeout", Interceptor(0.5)),
            slow("an interceptor takes longer than the timeout", Interceptor(1.5)).sends_nothing(),
        ],
    }
}
