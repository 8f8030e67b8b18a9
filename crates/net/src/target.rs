//! The host and port of a connection.

use std::fmt;
use std::net::IpAddr;

use http::Uri;
use tencentcloud_core::TransportErrorKind;

use crate::ConnectError;

/// The server that a connection leads to: scheme, host and port.
///
/// ```
/// # use tencentcloud_net::Target;
/// let target = Target::of(&"https://[::1]/".parse()?)?;
/// assert_eq!((target.host(), target.port()), ("::1", 443));
/// assert_eq!(target.to_string(), "[::1]:443");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Target {
    pub(crate) is_tls: bool,
    pub(crate) host: String,
    pub(crate) port: u16,
}

impl Target {
    /// The server of a URI with scheme `http` or `https`. Any other URI fails
    /// with kind [`Unsupported`](TransportErrorKind::Unsupported).
    pub fn of(uri: &Uri) -> Result<Self, ConnectError> {
        let unsupported = |reason| ConnectError::new(TransportErrorKind::Unsupported, reason);
        let is_tls = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(unsupported("the URI must begin with http:// or https://")),
        };
        let host = uri.host().map(without_brackets).filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| unsupported("the URI has no host"))?.to_owned();
        Ok(Self { is_tls, host, port: uri.port_u16().unwrap_or(default_port(is_tls)) })
    }

    /// Whether the scheme is `https`.
    pub fn is_tls(&self) -> bool {
        self.is_tls
    }

    /// Host name or address, an IPv6 address without brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port of the URI, or the default port of its scheme.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address, if the host is one. A dot at its end does not count.
    pub fn ip(&self) -> Option<IpAddr> {
        self.host.strip_suffix('.').unwrap_or(&self.host).parse().ok()
    }
}

/// `host:port`, an IPv6 address in brackets.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port, .. } = self;
        if host.contains(':') { write!(f, "[{host}]:{port}") } else { write!(f, "{host}:{port}") }
    }
}

pub(crate) fn default_port(is_tls: bool) -> u16 {
    if is_tls { 443 } else { 80 }
}

pub(crate) fn without_brackets(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn port_defaults_to_the_scheme() {
        for (uri, target) in [
            ("http://ecm.example/", "ecm.example:80"),
            ("https://ecm.example/", "ecm.example:443"),
            ("https://ecm.example:8443/", "ecm.example:8443"),
            ("http://[::1]:8080/", "[::1]:8080"),
            ("https://127.0.0.1", "127.0.0.1:443"),
            ("https://127.0.0.1.", "127.0.0.1.:443"),
        ] {
            let server = Target::of(&Uri::from_static(uri)).unwrap();
            assert_eq!(server.to_string(), target);
            assert_eq!(server.is_tls(), uri.starts_with("https"));
            assert_eq!(server.ip().is_some(), !uri.contains("ecm"), "{uri}");
        }
    }

    #[test]
    fn other_uris_are_unsupported() {
        for uri in ["/", "ftp://ecm.example/", "ecm.example:443"] {
            let error = Target::of(&Uri::from_static(uri)).unwrap_err();
            assert_eq!(error.kind(), TransportErrorKind::Unsupported, "{uri}");
        }
    }
}
