//! A refused request of the administration.

use http::StatusCode;

/// The status and the reason, in words.
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) reason: String,
    /// The methods that the path has, if the request has another.
    pub(super) allow: Option<&'static str>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, reason: impl Into<String>) -> Self {
        Self { status, reason: reason.into(), allow: None }
    }

    pub(super) fn method(allow: &'static str) -> Self {
        let reason = format!("method not allowed; use {}", allow.replace(", ", " or "));
        Self { allow: Some(allow), ..Self::new(StatusCode::METHOD_NOT_ALLOWED, reason) }
    }
}
