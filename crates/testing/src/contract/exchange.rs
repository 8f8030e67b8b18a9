//! One request with its response, and expectations about them.

use std::time::Duration;

use bytes::Bytes;
use tencentcloud_core::{Limits, Sent, Transport, TransportError, TransportErrorKind as Kind};

/// The result of checking a rule, with what happened instead.
pub(super) type Verdict = Result<(), String>;
pub(super) type Outcome = Result<http::Response<Bytes>, TransportError>;

/// Far more than loopback needs.
pub(super) const LIMITS: Limits = Limits::new(Duration::from_secs(6), Duration::from_secs(6));

pub(super) fn post(url: &str) -> Result<http::Request<Bytes>, String> {
    post_of(url, "{}")
}

pub(super) fn post_of(url: &str, body: impl Into<Bytes>) -> Result<http::Request<Bytes>, String> {
    let request = http::Request::post(url).header("content-type", "application/json");
    request.body(body.into()).map_err(|error| error.to_string())
}

pub(super) fn get(url: &str) -> Result<http::Request<Bytes>, String> {
    http::Request::get(url).body(Bytes::new()).map_err(|error| error.to_string())
}

/// Sends a request and reads the whole response, as the client does.
pub(super) async fn exchange(
    transport: &dyn Transport,
    request: http::Request<Bytes>,
    limits: Limits,
) -> Outcome {
    let (head, body) = transport.send(request, limits).await?.into_parts();
    let body = body.collect(limits.body).await?;
    Ok(http::Response::from_parts(head, body))
}

pub(super) fn ensure(condition: bool, actual: impl FnOnce() -> String) -> Verdict {
    if condition { Ok(()) } else { Err(actual()) }
}

/// Expects a response with this status and body.
pub(super) fn expect_response(outcome: Outcome, status: u16, body: &[u8]) -> Verdict {
    let response = outcome.map_err(|error| format!("it failed: {}", describe(&error)))?;
    let actual = response.status().as_u16();
    ensure(actual == status, || format!("the status was {actual} instead of {status}"))?;
    ensure(response.body() == body, || {
        let (actual, expected) = (response.body().len(), body.len());
        format!("the body differed: {actual} bytes returned, {expected} bytes sent")
    })
}

/// Expects a failure of this kind.
pub(super) fn expect_failure(outcome: Outcome, kind: Kind, sent: Sent) -> Verdict {
    let error = failure_of(outcome)?;
    ensure((error.kind(), error.sent()) == (kind, sent), || {
        format!("it failed as {} instead of {kind:?}, {sent:?}", describe(&error))
    })
}

pub(super) fn failure_of(outcome: Outcome) -> Result<TransportError, String> {
    match outcome {
        Err(error) => Ok(error),
        Ok(response) => Err(format!(
            "it returned a response with status {} and {} bytes of body",
            response.status(),
            response.body().len()
        )),
    }
}

pub(super) fn describe(error: &TransportError) -> String {
    format!("{:?}, {:?} ({error})", error.kind(), error.sent())
}
