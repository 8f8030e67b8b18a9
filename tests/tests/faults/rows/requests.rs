//! While the request is on its way.

use crate::fault::{Group, Limit, fault};
use crate::moves::Move::{Body, Close, Deaf, Head, Hold, Reset, Something, Write};
use crate::moves::{after_request, always, good, reply_with};
use crate::outcome::Outcome;

/// More than a client's system keeps (4 MB on Linux), so that it cannot all be
/// sent unless the server reads.
const LARGE: usize = 5_000_000;

pub(crate) fn group() -> Group {
    let refused = || reply_with("413 Content Too Large", "Connection: close\r\n", "");
    Group {
        title: "The request on its way",
        faults: vec![
            fault("reset after the first bytes of a long request", always(vec![Something, Reset]))
                .padding(LARGE),
            fault("reset after the head of a long request", always(vec![Head, Reset]))
                .padding(LARGE),
            fault("reset after the head", always(vec![Head, Reset])).times(50),
            fault("closed after the head", always(vec![Head, Close])).times(50),
            fault("reset after the whole request", always(after_request([Reset]))).times(50),
            fault("closed after the whole request", always(after_request([Close]))).times(50),
            fault("the server stops reading in a long request", always(vec![Head, Deaf]))
                .padding(LARGE)
                .limit(Limit::Total),
            // The server has to close here: hyper 1.12 forgets to look at a
            // connection whose answer was complete before the last 400 KB of its
            // request had left, until the other end does something (a neighbour of its
            // issue 4176).
            fault(
                "answered before a long request has been read, which is read then",
                always(vec![Head, Write(good()), Body, Close]),
            )
            .padding(LARGE),
            fault(
                "answered before a long request has been read, which is not read",
                always(vec![Head, Write(good()), Deaf]),
            )
            .padding(LARGE)
            .limit(Limit::PatientTotal),
            fault(
                "refused with 413 before a long request has been read, and closed when it is",
                always(vec![Head, Write(refused()), Body, Close]),
            )
            .padding(LARGE),
            fault(
                "the server speaks first, and another protocol",
                always(vec![Write("220 mail.example ESMTP\r\n".into()), Hold]),
            )
            .times(20)
            .either(&[
                Outcome::PROTOCOL_BEFORE,
                Outcome::PROTOCOL,
                Outcome::CLOSED_BEFORE,
            ]),
        ],
    }
}
