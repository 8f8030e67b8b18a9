use alloc::string::ToString;
use core::error::Error as _;
use core::time::Duration;

use super::*;
use http::StatusCode;

use crate::{Effect, Timestamp};

fn api(code: &str, request_id: &str) -> Error {
    Error::Api(ApiError {
        code: ErrorCode::new(code),
        message: "no".into(),
        status: StatusCode::OK,
        retry_after: None,
        request_id: request_id.into(),
        action: "ImportImage".into(),
        attempts: 1,
    })
}

fn lost(kind: TransportErrorKind, sent: Sent) -> Error {
    Error::Transport {
        error: TransportError::new(kind, sent),
        action: "ImportImage".into(),
        attempts: 1,
    }
}

fn broken_off(kind: TransportErrorKind) -> Error {
    Error::stream(TransportError::new(kind, Sent::Maybe), Some("r-2".into()), "ImportImage")
}

fn reply(request_id: Option<&str>) -> Error {
    Error::Reply {
        problem: ReplyError::Code,
        request_id: request_id.map(Into::into),
        action: "ImportImage".into(),
        excerpt: String::new(),
        retry_after: None,
        attempts: 1,
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

/// An action with the length of a code as its code.
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
fn code_and_request_id_are_those_of_the_latest_attempt_that_has_them() {
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
fn throttling_and_timeouts_are_distinguished() {
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
fn a_request_that_was_seen_may_have_taken_effect_unless_it_was_refused() {
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
fn display_is_a_whole_log_line() {
    let closed = || lost(TransportErrorKind::Closed, Sent::Maybe);
    let page = Error::Reply {
        problem: ReplyError::Status(StatusCode::BAD_GATEWAY),
        request_id: Some("r\n9".into()),
        action: "ImportImage".into(),
        excerpt: "the body begins \"<html>\"".into(),
        retry_after: Some(Duration::from_secs(7)),
        attempts: 1,
    };
    let rows = [
        (api("A", "r-1"), "ImportImage: A: no (request id r-1)"),
        (api("A", "r-1").after_attempts(3), "ImportImage: A: no (request id r-1, 3 attempts)"),
        (api("A\u{1b}", ""), "ImportImage: A : no (no request id)"),
        (api("A", "").after_attempts(2), "ImportImage: A: no (no request id, 2 attempts)"),
        (closed(), "ImportImage: the connection was closed before the response was complete"),
        (
            closed().after_attempts(4),
            "ImportImage: the connection was closed before the response was complete (4 attempts)",
        ),
        (reply(None), "ImportImage: invalid response: Error has no Code that is a string"),
        (
            page,
            "ImportImage: invalid response: HTTP status 502 Bad Gateway; \
             the body begins \"<html>\" (request id r 9, retry after 7 s)",
        ),
        (
            broken_off(TransportErrorKind::Protocol),
            "ImportImage: the stream broke off: the response is not valid HTTP (request id r-2)",
        ),
        (
            ambiguous([api("A", "r"), closed(), closed()]),
            "ImportImage: the connection was closed before the response was complete; outcome \
             unknown: the service may have executed the action (3 attempts, 2 of unknown outcome)",
        ),
        (Error::credential("vault is sealed"), "no credential: vault is sealed"),
        (
            Error::credential("vault is sealed").after_attempts(2),
            "no credential: vault is sealed (2 attempts)",
        ),
        (deadline(), "ImportImage: no request could be sent before the deadline"),
    ];
    for (error, expected) in rows {
        assert_eq!(error.to_string(), expected);
        assert!(error.source().is_none(), "{error}");
    }
}

#[test]
fn attempts_are_counted_in_every_error_that_can_follow_one() {
    use TransportErrorKind::Closed;
    let request = Error::request(RequestError::Unsupported("not supported"), "ImportImage");
    for error in [
        api("A", "r"),
        lost(Closed, Sent::Maybe),
        reply(None),
        broken_off(Closed),
        request,
        Error::credential("none"),
    ] {
        assert_eq!(error.after_attempts(5).attempts(), 5);
    }
    assert_eq!(ambiguous([api("A", "r"), api("B", "r")]).attempts(), 2);
    for error in [deadline(), Error::Driver("stopped")] {
        assert_eq!(error.after_attempts(5).attempts(), 0);
    }
}
