//! Exchanges that were kept.

use std::error::Error;
use std::fmt;

use bytes::Bytes;
use http::header::HOST;
use tencentcloud_core::{Sent, TransportError, TransportErrorKind};

use crate::ScriptedResponse;

mod json;
mod redact;
#[cfg(test)]
mod tests;

pub use self::json::RecordingError;

/// Requests and what came of them, in order: what [`Capture`](crate::Capture)
/// keeps and [`Replay`](crate::Replay) answers from.
///
/// It is saved as JSON text, made to be read and put under version control:
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
///       "answer": { "status": 200, "headers": [], "body": "{\"Response\":{}}" }
///     }
///   ]
/// }
/// ```
///
/// - A body that is not UTF-8 is `body_base64` instead of `body`; an empty one is
///   left out.
/// - `failure`, with the members `kind`, `sent` and `reason`, stands instead of
///   `answer` where none came, and beside it where its body broke off after what
///   is there. `kind` and `sent` are the names of [`TransportErrorKind`] and
///   [`Sent`].
/// - Members that are not known are ignored, so files of later versions of this
///   format can be read as long as its number is the same.
///
/// The values of `Authorization` and `X-TC-Token` are never saved, nor their
/// counterparts in signature v1, `SecretId`, `Signature` and `Token`. Bodies are
/// saved as they are. An answer that holds keys, such as those of STS, has to be
/// edited first; that is why the fields are public.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Recording {
    /// In the order in which the requests were sent.
    pub exchanges: Vec<Exchange>,
}

/// One request and what came of it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Exchange {
    /// As the transport was given it.
    pub request: http::Request<Bytes>,
    /// As the transport gave it.
    pub outcome: Outcome,
}

/// What came of a request.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Outcome {
    /// An answer, whole.
    Answered(http::Response<Bytes>),
    /// An answer whose body was not read to its end, with what was.
    BrokenOff(http::Response<Bytes>, Failure),
    /// No answer.
    Failed(Failure),
}

/// What of a [`TransportError`] can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// What failed.
    pub kind: TransportErrorKind,
    /// Whether the service may have seen the request.
    pub sent: Sent,
    /// The innermost cause; empty if there was none.
    pub reason: String,
}

impl Exchange {
    /// A request with what came of it.
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

impl From<&TransportError> for Failure {
    fn from(error: &TransportError) -> Self {
        let mut cause = error.source();
        while let Some(next) = cause.and_then(Error::source) {
            cause = Some(next);
        }
        let reason = cause.map(ToString::to_string).unwrap_or_default();
        Self { kind: error.kind(), sent: error.sent(), reason }
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
            Outcome::Answered(response) => response.into(),
            Outcome::BrokenOff(response, failure) => {
                Self::from(response).broken_off_by(failure.into())
            }
            Outcome::Failed(failure) => TransportError::from(failure).into(),
        }
    }
}

/// What was asked of whom. Headers and bodies may hold secrets.
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
        match &self.outcome {
            Outcome::Answered(response) | Outcome::BrokenOff(response, _) => {
                debug.field("status", &response.status());
            }
            Outcome::Failed(_) => {}
        }
        match &self.outcome {
            Outcome::Answered(_) => {}
            Outcome::Failed(failure) | Outcome::BrokenOff(_, failure) => {
                debug.field("failure", failure);
            }
        }
        debug.finish_non_exhaustive()
    }
}
