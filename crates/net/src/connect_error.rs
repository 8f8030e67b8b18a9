//! The error of a step before the first byte of a request.

use std::error::Error;
use std::fmt::Display;
use std::io;
use std::iter::successors;

use rustls::InvalidMessage;
use tencentcloud_core::{Sent, TransportError, TransportErrorKind};

use crate::{ProxyServer, Target};

/// A connection that was not made: name, socket, proxy or TLS failed, so no byte
/// of the request was sent.
///
/// It becomes a [`TransportError`] with [`Sent::Never`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct ConnectError {
    kind: TransportErrorKind,
    reason: String,
}

impl ConnectError {
    /// An error of this step, with its reason.
    pub fn new(kind: TransportErrorKind, reason: impl Display) -> Self {
        Self { kind, reason: reason.to_string() }
    }

    /// An error of this step, with the innermost cause as its reason. The kind is
    /// [`Timeout`](TransportErrorKind::Timeout) if the operating system gave up. A
    /// TLS handshake with a server of plain HTTP has a reason that says so.
    pub fn from_cause(kind: TransportErrorKind, cause: &(dyn Error + 'static)) -> Self {
        let mut kind = kind;
        let mut innermost = cause;
        for cause in successors(Some(cause), |&cause| cause.source()) {
            let error = cause.downcast_ref::<io::Error>();
            if error.is_some_and(|error| error.kind() == io::ErrorKind::TimedOut) {
                kind = TransportErrorKind::Timeout;
            }
            if is_not_tls(cause) {
                return Self::new(kind, NOT_TLS);
            }
            innermost = cause;
        }
        Self::new(kind, innermost)
    }

    /// The step that failed.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The same error, with the server that the connection was for.
    #[must_use]
    pub fn at(self, server: &Target) -> Self {
        Self { reason: format!("{server}: {}", self.reason), ..self }
    }

    /// The same error, with the proxy that the connection was for. The kind
    /// becomes [`Proxy`](TransportErrorKind::Proxy), except for a timeout.
    #[must_use]
    pub fn at_proxy(self, proxy: &ProxyServer) -> Self {
        let kind = match self.kind {
            TransportErrorKind::Timeout => TransportErrorKind::Timeout,
            _ => TransportErrorKind::Proxy,
        };
        Self { kind, reason: format!("proxy {}: {}", proxy.target(), self.reason) }
    }
}

const NOT_TLS: &str = "the response is not TLS; write http:// if the server speaks plain HTTP";

/// Whether rustls received the bytes of another protocol.
fn is_not_tls(error: &(dyn Error + 'static)) -> bool {
    // An I/O error does not name the error inside as its source.
    let inside = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    let error = inside.map_or(error, |inside| inside as &(dyn Error + 'static));
    let other_protocol = rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType);
    error.downcast_ref() == Some(&other_protocol)
}

impl From<ConnectError> for TransportError {
    fn from(error: ConnectError) -> Self {
        Self::new(error.kind, Sent::Never).with_source(error.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn innermost_cause_is_the_reason() {
        let refused = io::Error::new(io::ErrorKind::ConnectionRefused, "refused");
        let outer = io::Error::other(refused);
        let error = ConnectError::from_cause(TransportErrorKind::Connect, &outer);
        assert_eq!(
            (error.kind(), error.to_string().as_str()),
            (TransportErrorKind::Connect, "refused")
        );
        let error = TransportError::from(error);
        assert_eq!(error.sent(), Sent::Never);
        assert_eq!(error.to_string(), "no connection could be made: refused");
    }

    #[test]
    fn timeout_of_the_system_is_a_timeout() {
        let timed_out = io::Error::from(io::ErrorKind::TimedOut);
        let error = ConnectError::from_cause(TransportErrorKind::Tls, &timed_out);
        assert_eq!(error.kind(), TransportErrorKind::Timeout);
    }

    #[test]
    fn plain_http_in_a_tls_handshake_is_named() {
        let other = rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType);
        let inside = io::Error::new(io::ErrorKind::InvalidData, other.clone());
        let causes: [&(dyn Error + 'static); 2] = [&other, &inside];
        for cause in causes {
            let error = ConnectError::from_cause(TransportErrorKind::Tls, cause);
            assert_eq!(error.kind(), TransportErrorKind::Tls);
            assert!(error.to_string().contains("write http://"), "{error}");
        }
        let error = ConnectError::from_cause(TransportErrorKind::Tls, &rustls::Error::DecryptError);
        assert!(!error.to_string().contains("http://"), "{error}");
    }

    #[test]
    fn target_is_named_once() {
        let proxy = crate::Proxy::url("http://proxy.example:3128").unwrap();
        let server = Target::of(&http::Uri::from_static("https://ecm.example/")).unwrap();
        let proxy = proxy.server_for(&server).unwrap().unwrap();
        let failed = |kind| ConnectError::new(kind, "closed");
        assert_eq!(
            failed(TransportErrorKind::Tls).at(&server).to_string(),
            "ecm.example:443: closed"
        );
        for (kind, at_proxy) in [
            (TransportErrorKind::Tls, TransportErrorKind::Proxy),
            (TransportErrorKind::Timeout, TransportErrorKind::Timeout),
        ] {
            let error = failed(kind).at_proxy(proxy);
            assert_eq!(error, ConnectError::new(at_proxy, "proxy proxy.example:3128: closed"));
        }
    }
}
