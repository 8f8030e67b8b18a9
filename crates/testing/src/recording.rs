//! Recorded exchanges.

use std::fmt;

use bytes::Bytes;
use http::header::HOST;
use tencentcloud_core::{Sent, TransportError, TransportErrorKind};

use crate::scripted::ScriptedResponse;

mod json;
mod redact;
#[cfg(test)]
mod tests;

pub use self::json::RecordingError;

/// A list of requests with their outcomes. [`Capture`](crate::Capture) makes it
/// and [`Replay`](crate::Replay) responds from it.
///
/// [`Recording::to_json`] writes it as JSON that is readable and fit for version
/// control:
///
/// ```json
/// {
///   "format": "tencentcloud-recording/1",
///   "exchanges": [
///     {
///       "request": {
///         "method": "POST",
///         "uri": "https://ecm.tencentcloudapi.com/",
///         "headers": ["content-type: application/json", "authorization: REDACTED"],
///         "body": "{\"Limit\":5}"
///       },
///       "response": { "status": 200, "headers": [], "body": "{\"Response\":{}}" }
///     }
///   ]
/// }
/// ```
///
/// - A body that is not UTF-8 is `body_base64` instead of `body`. An empty body
///   is left out.
/// - A failed exchange has `failure` instead of `response`, with the members
///   `kind`, `sent` and `reason`. A truncated response has both. `kind` and `sent`
///   are the names of [`TransportErrorKind`] and [`Sent`].
/// - Unknown members are ignored, so this version reads files of later versions
///   with the same format number.
///
/// The file never holds the values of `Authorization` and `X-TC-Token`, nor, in a
/// request without `Authorization`, of `SecretId`, `Signature` and `Token`, which are
/// those of signature v1. Bodies are otherwise
/// written unchanged. Remove the keys from responses that hold some, such as
/// those of STS, before you write a file; the fields are public for that.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Recording {
    /// The exchanges in the order of their requests.
    pub exchanges: Vec<Exchange>,
}

/// One request with its outcome.
#[derive(Clone)]
#[non_exhaustive]
pub struct Exchange {
    /// The request as passed to the transport.
    pub request: http::Request<Bytes>,
    /// The outcome as returned by the transport.
    pub outcome: Outcome,
}

/// The outcome of a request.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Outcome {
    /// A complete response.
    Complete(http::Response<Bytes>),
    /// A response whose body was not read to its end, and the reason.
    Truncated(http::Response<Bytes>, Failure),
    /// A failure without a response.
    Failed(Failure),
}

/// The recorded form of a [`TransportError`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// What failed.
    pub kind: TransportErrorKind,
    /// Whether the service may have received the request.
    pub sent: Sent,
    /// The cause; empty if unknown.
    pub reason: String,
}

impl Exchange {
    /// A request with its outcome.
    pub fn new(request: http::Request<Bytes>, outcome: Outcome) -> Self {
        Self { request, outcome }
    }
}

impl Failure {
    /// A failure without a reason.
    pub fn new(kind: TransportErrorKind, sent: Sent) -> Self {
        Self { kind, sent, reason: String::new() }
    }
}

/// Takes the reason from the error's message, after the part that its kind says.
impl From<&TransportError> for Failure {
    fn from(error: &TransportError) -> Self {
        let (kind, sent) = (error.kind(), error.sent());
        let message = error.to_string();
        let reason = message
            .strip_prefix(&TransportError::new(kind, sent).to_string())
            .and_then(|rest| rest.strip_prefix(": "));
        Self { kind, sent, reason: reason.unwrap_or_default().to_owned() }
    }
}

impl From<Failure> for TransportError {
    fn from(failure: Failure) -> Self {
        let error = Self::new(failure.kind, failure.sent);
        if failure.reason.is_empty() { error } else { error.with_source(failure.reason) }
    }
}

impl From<Outcome> for ScriptedResponse {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Complete(response) => response.into(),
            Outcome::Truncated(response, failure) => {
                Self::from(response).fails_with(failure.into())
            }
            Outcome::Failed(failure) => TransportError::from(failure).into(),
        }
    }
}

/// Shows method, host, action and outcome. Headers and bodies may hold secrets.
impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Exchange");
        debug.field("method", self.request.method());
        if let Some(host) = self.request.headers().get(HOST) {
            debug.field("host", host);
        }
        if let Some(action) = self.request.headers().get("x-tc-action") {
            debug.field("action", action);
        }
        let (response, failure) = match &self.outcome {
            Outcome::Complete(response) => (Some(response), None),
            Outcome::Truncated(response, failure) => (Some(response), Some(failure)),
            Outcome::Failed(failure) => (None, Some(failure)),
        };
        if let Some(response) = response {
            debug.field("status", &response.status());
        }
        if let Some(failure) = failure {
            debug.field("failure", failure);
        }
        debug.finish_non_exhaustive()
    }
}
