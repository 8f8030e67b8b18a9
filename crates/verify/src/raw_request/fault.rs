//! Why a header has no value.

/// Why a header that was sent has no value that could be acted on. Refuse the
/// request: to read it as if the header were absent is to guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderFault {
    /// It is not UTF-8.
    #[error("it is not UTF-8 text")]
    NotText,
    /// It was sent more than once, be it with the same value.
    #[error("it was sent more than once")]
    Repeated,
}
