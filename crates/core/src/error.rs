//! Everything that can go wrong with a call.

use alloc::boxed::Box;
use alloc::string::String;
use core::time::Duration;

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

use self::text::{Details, after_semicolon};

/// The error of a call.
///
/// `Display` is a complete log line: the action where it is known, the failure, its
/// cause, the request id and, if there was more than one attempt, the number of
/// attempts. [`source`](core::error::Error::source) returns `None`, because `Display`
/// already includes the causes.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The service returned an error code. Decide on [`Error::code`] or
    /// [`Error::code_of`]; [`ErrorCode::class`] says what can be done.
    #[error(transparent)]
    Api(ApiError),
    /// No complete response arrived. [`Error::sent`] says whether the service can
    /// have received the request.
    #[error("{action}: {error}{}", Details { attempts: *attempts, ..Details::default() })]
    #[non_exhaustive]
    Transport {
        /// What failed.
        error: TransportError,
        /// The action that was called.
        action: Box<str>,
        /// The number of attempts, see [`Error::attempts`].
        attempts: u32,
    },
    /// The response is not one of the API (a proxy or gateway responded, or the
    /// endpoint is another server), or not of the form that the call expects.
    #[error(
        "{action}: {problem}{}{}",
        after_semicolon(excerpt),
        Details {
            request_id: request_id.as_deref(),
            retry_after: *retry_after,
            attempts: *attempts,
            ..Details::default()
        }
    )]
    #[non_exhaustive]
    Reply {
        /// What is wrong with the response.
        problem: ReplyError,
        /// The request id, if the response has one.
        request_id: Option<String>,
        /// The action that was called.
        action: Box<str>,
        /// What the response says, on one line, without secrets of the request: the
        /// host that a redirect names, and the first 120 characters of a body that is
        /// not JSON. JSON may hold keys, so only the values of its members `code` and
        /// `message` are quoted or, without them, the names of its members.
        excerpt: String,
        /// How long the response asks to wait, see [`Error::retry_after`].
        retry_after: Option<Duration>,
        /// The number of attempts, see [`Error::attempts`].
        attempts: u32,
    },
    /// A stream of events broke off. The events before it are valid. The service
    /// had begun to execute the request, so it is not retried; the caller decides
    /// whether to call again.
    #[error(
        "{action}: the stream broke off: {error}{}",
        Details {
            request_id: request_id.as_deref(),
            attempts: *attempts,
            ..Details::default()
        }
    )]
    #[non_exhaustive]
    Stream {
        /// What failed.
        error: TransportError,
        /// The id to quote to support.
        request_id: Option<String>,
        /// The action that was called.
        action: Box<str>,
        /// The number of attempts until the stream began.
        attempts: u32,
    },
    /// The outcome of a write is unknown: the service may have executed it. A write
    /// is any action that is not [`Effect::Read`](crate::Effect::Read), even one with
    /// a client token. Check whether it was executed before you call again.
    #[error(transparent)]
    Ambiguous(Box<Ambiguity>),
    /// No request could be sent before the deadline of the call: the timeout is
    /// short, the credential provider or an interceptor took longer, or many calls wait
    /// for the action's rate limit. The call fails at once if its permit would be due
    /// after the deadline. Nothing was sent.
    #[error("{action}: no request could be sent before the deadline")]
    #[non_exhaustive]
    Deadline {
        /// The action that was called.
        action: Box<str>,
    },
    /// The request is invalid or must not be sent. This attempt sent nothing;
    /// [`Error::attempts`] counts the attempts before it.
    #[error("{action}: {error}{}", Details { attempts: *attempts, ..Details::default() })]
    #[non_exhaustive]
    Request {
        /// What is wrong with the request.
        error: RequestError,
        /// The action that was called.
        action: Box<str>,
        /// The number of earlier attempts.
        attempts: u32,
    },
    /// The service or region does not form a host name. Nothing was sent.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// The provider returned no credential. This attempt sent nothing;
    /// [`Error::attempts`] counts the attempts before it.
    #[error(
        "no credential: {}{}",
        chain(&**error),
        Details { attempts: *attempts, ..Details::default() }
    )]
    #[non_exhaustive]
    Credential {
        /// The provider's error.
        error: BoxError,
        /// The number of earlier attempts.
        attempts: u32,
    },
    /// The driver of a [`Call`](crate::Call) did not follow its steps: a bug of
    /// that driver.
    #[error("invalid use of the call state machine: {0}")]
    #[non_exhaustive]
    Driver(&'static str),
}

/// For drivers of a [`Call`](crate::Call), which find these failures themselves.
impl Error {
    /// [`Error::Driver`] of a driver that finds a mistake in its own steps.
    pub fn driver(reason: &'static str) -> Self {
        Self::Driver(reason)
    }

    /// [`Error::Deadline`] of a request that was not sent in time.
    pub fn deadline(action: &str) -> Self {
        Self::Deadline { action: action.into() }
    }

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
        Self::Reply {
            problem: ReplyError::NoStream,
            request_id,
            action: action.into(),
            excerpt: String::new(),
            retry_after: None,
            attempts: 1,
        }
    }

    /// The same error with the wait that its response asks for.
    pub(crate) fn asking_to_wait(mut self, wait: Option<Duration>) -> Self {
        match &mut self {
            Self::Api(ApiError { retry_after, .. }) | Self::Reply { retry_after, .. } => {
                *retry_after = wait;
            }
            _ => {}
        }
        self
    }

    /// The same error with this number of attempts.
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
    /// The service's error code; for [`Error::Ambiguous`] that of the latest attempt
    /// that has one.
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

    /// How long the response asks to wait before a retry, by its header `Retry-After`;
    /// for [`Error::Ambiguous`] that of the last attempt.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Api(error) => error.retry_after,
            Self::Reply { retry_after, .. } => *retry_after,
            Self::Ambiguous(ambiguity) => ambiguity.last().and_then(Self::retry_after),
            _ => None,
        }
    }

    /// The number of attempts: requests that were signed, whether or not they reached
    /// the service. Zero if the call failed before its first attempt.
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

    /// Whether the service can have received the request of the attempt that ended the
    /// call.
    ///
    /// [`Sent::Never`] also if that attempt sent nothing, as with [`Error::Credential`]
    /// and [`Error::Request`], although earlier attempts may have been sent. A write
    /// of which an earlier attempt may have taken effect ends as [`Error::Ambiguous`],
    /// which is [`Sent::Maybe`].
    pub fn sent(&self) -> Sent {
        match self {
            Self::Api(_) | Self::Reply { .. } | Self::Stream { .. } | Self::Ambiguous(_) => {
                Sent::Maybe
            }
            Self::Transport { error, .. } => error.sent(),
            _ => Sent::Never,
        }
    }

    /// Whether the service may have executed the action although the call failed: it
    /// can have received the request and did not reject it.
    pub fn may_have_taken_effect(&self) -> bool {
        match self {
            Self::Api(error) => error.code.is_ambiguous(),
            other => other.sent() == Sent::Maybe,
        }
    }
}

#[cfg(test)]
mod tests;
