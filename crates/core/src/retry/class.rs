//! What an error means for a retry.

use http::StatusCode;

use crate::error::{Error, ReplyError};
use crate::{Class, CommonCode, Sent, TransportErrorKind};

/// Whether a failed attempt can be retried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryClass {
    /// Transient, and the service certainly did not execute the request.
    NotExecuted,
    /// Not executed, because of a rate limit.
    Throttled,
    /// Not executed, because the signature's time is not the service's.
    Expired,
    /// Transient, and the service may have executed the request.
    Unknown,
    /// A retry would fail in the same way.
    Permanent,
}

impl RetryClass {
    pub(crate) fn of(error: &Error) -> Self {
        match error {
            Error::Api(error) => match error.code.class() {
                Class::Throttled => Self::Throttled,
                Class::Auth if error.code.common() == Some(CommonCode::SignatureExpire) => {
                    Self::Expired
                }
                // `ServiceUnavailable` too: by its name nothing was executed, but no
                // document promises it. So a write is not retried, and the error of
                // the call stays `Error::Api`.
                Class::Transient => Self::Unknown,
                Class::Auth | Class::Permanent => Self::Permanent,
            },
            Error::Transport { error, .. } => match (error.kind(), error.sent()) {
                (TransportErrorKind::Unsupported | TransportErrorKind::TooLarge, _) => {
                    Self::Permanent
                }
                (_, Sent::Never) => Self::NotExecuted,
                (_, Sent::Maybe) => Self::Unknown,
            },
            Error::Reply { problem, .. } => match problem {
                ReplyError::Status(status) if !is_transient(*status) => Self::Permanent,
                ReplyError::Decode(_) | ReplyError::Stream | ReplyError::NoStream => {
                    Self::Permanent
                }
                _ => Self::Unknown,
            },
            _ => Self::Permanent,
        }
    }

    /// Whether the host works, as far as the error shows it; None if no request
    /// reached it.
    pub(crate) fn of_host(error: &Error) -> Option<bool> {
        match error {
            Error::Transport { error, .. } => match error.kind() {
                TransportErrorKind::Unsupported => None,
                kind => Some(kind == TransportErrorKind::TooLarge),
            },
            Error::Reply { .. } => Some(Self::of(error) == Self::Permanent),
            // Only errors by which the service says that it failed.
            Error::Api(error) => Some(error.code.class() != Class::Transient),
            _ => None,
        }
    }
}

/// Statuses of a gateway whose backend is down or busy. The API itself always
/// responds with 200.
fn is_transient(status: StatusCode) -> bool {
    status.is_server_error()
        || status == StatusCode::REQUEST_TIMEOUT
        || status == StatusCode::TOO_MANY_REQUESTS
        || status.is_success()
}
