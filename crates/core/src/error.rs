//! Everything that can go wrong with a call.

use alloc::boxed::Box;
use alloc::string::String;

use crate::transport::{BoxError, Sent, TransportError, TransportErrorKind};
use crate::{Action, Class, EndpointError, ErrorCode, RequestError};

mod ambiguity;
mod api_error;
mod json;
mod reply_error;
mod text;

pub use self::ambiguity::{Ambiguity, Attempt};
pub use self::api_error::ApiError;
pub use self::json::JsonError;
pub use self::reply_error::ReplyError;
pub(crate) use self::text::{chain, printable};

use self::text::{Details, quoted};

/// The error of a call.
///
/// `Display` gives a whole log line: action, failure, cause, request id and,
/// from the second on, the number of attempts. Nothing is left for
/// [`source`](core::error::Error::source), so a chain prints each fact once.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The service returned an error code. Decide on [`Error::code`] or
    /// [`Error::code_of`]; [`ErrorCode::class`] says what can be done.
    #[error(transparent)]
    Api(ApiError),
    /// No complete response arrived. [`Error::sent`] says whether the service can
    /// have seen the request.
    #[error("{action}: {error}{}", Details { request_id: None, attempts: *attempts })]
    #[non_exhaustive]
    Transport {
        /// What failed.
        error: TransportError,
        /// The action that was called.
        action: Box<str>,
        /// Requests that were sent.
        attempts: u32,
    },
    /// The response is not one of the API, or of another form than the call
    /// expects: a proxy or gateway responded, or the endpoint is another server.
    #[error(
        "{action}: {problem}{}{}",
        quoted(beginning),
        Details { request_id: request_id.as_deref(), attempts: *attempts }
    )]
    #[non_exhaustive]
    Reply {
        /// What is wrong with the response.
        problem: ReplyError,
        /// The request id, where the response has one nevertheless.
        request_id: Option<String>,
        /// The action that was called.
        action: Box<str>,
        /// The first characters of the body, on one line; empty for JSON, which
        /// may hold keys.
        beginning: String,
        /// Requests that were sent.
        attempts: u32,
    },
    /// A stream of events broke off. The events before it are valid. The service
    /// was at work already, so whether to call again is the caller's decision.
    #[error(
        "{action}: the stream broke off: {error}{}",
        Details { request_id: request_id.as_deref(), attempts: *attempts }
    )]
    #[non_exhaustive]
    Stream {
        /// What failed.
        error: TransportError,
        /// The id to quote to support.
        request_id: Option<String>,
        /// The action that was called.
        action: Box<str>,
        /// Requests that were sent until the stream began.
        attempts: u32,
    },
    /// Outcome unknown: the service may have carried out an action that is not
    /// idempotent. Check whether it did before calling again.
    #[error(transparent)]
    Ambiguous(Box<Ambiguity>),
    /// The deadline of the call passed before an attempt could start: the timeout
    /// is short, or many calls wait for the action's rate limit. Nothing was sent.
    #[error("{action}: the deadline passed before a request could be sent")]
    #[non_exhaustive]
    Deadline {
        /// The action that was called.
        action: Box<str>,
    },
    /// The request cannot be made. Nothing was sent, or nothing more after
    /// [`Error::attempts`].
    #[error("{action}: {error}{}", Details { request_id: None, attempts: *attempts })]
    #[non_exhaustive]
    Request {
        /// What is wrong with the request.
        error: RequestError,
        /// The action that was called.
        action: Box<str>,
        /// Requests that were sent before.
        attempts: u32,
    },
    /// There is no host to send to. Nothing was sent.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// The provider returned no credential. Nothing was sent, or nothing more
    /// after [`Error::attempts`].
    #[error("no credential: {}{}", chain(&**error), Details { request_id: None, attempts: *attempts })]
    #[non_exhaustive]
    Credential {
        /// The provider's error.
        error: BoxError,
        /// Requests that were sent before.
        attempts: u32,
    },
    /// The driver of a [`Call`](crate::Call) did not follow its steps: a bug of
    /// that driver.
    #[error("the call was driven out of order: {0}")]
    Driver(&'static str),
}

/// For drivers of a [`Call`](crate::Call), which find these failures themselves.
impl Error {
    /// [`Error::Credential`] from the error of a provider.
    pub fn credential(error: impl Into<BoxError>) -> Self {
        Self::Credential { error: error.into(), attempts: 0 }
    }

