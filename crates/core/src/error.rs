//! Everything that can go wrong with a call.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use http::StatusCode;

use crate::transport::{BoxError, Sent, TransportError, TransportErrorKind};
use crate::{Action, Class, EndpointError, ErrorCode, RequestError};

mod ambiguity;

pub use self::ambiguity::{Ambiguity, Attempt};

/// Why a call has no output.
///
/// Displayed it is one line that a log needs nothing beside.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The service answered with an error code. Decide on [`Error::code`] or
    /// [`Error::code_of`]; [`ErrorCode::class`] says what can be done.
    #[error(transparent)]
    Api(ApiError),
    /// No answer came. [`Error::sent`] says whether the service can have seen
    /// the request.
    #[error("{action}: {error}")]
    Transport {
        /// What happened on the way.
        #[source]
        error: TransportError,
        /// The action that was called.
        action: Box<str>,
    },
    /// An answer came that is not the API's: something between here and there
    /// gave it, or the endpoint is another kind of server. Or it has another
    /// form than the call asked for.
    #[error("{action}: {problem}{}{}", quoted(beginning), named(request_id.as_deref()))]
    Reply {
        /// What is wrong with it.
        #[source]
        problem: ReplyError,
        /// The request id, where one could be found nevertheless.
        request_id: Option<String>,
        /// The action that was called.
        action: Box<str>,
        /// The first characters of the body, on one line; none of JSON, which
        /// may hold keys.
        beginning: String,
    },
    /// A stream of events broke off. What came before stands; whether to ask
    /// anew is the caller's decision, since the service was at work already.
    #[error("{action}: the stream broke off: {error}{}", named(request_id.as_deref()))]
    Stream {
        /// What happened on the way.
        #[source]
        error: TransportError,
        /// What support asks for.
        request_id: Option<String>,
        /// The action that was called.
        action: Box<str>,
    },
    /// The service may have carried out an action that changes something, and did
    /// not say so. Look before calling it again.
    #[error(transparent)]
    Ambiguous(Box<Ambiguity>),
    /// The time for the whole call was over before an attempt could start: the
    /// limit is short, or many calls wait for the action's rate. Nothing was sent.
    #[error("{action}: the time limit for the call ran out")]
    Deadline {
        /// The action that was called.
        action: Box<str>,
    },
    /// The request could not be made. Nothing was sent.
    #[error("{action}: {error}")]
    Request {
        /// What is wrong with it.
        #[source]
        error: RequestError,
        /// The action that was called.
        action: Box<str>,
    },
    /// There is no host to send to. Nothing was sent.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// There is no credential. Nothing was sent.
    #[error("no credential: {0}")]
    Credential(#[source] BoxError),
    /// A driver of the call machine did not follow its steps.
    #[error("the call machine was driven out of order: {0}")]
    Driver(&'static str),
}

/// The service's own error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// What to decide on.
    pub code: ErrorCode,
    /// For people; its text may change, and comes in the language asked for.
    pub message: String,
    /// What support asks for.
    pub request_id: String,
    /// The action that was called.
    pub action: Box<str>,
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, message, request_id, action } = self;
        write!(f, "{action}: {}: {} ", printable(code.as_str()), printable(message))?;
        match request_id.as_str() {
            "" => f.write_str("(no request id)"),
            id => write!(f, "(request id {})", printable(id)),
        }
    }
}

impl core::error::Error for ApiError {}

/// What is wrong with an answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// Another HTTP status than 200: a proxy, a gateway, a wrong endpoint.
    #[error("the answer has HTTP status {0}")]
    Status(StatusCode),
    /// The body is not JSON with a `Response`.
    #[error("the answer is not an API response ({0})")]
    Envelope(#[source] serde_json::Error),
    /// `Error.Code` is not a text.
    #[error("the answer has an error whose code is not a text")]
    Code,
    /// It is a stream of events, and the call waits for one answer. Does the
    /// input ask for a stream? Then it is read with `stream` and not `send`.
    #[error("the answer is a stream of events, which this call does not read")]
    Stream,
    /// It is whole, and the call asked for a stream of events. Does the input,
    /// too? An answer that is whole is read with `send`.
    #[error("the answer is whole and not a stream of events")]
    NoStream,
    /// `Response` does not fit the action's output.
    #[error("the answer does not fit the action's output ({0})")]
    Decode(#[source] serde_json::Error),
}

impl Error {
    /// The service's error code; of the latest attempt that had one.
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

    /// The id that the service gave this request, for its support.
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

    /// Whether calling later and slower is all it takes.
    pub fn is_throttled(&self) -> bool {
        self.code().is_some_and(|code| code.class() == Class::Throttled)
    }

    /// Whether a time limit ran out.
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

    /// Whether the service can have seen the request; that of the last attempt,
    /// except where an earlier one leaves doubt about a write.
    pub fn sent(&self) -> Sent {
        match self {
            Self::Api(_) | Self::Reply { .. } | Self::Stream { .. } | Self::Ambiguous(_) => {
                Sent::Maybe
            }
            Self::Transport { error, .. } => error.sent(),
            _ => Sent::Never,
        }
    }

    /// Whether the service may have done what was asked although this is an
    /// error: it saw the request, and did not say that it refused.
    pub fn may_have_taken_effect(&self) -> bool {
        match self {
            Self::Api(error) => error.code.is_ambiguous(),
            other => other.sent() == Sent::Maybe,
        }
    }
}

/// Text from outside on one line: a control character could lead a terminal
/// or break a log line.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn quoted(beginning: &str) -> String {
    if beginning.is_empty() {
        return String::new();
    }
    alloc::format!(", it begins {beginning:?}")
}

fn named(request_id: Option<&str>) -> String {
    request_id.map(|id| alloc::format!(" (request id {})", printable(id))).unwrap_or_default()
}

#[cfg(test)]
mod tests;
