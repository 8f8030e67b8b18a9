//! Spans and events for `tracing`, at level DEBUG: a span for each call, an event for
//! the start and the outcome of each attempt, and one for each wait.
//!
//! No keys or tokens and no input are logged, except what an error message of the
//! service quotes. A failure is logged with its code and message, or with the beginning
//! of a body that is not an API response.

use std::time::Duration;

use bytes::Bytes;
use tencentcloud_core::{Error, Request, WaitReason};
use tracing::field::{Empty, display};
use tracing::{Span, debug, debug_span};

use crate::interceptor::AttemptInfo;
use crate::rate_limiter::{Permission, RateLimiter};

/// The span of a whole call.
pub(crate) fn call(request: &Request) -> Span {
    debug_span!(
        "call",
        service = request.service(),
        action = request.action(),
        attempts = Empty,
        request_id = Empty,
        error = Empty
    )
}

pub(crate) fn sending(request: &http::Request<Bytes>, attempt: u32) {
    let host = request.uri().authority().map(http::uri::Authority::as_str);
    debug!(attempt, host, "sending");
}

pub(crate) fn attempted(info: &AttemptInfo<'_>) {
    let AttemptInfo { attempt, took, request_id, .. } = info;
    match info.outcome {
        Ok(response) => {
            let status = response.status.as_u16();
            debug!(attempt, ?took, status, request_id, "received");
        }
        Err(error) => debug!(attempt, ?took, sent = ?error.sent(), %error, "failed"),
    }
}

pub(crate) fn waiting(delay: Duration, reason: WaitReason) {
    debug!(?delay, ?reason, "waiting");
}

/// What the rate limiter decided, and how long the call waited for it.
pub(crate) fn permitted(limiter: &dyn RateLimiter, permission: Permission, waited: Duration) {
    debug!(limiter = limiter.name(), ?permission, ?waited, "rate limit");
}

/// Records the outcome of a call on its span. `Ok` holds the request id.
pub(crate) fn done(span: &Span, attempts: u32, outcome: Result<&str, &Error>) {
    span.record("attempts", attempts);
    match outcome {
        Ok(request_id) => span.record("request_id", request_id),
        Err(error) => {
            if let Some(id) = error.request_id() {
                span.record("request_id", id);
            }
            span.record("error", display(error))
        }
    };
}
