//! What a failure says about the attempt that had it.

use http::StatusCode;

use crate::error::{Error, ReplyError};
use crate::{Class, CommonCode, Sent, TransportErrorKind};

/// What may be done about a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryClass {
    /// The service did certainly not carry it out, and it may work next time.
    NotExecuted,
    /// The same, because there were too many calls.
    Throttled,
    /// The same, because the time it was signed with is not the service's.
    Expired,
    /// It may work next time, and the service may have carried it out already.
    Unknown,
    /// Another attempt would end the same way.
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
                // Also a service that says it is down: it does not say that
                // nothing was begun.
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
                ReplyError::Status(status) if !may_pass(*status) => Self::Permanent,
                ReplyError::Decode(_) | ReplyError::Stream | ReplyError::NoStream => {
                    Self::Permanent
                }
                _ => Self::Unknown,
            },
            _ => Self::Permanent,
        }
    }

    /// What it says about the host it was sent to: whether that works. Nothing,
    /// if it was not asked.
    pub(crate) fn of_host(error: &Error) -> Option<bool> {
        match error {
            Error::Transport { error, .. } => match error.kind() {
                TransportErrorKind::Unsupported => None,
                kind => Some(kind == TransportErrorKind::TooLarge),
            },
            Error::Reply { .. } => Some(Self::of(error) == Self::Permanent),
            // Among the service's own errors those by which it says that it failed.
            Error::Api(error) => Some(error.code.class() != Class::Transient),
            _ => None,
        }
    }
}

/// A status that a gateway gives while something behind it is down or busy. The
/// API itself answers with 200 always.
fn may_pass(status: StatusCode) -> bool {
    status.is_server_error()
        || status == StatusCode::REQUEST_TIMEOUT
        || status == StatusCode::TOO_MANY_REQUESTS
        || status.is_success()
}
