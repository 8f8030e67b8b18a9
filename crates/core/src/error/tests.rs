use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;
use core::error::Error as _;
use core::time::Duration;

use super::*;
use crate::{Effect, Timestamp};

fn api(code: &str, request_id: &str) -> Error {
    Error::Api(ApiError {
        code: ErrorCode::new(code),
        message: "no".into(),
        request_id: request_id.into(),
        action: "ImportImage".into(),
    })
}

fn lost(kind: TransportErrorKind, sent: Sent) -> Error {
    Error::Transport { error: TransportError::new(kind, sent), action: "ImportImage".into() }
}

fn broken_off(kind: TransportErrorKind) -> Error {
    Error::Stream {
        error: TransportError::new(kind, Sent::Maybe),
        request_id: Some("r-2".into()),
        action: "ImportImage".into(),
    }
}

fn reply(request_id: Option<&str>) -> Error {
    Error::Reply {
        problem: ReplyError::Code,
        request_id: request_id.map(Into::into),
        action: "ImportImage".into(),
        beginning: String::new(),
    }
}

fn deadline() -> Error {
    Error::Deadline { action: "ImportImage".into() }
}

fn ambiguous(errors: impl IntoIterator<Item = Error>) -> Error {
    let attempt = |error| Attempt {
        signed_at: Timestamp::new(0).unwrap(),
        after: Duration::ZERO,
        took: Duration::ZERO,
        host: "a.example".into(),
        error,
    };
    Error::Ambiguous(Box::new(Ambiguity { attempts: errors.into_iter().map(attempt).collect() }))
}

/// An action whose codes are told apart by their length.
#[derive(serde::Serialize)]
struct Measured;

#[derive(Debug, Default, PartialEq)]
struct Length(usize);

impl From<ErrorCode> for Length {
    fn from(code: ErrorCode) -> Self {
        Self(code.as_str().len())
    }
}

impl Action for Measured {
    const SERVICE: &'static str = "ecm";
    const VERSION: &'static str = "2019-07-19";
    const NAME: &'static str = "Measured";
    const EFFECT: Effect = Effect::Read;
    type Output = serde_json::Value;
    type Code = Length;
}

#[test]
fn a_code_and_a_request_id_come_from_the_latest_attempt_that_has_them() {
    let error = api("InvalidParameter", "r-1");
    assert_eq!(error.code().unwrap().as_str(), "InvalidParameter");
    assert_eq!(error.code_of::<Measured>(), Some(Length(16)));
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(api("InvalidParameter", "").request_id(), None);
    assert_eq!(reply(Some("r-3")).request_id(), Some("r-3"));
    assert_eq!(broken_off(TransportErrorKind::Closed).request_id(), Some("r-2"));
    let closed = || lost(TransportErrorKind::Closed, Sent::Maybe);
    for error in [reply(None), closed(), deadline()] {
        assert!(error.code().is_none() && error.code_of::<Measured>().is_none(), "{error}");
        assert_eq!(error.request_id(), None);
    }
    let several = ambiguous([api("A", "r-a"), api("B", "r-b"), reply(Some("r-c")), closed()]);
    assert_eq!(several.code().unwrap().as_str(), "B");
    assert_eq!(several.request_id(), Some("r-c"));
}

#[test]
fn too_many_calls_and_too_little_time_are_told_apart() {
    use TransportErrorKind::{Closed, Timeout};
    let throttled = || api("RequestLimitExceeded", "r");
    let late = || lost(Timeout, Sent::Maybe);
    let rows = [
        (throttled(), (true, false)),
        (ambiguous([late(), throttled()]), (true, false)),
        (api("LimitExceeded", "r"), (false, false)),
        (late(), (false, true)),
        (broken_off(Timeout), (false, true)),
        (deadline(), (false, true)),
        (ambiguous([lost(Closed, Sent::Maybe), late()]), (false, true)),
        (ambiguous([late(), lost(Closed, Sent::Maybe)]), (false, false)),
        (lost(Closed, Sent::Never), (false, false)),
        (broken_off(Closed), (false, false)),
        (reply(None), (false, false)),
    ];
    for (error, expected) in rows {
        assert_eq!((error.is_throttled(), error.is_timeout()), expected, "{error}");
    }
}

#[test]
fn who_saw_the_request_may_have_carried_it_out_unless_it_said_that_it_refused() {
    use TransportErrorKind::Closed;
    let rows = [
        (api("InvalidParameter", "r"), Sent::Maybe, false),
        (api("InternalError", "r"), Sent::Maybe, true),
        (reply(None), Sent::Maybe, true),
        (broken_off(Closed), Sent::Maybe, true),
        (ambiguous([api("InvalidParameter", "r")]), Sent::Maybe, true),
        (lost(Closed, Sent::Maybe), Sent::Maybe, true),
        (lost(Closed, Sent::Never), Sent::Never, false),
        (deadline(), Sent::Never, false),
        (Error::Driver("stopped"), Sent::Never, false),
    ];
    for (error, sent, may_have) in rows {
        assert_eq!((error.sent(), error.may_have_taken_effect()), (sent, may_have), "{error}");
    }
}

#[test]
fn an_error_is_one_line_with_all_that_a_log_needs() {
    let closed = || lost(TransportErrorKind::Closed, Sent::Maybe);
    let page = Error::Reply {
        problem: ReplyError::Status(StatusCode::BAD_GATEWAY),
        request_id: Some("r\n9".into()),
        action: "ImportImage".into(),
        beginning: "<html>".into(),
    };
    let rows = [
        (api("A", "r-1"), "ImportImage: A: no (request id r-1)"),
        (api("A\u{1b}", ""), "ImportImage: A : no (no request id)"),
        (closed(), "ImportImage: the connection was closed before the answer was complete"),
        (reply(None), "ImportImage: the answer has an error whose code is not a text"),
        (
            page,
            "ImportImage: the answer has HTTP status 502 Bad Gateway, \
             it begins \"<html>\" (request id r 9)",
        ),
        (
            broken_off(TransportErrorKind::Protocol),
            "ImportImage: the stream broke off: the answer is not valid HTTP (request id r-2)",
        ),
        (
            ambiguous([api("A", "r"), closed(), closed()]),
            "ImportImage: the connection was closed before the answer was complete; the service \
             may have carried it out all the same (3 attempts, 2 in doubt)",
        ),
    ];
    for (error, expected) in rows {
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn the_cause_of_an_ambiguity_is_how_the_last_attempt_ended() {
    let ambiguity = Ambiguity {
        attempts: match ambiguous([api("A", "r"), api("B", "r")]) {
            Error::Ambiguous(ambiguity) => ambiguity.attempts,
            _ => vec![],
        },
    };
    let causes: Vec<_> = ambiguity.source().map(ToString::to_string).into_iter().collect();
    assert_eq!(causes, ["ImportImage: B: no (request id r)"]);
    assert!(Ambiguity { attempts: vec![] }.source().is_none());
}
