//! The error of an invalid service, region or endpoint.

use alloc::{format, string::String};
use core::fmt;

/// An invalid service, region or endpoint. Nothing was sent; correct its spelling.
#[derive(Clone, PartialEq, Eq)]
pub struct EndpointError {
    kind: &'static str,
    value: String,
    /// What is wrong with it, and what is expected.
    problem: &'static str,
}

impl EndpointError {
    /// What is wrong and what is expected, without the value: for a message in other words
    /// than `Display`.
    ///
    /// ```
    /// use tencentcloud_core::Endpoint;
    ///
    /// let error = Endpoint::custom("ftp://127.0.0.1").unwrap_err();
    /// assert_eq!(error.problem(), "the scheme must be http:// or https://");
    /// ```
    pub const fn problem(&self) -> &'static str {
        self.problem
    }

    /// A service or region that is not a DNS label.
    pub(super) fn label(kind: &'static str, value: String) -> Self {
        let problem =
            "expected a DNS label: lower-case letters, digits and inner hyphens, at most 63";
        Self { kind, value, problem }
    }

    pub(super) fn finance_region(value: String) -> Self {
        Self { kind: "finance region", value, problem: "expected a region that ends in -fsi" }
    }

    pub(super) fn endpoint(value: String, problem: &'static str) -> Self {
        Self { kind: "endpoint", value, problem }
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The part before an `@` may be a password.
        let redacted = match self.value.rsplit_once('@') {
            Some((_, host)) => format!("[redacted]@{host}"),
            None => self.value.clone(),
        };
        write!(f, "invalid {} {redacted:?}: {}", self.kind, self.problem)
    }
}

impl fmt::Debug for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EndpointError({self})")
    }
}

impl core::error::Error for EndpointError {}
