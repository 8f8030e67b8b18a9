//! What can go wrong between two machines, and how much had happened by then.

use alloc::boxed::Box;
use core::error::Error;
use core::fmt;

use crate::error::chain;

/// Any error of a library below.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// Whether the server can have seen the request.
///
/// This cannot be read off a library's error: a reset of a stale connection
/// and a reset after the server did the work look alike. So a transport counts
/// what it handed out instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sent {
    /// Name, connection or TLS failed, or no byte of the body was asked for:
    /// the server cannot hold a whole request. Sending again is harmless.
    Never,
    /// Anything else, or nobody can tell.
    Maybe,
}

/// What failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The host's name has no address. Check the endpoint and the network.
    Resolve,
    /// No connection could be made. Is the endpoint up, and its port right?
    Connect,
    /// The TLS handshake failed: certificate, name or version.
    Tls,
    /// The proxy refused, or could not be reached. Check the `*_PROXY` variables.
    Proxy,
    /// A time limit ran out.
    Timeout,
    /// The connection was closed or reset before the answer was whole.
    Closed,
    /// What came back is not HTTP.
    Protocol,
    /// The body is larger than the limit allows.
    TooLarge,
    /// The transport cannot send this request at all (a scheme it does not
    /// speak, for example).
    Unsupported,
    /// Anything else; the source says more.
    Other,
}

impl TransportErrorKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Resolve,
        Self::Connect,
        Self::Tls,
        Self::Proxy,
        Self::Timeout,
        Self::Closed,
        Self::Protocol,
        Self::TooLarge,
        Self::Unsupported,
        Self::Other,
    ];

    const fn text(self) -> &'static str {
        match self {
            Self::Resolve => "the host name cannot be resolved",
            Self::Connect => "no connection could be made",
            Self::Tls => "the TLS handshake failed",
            Self::Proxy => "the proxy failed",
            Self::Timeout => "timeout",
            Self::Closed => "the connection was closed before the response was complete",
            Self::Protocol => "the response is not valid HTTP",
            Self::TooLarge => "the response is larger than the limit",
            Self::Unsupported => "the request is not supported",
            Self::Other => "the transport failed",
        }
    }
}

/// A request that has no complete response.
///
/// `Display` gives one line: what failed, then the cause and its causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransportError {
    kind: TransportErrorKind,
    sent: Sent,
    cause: Option<Box<str>>,
}

impl TransportError {
    /// An error of this kind.
    pub fn new(kind: TransportErrorKind, sent: Sent) -> Self {
        Self { kind, sent, cause: None }
    }

    /// The same error with its cause. Only its text is kept, with that of its own
    /// sources: the error of a library is no part of this API.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.cause = Some(chain(&*source.into()).into());
        self
    }

    /// What failed.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the server can have seen the request.
    pub fn sent(&self) -> Sent {
        self.sent
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.text())?;
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl Error for TransportError {}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;
    use alloc::string::ToString;

    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("{text}")]
    struct Cause {
        text: &'static str,
        source: Option<BoxError>,
    }

    #[test]
    fn a_cause_is_displayed_once_and_on_one_line() {
        let cause = |text, source| Cause { text, source };
        let refused = cause("refused\r\n(os error 111)", None);
        let tcp = cause("tcp: refused  (os error 111)", Some(refused.into()));
        let outer = cause("connecting to 192.0.2.1", Some(tcp.into()));
        let error = TransportError::new(TransportErrorKind::Connect, Sent::Never);
        assert_eq!(error.to_string(), "no connection could be made");

        let error = error.with_source(outer);
        assert_eq!(
            error.to_string(),
            "no connection could be made: connecting to 192.0.2.1: tcp: refused  (os error 111)"
        );
        assert!(error.source().is_none());
        assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Connect, Sent::Never));
    }

    #[test]
    fn each_kind_has_a_text_of_its_own() {
        use TransportErrorKind::{
            Closed, Connect, Other, Protocol, Proxy, Resolve, Timeout, Tls, TooLarge, Unsupported,
        };
        let kinds =
            [Resolve, Connect, Tls, Proxy, Timeout, Closed, Protocol, TooLarge, Unsupported, Other];
        let texts: BTreeSet<_> = kinds.into_iter().map(TransportErrorKind::text).collect();
        assert_eq!(texts.len(), kinds.len());
    }
}
