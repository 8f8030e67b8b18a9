//! Errors.

/// Why the shared rate limiter cannot start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QuotaError {
    /// The URL.
    #[error("invalid URL")]
    Url,
}
