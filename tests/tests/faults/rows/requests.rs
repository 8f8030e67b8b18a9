//! Faults while the request is being sent.

use crate::fault::{Group, Limit, fault};
use crate::outcome::Outcome;
use crate::script::Op::{Close, Hold, ReadAny, ReadBody, ReadHead, Reset, StopReading, Write};
use crate::script::{after_request, every_connection, response_with, valid_response};

/// More than the client's send buffer (4 MB on Linux), so that the server must
/// read for the request to be sent.
const LARGE: usize = 5_000_000;

pub(crate) fn group() -> Group {
    let too_large = || response_with("413 Content Too Large", "Connection: close\r\n", "");
    Group {
        title: "Sending the request",
        faults: vec![
            fault(
                "reset after the first bytes of a long request",
                every_connection(vec![ReadAny, Reset]),
            )
            .padding(LARGE),
            fault(
                "reset after the head of a long request",
                every_connection(vec![ReadHead, Reset]),
            )
            .padding(LARGE),
            fault("reset after the head", every_connection(vec![ReadHead, Reset])).times(50),
            fault("closed after the head", every_connection(vec![ReadHead, Close])).times(50),
            fault("reset after the whole request", every_connection(after_request([Reset])))
                .times(50),
            fault("closed after the whole request", every_connection(after_request([Close])))
                .times(50),
            fault(
                "the server stops reading in a long request",
                every_connection(vec![ReadHead, StopReading]),
            )
            .padding(LARGE)
            .limit(Limit::Total),
            // The server has to close here. If the response is complete before the
            // last 400 KB of the request are sent, hyper 1.12 does not poll the
            // connection until the peer acts (related to hyper's issue 4176).
            fault(
                "a valid response before a long request is read; the server then reads it",
                every_connection(vec![ReadHead, Write(valid_response()), ReadBody, Close]),
            )
            .padding(LARGE),
            fault(
                "a valid response before a long request is read; the server never reads it",
                every_connection(vec![ReadHead, Write(valid_response()), StopReading]),
            )
            .padding(LARGE)
            .limit(Limit::LongTotal),
            fault(
                "413 before a long request is read; the server then reads it and closes",
                every_connection(vec![ReadHead, Write(too_large()), ReadBody, Close]),
            )
            .padding(LARGE),
            fault(
                "the server speaks first, in another protocol",
                every_connection(vec![Write("220 mail.example ESMTP\r\n".into()), Hold]),
            )
            .times(20)
            .any_of(&[
                Outcome::PROTOCOL_BEFORE,
                Outcome::PROTOCOL,
                Outcome::CLOSED_BEFORE,
            ]),
        ],
    }
}
