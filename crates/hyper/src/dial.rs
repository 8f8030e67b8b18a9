//! From a host and a port to a TCP connection.

use std::convert::Infallible;
use std::fmt;
use std::future::{Ready, ready};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use std::vec;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::rt::TokioIo;
use tencentcloud_core::TransportErrorKind;
use tokio::net::TcpStream;
use tower_service::Service;

use crate::error::ConnectError;
use crate::resolve::Names;

/// Whom to connect to. It prints as what messages call it.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    /// Without the brackets of an IPv6 address.
    pub(crate) host: String,
    pub(crate) port: u16,
    is_proxy: bool,
}

impl Target {
    /// The host of a URI, if it has one.
    pub(crate) fn server(uri: &Uri) -> Option<Self> {
        let default = match uri.scheme_str() {
            Some("http") => 80,
            _ => 443,
        };
        let host = uri.host().filter(|host| !host.is_empty())?;
        Some(Self {
            host: bare(host).to_owned(),
            port: uri.port_u16().unwrap_or(default),
            is_proxy: false,
        })
    }

    /// The same, for a proxy on the way to the host that is meant.
    pub(crate) fn proxy(uri: &Uri) -> Option<Self> {
        let server = Self::server(uri)?;
        Some(Self { is_proxy: true, ..server })
    }

    /// What it means that a step towards this target failed.
    pub(crate) fn failed(
        &self,
        step: TransportErrorKind,
        error: &(dyn std::error::Error + 'static),
    ) -> ConnectError {
        let step = if self.is_proxy { TransportErrorKind::Proxy } else { step };
        ConnectError::at(step, self, error)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port, .. } = self;
        if self.is_proxy {
            f.write_str("proxy ")?;
        }
        if host.contains(':') { write!(f, "[{host}]:{port}") } else { write!(f, "{host}:{port}") }
    }
}

/// The host of a URI, which has an IPv6 address in brackets.
pub(crate) fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Makes TCP connections to one target.
#[derive(Debug, Clone)]
pub(crate) struct Dialer {
    pub(crate) names: Arc<Names>,
    pub(crate) target: Target,
    /// For all addresses of the target together.
    pub(crate) limit: Duration,
}

impl Dialer {
    /// Tries the addresses in order, IPv4 and IPv6 racing (RFC 8305).
    pub(crate) async fn dial(&self) -> Result<TokioIo<TcpStream>, ConnectError> {
        let Target { host, port, .. } = &self.target;
        let addresses = match self.names.resolve(host, *port).await {
            Ok(addresses) => Resolved::new(&addresses, *port),
            Err(error) => return Err(self.target.failed(TransportErrorKind::Resolve, &error)),
        };
        let mut tcp = HttpConnector::new_with_resolver(addresses);
        tcp.set_nodelay(true);
        // So that one silent address does not use up the time of the others.
        tcp.set_connect_timeout(Some(self.limit));
        // The addresses bring their ports.
        let anywhere = Uri::from_static("http://resolved");
        let connected = tcp.call(anywhere).await;
        connected.map_err(|error| self.target.failed(TransportErrorKind::Connect, &error))
    }
}

/// As the layer below a proxy's tunnel; the URI is known already.
impl Service<Uri> for Dialer {
    type Response = TokioIo<TcpStream>;
    type Error = ConnectError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _uri: Uri) -> Self::Future {
        let dialer = self.clone();
        Box::pin(async move { dialer.dial().await })
    }
}

/// Addresses for hyper's connector, which insists on asking for them.
#[derive(Clone)]
struct Resolved(Vec<SocketAddr>);

impl Resolved {
    /// Port 0 stands for the port that was asked for.
    fn new(addresses: &[SocketAddr], port: u16) -> Self {
        let with_port = |address: &SocketAddr| match address.port() {
            0 => SocketAddr::new(address.ip(), port),
            _ => *address,
        };
        Self(addresses.iter().map(with_port).collect())
    }
}

impl Service<Name> for Resolved {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _name: Name) -> Self::Future {
        ready(Ok(std::mem::take(&mut self.0).into_iter()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_has_the_port_of_its_scheme() {
        for (uri, target) in [
            ("http://ecm.example/", "ecm.example:80"),
            ("https://ecm.example/", "ecm.example:443"),
            ("https://ecm.example:8443/", "ecm.example:8443"),
            ("http://[::1]:8080/", "[::1]:8080"),
        ] {
            let server = Target::server(&Uri::from_static(uri)).unwrap();
            assert_eq!(server.to_string(), target);
        }
        let server = Target::server(&Uri::from_static("https://[::1]/")).unwrap();
        assert_eq!(server.host, "::1");
        assert!(Target::server(&Uri::from_static("/")).is_none());
    }
}
