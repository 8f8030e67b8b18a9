//! What a client tells `tracing`: which action, which attempt, which request id.
//! Never what was asked, no header, and of answers only the error: code, message
//! and the beginning of a page that is no answer of the API.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use tencentcloud_core::{Error, Request};
use tracing::field::{Empty, display};
use tracing::{Span, debug, debug_span};

use crate::AttemptInfo;

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

/// Runs the future in the span wherever it stands: nothing of it is moved. It is
/// not dropped in the span.
pub(crate) fn within<F: Future>(
    span: &Span,
    mut future: Pin<&mut F>,
) -> impl Future<Output = F::Output> {
    poll_fn(move |cx| span.in_scope(|| future.as_mut().poll(cx)))
}

pub(crate) fn sending(request: &http::Request<Bytes>, attempt: u32) {
    let host = request.uri().authority().map(http::uri::Authority::as_str);
    debug!(attempt, host, "sending");
}

pub(crate) fn received(attempted: &AttemptInfo<'_>) {
    let AttemptInfo { attempt, took, .. } = attempted;
    match attempted.outcome {
        Ok(received) => debug!(attempt, ?took, status = received.status.as_u16(), "received"),
        Err(error) => debug!(attempt, ?took, sent = ?error.sent(), %error, "failed"),
    }
}

pub(crate) fn waiting(delay: Duration) {
    debug!(?delay, "waiting");
}

/// How the call ended, on its span.
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
