//! The service's own error.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;
use core::time::Duration;

use http::StatusCode;

use super::text::{Details, printable};
use crate::ErrorCode;

/// An error that the service returned.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The error code, to decide on.
    pub code: ErrorCode,
    /// The message, for people: its text may change, and its language is that
    /// of the request. At most 4,096 characters; a longer one ends with `…`.
    pub message: String,
    /// The HTTP status. The API responds with 200 to errors, too; a gateway in front
    /// of it may not.
    pub status: StatusCode,
    /// How long the response asks to wait before a retry.
    pub retry_after: Option<Duration>,
    /// The id to quote to support; empty if the response has none.
    pub request_id: String,
    /// The action that was called.
    pub action: Box<str>,
    /// The number of attempts, see [`Error::attempts`](crate::Error::attempts).
    pub attempts: u32,
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, message, request_id, action, .. } = self;
        write!(f, "{action}: {}: {}", printable(code.as_str()), printable(message))?;
        let details = Details {
            status: Some(self.status),
            request_id: Some(request_id),
            retry_after: self.retry_after,
            attempts: self.attempts,
        };
        details.fmt(f)
    }
}

impl core::error::Error for ApiError {}
