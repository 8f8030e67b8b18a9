//! TCP connections.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::SocketAddr;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use tencentcloud_core::TransportErrorKind;
use tencentcloud_net::ConnectError;
use tower_service::Service;

use crate::limits::{TCP_KEEP_ALIVE, TCP_KEEP_ALIVE_INTERVAL, TCP_KEEP_ALIVE_RETRIES};
use crate::socket::Socket;

/// Connects to one of these addresses: in order, IPv4 and IPv6 racing (RFC 8305).
pub(crate) async fn connect(
    addresses: &Arc<[SocketAddr]>,
    limit: Duration,
) -> Result<Socket, ConnectError> {
    let mut connector = HttpConnector::new_with_resolver(Resolved(Arc::clone(addresses)));
    connector.set_nodelay(true);
    // A connection whose other end is gone without a word ends, also while idle.
    connector.set_keepalive(Some(TCP_KEEP_ALIVE));
    connector.set_keepalive_interval(Some(TCP_KEEP_ALIVE_INTERVAL));
    connector.set_keepalive_retries(Some(TCP_KEEP_ALIVE_RETRIES));
    // Shared out, so that a silent address leaves time for the others.
    connector.set_connect_timeout(Some(limit));
    // The addresses come with their ports.
    match connector.call(Uri::from_static("http://resolved")).await {
        Ok(connected) => Ok(Socket::new(connected.into_inner())),
        Err(error) => Err(ConnectError::from_cause(TransportErrorKind::Connect, &error)),
    }
}

/// The resolver that hyper's connector requires, with addresses that are known.
#[derive(Clone)]
struct Resolved(Arc<[SocketAddr]>);

impl Service<Name> for Resolved {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _name: Name) -> Self::Future {
        let addresses: Vec<SocketAddr> = self.0.iter().copied().collect();
        ready(Ok(addresses.into_iter()))
    }
}
