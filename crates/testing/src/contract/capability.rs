//! What a transport may lack.

/// A capability that a transport may lack; see
/// [`Contract::without`](super::Contract::without).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Capability {
    /// A connection carries several requests, one after another.
    KeepAlive,
    /// The caller receives a body while it arrives.
    Streaming,
    /// The transport supports `https`. Without this capability such a request
    /// must fail and must not be sent in plain text.
    Tls,
}
