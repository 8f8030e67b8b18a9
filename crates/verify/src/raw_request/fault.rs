//! The error of reading a header.

/// The error of a header without one usable value. Reject the request; do not treat
/// the header as missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderFault {
    /// The value is not UTF-8.
    #[error("the header is not UTF-8")]
    NotUtf8,
    /// The header occurs more than once, even if with the same value.
    #[error("the header occurs more than once")]
    Repeated,
}
