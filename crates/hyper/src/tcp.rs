//! TCP connections.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::iter::{Once, once};
use std::net::SocketAddr;
use std::task::{Context, Poll};

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use tencentcloud_core::TransportErrorKind;
use tencentcloud_net::ConnectError;
use tower_service::Service;

use crate::limits::{TCP_KEEP_ALIVE, TCP_KEEP_ALIVE_INTERVAL, TCP_KEEP_ALIVE_RETRIES};
use crate::socket::Socket;

/// A connection to an address. The caller limits the time.
pub(crate) async fn connect(address: SocketAddr) -> Result<Socket, ConnectError> {
    let mut connector = HttpConnector::new_with_resolver(Resolved(address));
    connector.set_nodelay(true);
    // A connection whose other end is gone without a word ends, also while idle.
    connector.set_keepalive(Some(TCP_KEEP_ALIVE));
    connector.set_keepalive_interval(Some(TCP_KEEP_ALIVE_INTERVAL));
    connector.set_keepalive_retries(Some(TCP_KEEP_ALIVE_RETRIES));
    // The address comes with its port.
    match connector.call(Uri::from_static("http://resolved")).await {
        Ok(connected) => Ok(Socket::new(connected.into_inner())),
        Err(error) => Err(ConnectError::from_cause(TransportErrorKind::Connect, &error)),
    }
}

/// The resolver that hyper's connector requires, for an address that is known.
#[derive(Clone)]
struct Resolved(SocketAddr);

impl Service<Name> for Resolved {
    type Response = Once<SocketAddr>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _name: Name) -> Self::Future {
        ready(Ok(once(self.0)))
    }
}
