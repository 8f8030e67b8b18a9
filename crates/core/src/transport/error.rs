//! Failures of a transport, and whether the server can have received the request.

use alloc::boxed::Box;
use alloc::string::String;
use core::error::Error;
use core::fmt;

use crate::error::chain;

/// An error of any type.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// Whether the server can have received the complete request, and processed it.
///
/// The error of an HTTP library does not show it: a reset of a stale connection and
/// a reset after the server executed the request look alike. So a transport tracks
/// what it handed to the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sent {
    /// DNS, TCP, proxy or TLS failed, or no byte of a non-empty request body was
    /// handed to the connection: the server cannot have the complete request. Or the
    /// server said that it did not process it, as it can over HTTP/2. Retrying is safe.
    Never,
    /// Any other failure. A request without a body is always `Maybe` once there is a
    /// connection.
    Maybe,
}

/// What failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The host name cannot be resolved. Check endpoint, DNS and network.
    Resolve,
    /// No connection could be made. Check that the endpoint is up, and its port.
    Connect,
    /// The TLS handshake failed: certificate, host name or version.
    Tls,
    /// The proxy refused, or cannot be reached. Check the `*_PROXY` variables.
    Proxy,
    /// A timeout.
    Timeout,
    /// The connection was closed or reset before the response was complete.
    Closed,
    /// The response is not valid HTTP.
    Protocol,
    /// The body of the response is larger than the limit.
    TooLarge,
    /// The transport does not support the request, for example its scheme.
    Unsupported,
    /// Anything else; `Display` gives the cause.
    Other,
}

impl TransportErrorKind {
    /// Every kind.
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
            Self::Timeout => "timed out",
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

    /// The same error with its cause. Only the text of the cause and of its sources
    /// is kept, so that no type of a library becomes part of this API.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.cause = Some(chain(&*source.into()).into());
        self
    }

    /// The same error with the text of its cause changed.
    pub(crate) fn map_cause(mut self, change: impl FnOnce(&str) -> String) -> Self {
        self.cause = self.cause.map(|cause| change(&cause).into());
        self
    }

    /// What failed.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the server can have received the complete request.
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
    fn every_kind_displays_differently() {
        use TransportErrorKind::{
            Closed, Connect, Other, Protocol, Proxy, Resolve, Timeout, Tls, TooLarge, Unsupported,
        };
        let kinds =
            [Resolve, Connect, Tls, Proxy, Timeout, Closed, Protocol, TooLarge, Unsupported, Other];
        let texts: BTreeSet<_> = kinds.into_iter().map(TransportErrorKind::text).collect();
        assert_eq!(texts.len(), kinds.len());
    }
}
