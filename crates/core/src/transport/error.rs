//! What can go wrong between two machines, and how much had happened by then.

use alloc::{boxed::Box, string::ToString};
use core::error::Error;
use core::fmt;

use crate::error::printable;

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
            Self::Resolve => "the host name could not be resolved",
            Self::Connect => "no connection could be made",
            Self::Tls => "the TLS handshake failed",
            Self::Proxy => "the proxy failed",
            Self::Timeout => "the time limit ran out",
            Self::Closed => "the connection was closed before the answer was complete",
            Self::Protocol => "the answer is not valid HTTP",
            Self::TooLarge => "the answer is larger than allowed",
            Self::Unsupported => "the transport cannot send this request",
            Self::Other => "the transport failed",
        }
    }
}

/// A request that got no whole answer.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    sent: Sent,
    source: Option<BoxError>,
}

impl TransportError {
    /// An error of this kind.
    pub fn new(kind: TransportErrorKind, sent: Sent) -> Self {
        Self { kind, sent, source: None }
    }

    /// The same with its cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
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

/// One line: what failed and, where a library below knows more, its innermost
/// reason. The whole chain is behind [`Error::source`].
impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.text())?;
        let mut cause = self.source();
        while let Some(next) = cause.and_then(Error::source) {
            cause = Some(next);
        }
        match cause {
            // An error from below may span lines; a log line must not.
            Some(cause) => write!(f, ": {}", printable(&cause.to_string())),
            None => Ok(()),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;

    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("{text}")]
    struct Cause {
        text: &'static str,
        source: Option<BoxError>,
    }

    #[test]
    fn an_error_is_one_line_with_its_innermost_cause() {
        let inner = Cause { text: "no route\r\nto host", source: None };
        let outer = Cause { text: "error trying to connect", source: Some(inner.into()) };
        let error = TransportError::new(TransportErrorKind::Connect, Sent::Never);
        assert_eq!(error.to_string(), "no connection could be made");
        assert!(error.source().is_none());

        let error = error.with_source(outer);
        assert_eq!(error.to_string(), "no connection could be made: no route  to host");
        assert_eq!(error.source().unwrap().to_string(), "error trying to connect");
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