    /// [`Error::Request`] of a request that was made outside a call.
    pub fn request(error: RequestError, action: &str) -> Self {
        Self::Request { error, action: action.into(), attempts: 0 }
    }

    /// [`Error::Transport`] of one request.
    pub fn transport(error: TransportError, action: &str) -> Self {
        Self::Transport { error, action: action.into(), attempts: 1 }
    }

    /// [`Error::Stream`] of a stream that broke off.
    pub fn stream(error: TransportError, request_id: Option<String>, action: &str) -> Self {
        Self::Stream { error, request_id, action: action.into(), attempts: 1 }
    }

    /// [`Error::Reply`] of a single response where a stream was expected.
    pub fn no_stream(request_id: Option<String>, action: &str) -> Self {
        let problem = ReplyError::NoStream;
        let beginning = String::new();
        Self::Reply { problem, request_id, action: action.into(), beginning, attempts: 1 }
    }

    /// The same error after this many requests.
    #[must_use]
    pub fn after_attempts(mut self, count: u32) -> Self {
        match &mut self {
            Self::Api(ApiError { attempts, .. })
            | Self::Transport { attempts, .. }
            | Self::Reply { attempts, .. }
            | Self::Stream { attempts, .. }
            | Self::Request { attempts, .. }
            | Self::Credential { attempts, .. } => *attempts = count,
            Self::Ambiguous(_) | Self::Deadline { .. } | Self::Endpoint(_) | Self::Driver(_) => {}
        }
        self
    }
}

impl Error {
    /// The service's error code; that of the latest attempt that has one.
    pub fn code(&self) -> Option<&ErrorCode> {
        match self {
            Self::Api(error) => Some(&error.code),
            Self::Ambiguous(ambiguity) => ambiguity.latest_first().find_map(Self::code),
            _ => None,
        }
    }

    /// The service's error code as the enum of an action, to match on.
    pub fn code_of<A: Action>(&self) -> Option<A::Code> {
        self.code().cloned().map(A::Code::from)
    }

    /// The id that the service gave the request, to quote to its support.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => Some(&*error.request_id).filter(|id| !id.is_empty()),
            Self::Reply { request_id, .. } | Self::Stream { request_id, .. } => {
                request_id.as_deref()
            }
            Self::Ambiguous(ambiguity) => ambiguity.latest_first().find_map(Self::request_id),
            _ => None,
        }
    }

    /// How many requests were sent.
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Api(ApiError { attempts, .. })
            | Self::Transport { attempts, .. }
            | Self::Reply { attempts, .. }
            | Self::Stream { attempts, .. }
            | Self::Request { attempts, .. }
            | Self::Credential { attempts, .. } => *attempts,
            Self::Ambiguous(ambiguity) => {
                u32::try_from(ambiguity.attempts.len()).unwrap_or(u32::MAX)
            }
            Self::Deadline { .. } | Self::Endpoint(_) | Self::Driver(_) => 0,
        }
    }

    /// Whether the service throttled the call: call again later, and slower.
    pub fn is_throttled(&self) -> bool {
        self.code().is_some_and(|code| code.class() == Class::Throttled)
    }

    /// Whether a timeout or the deadline ended the call.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport { error, .. } | Self::Stream { error, .. } => {
                error.kind() == TransportErrorKind::Timeout
            }
            Self::Deadline { .. } => true,
            Self::Ambiguous(ambiguity) => ambiguity.last().is_some_and(Self::is_timeout),
            _ => false,
        }
    }

    /// Whether the service can have seen the last request; [`Sent::Maybe`] also
    /// where the outcome of an earlier one is unknown.
    pub fn sent(&self) -> Sent {
        match self {
            Self::Api(_) | Self::Reply { .. } | Self::Stream { .. } | Self::Ambiguous(_) => {
                Sent::Maybe
            }
            Self::Transport { error, .. } => error.sent(),
            _ => Sent::Never,
        }
    }

    /// Whether the service may have carried out the action although the call
    /// failed: it can have seen the request and did not refuse it.
    pub fn may_have_taken_effect(&self) -> bool {
        match self {
            Self::Api(error) => error.code.is_ambiguous(),
            other => other.sent() == Sent::Maybe,
        }
    }
}

#[cfg(test)]
mod tests;
