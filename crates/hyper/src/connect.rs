//! Making a connection: DNS, TCP, proxy and TLS, within one limit.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::rt::TokioIo;
use tencentcloud_core::{Limits, TransportErrorKind};
use tencentcloud_net::{ConnectError, Proxy, ProxyServer, Target};
use tokio::time::timeout;
use tower_service::Service;

use crate::dns::Dns;
use crate::race;
use crate::stream::{BoxIo, Stream};
use crate::tcp;
use crate::tls::{Alpn, Tls};
use crate::tunnel;

tokio::task_local! {
    /// The limit belongs to a request, but hyper's pool passes only a URI to its
    /// connector. It calls the connector while the request is polled.
    static LIMIT: Duration;
}

/// The future of a request that waits no longer than this for its connection.
pub(crate) fn within<F: Future>(limit: Duration, request: F) -> impl Future<Output = F::Output> {
    LIMIT.scope(limit, request)
}

/// Makes the connections for hyper's pool, which clones it with every request.
#[derive(Clone)]
pub(crate) struct Connector(pub(crate) Arc<ConnectorConfig>);

/// All that a connection depends on.
pub(crate) struct ConnectorConfig {
    pub(crate) dns: Arc<Dns>,
    pub(crate) proxy: Proxy,
    pub(crate) tls: Arc<Tls>,
    pub(crate) alpn: Alpn,
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = ConnectError;
    type Future = Pin<Box<dyn Future<Output = Result<Stream, ConnectError>> + Send>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let limit = LIMIT.try_with(|limit| *limit).unwrap_or(Limits::default().connect);
        let config = Arc::clone(&self.0);
        Box::pin(async move { config.connect(&uri, limit).await })
    }
}

impl ConnectorConfig {
    async fn connect(&self, uri: &Uri, limit: Duration) -> Result<Stream, ConnectError> {
        let server = Target::of(uri)?;
        let proxy = self.proxy.server_for(&server)?;
        let connection = async {
            match proxy {
                None => self.open(&server, self.alpn).await.map_err(|error| error.at(&server)),
                Some(proxy) => self.open_through(proxy, &server).await,
            }
        };
        timeout(limit, connection).await.unwrap_or_else(|_| {
            let reason = format!("connecting took longer than {limit:?}");
            let error = ConnectError::new(TransportErrorKind::Timeout, reason);
            Err(match proxy {
                None => error.at(&server),
                Some(proxy) => error.at_proxy(proxy),
            })
        })
    }

    async fn open_through(
        &self,
        proxy: &ProxyServer,
        server: &Target,
    ) -> Result<Stream, ConnectError> {
        let stream = self.open(proxy.target(), Alpn::Http1).await;
        let stream = stream.map_err(|error| error.at_proxy(proxy))?;
        if !server.is_tls() {
            return Ok(stream.ending_at_proxy());
        }
        let io = tunnel::open(stream.into_io(), server, proxy).await;
        let io = io.map_err(|error| error.at_proxy(proxy))?;
        self.tls.handshake(server, io, self.alpn).await.map_err(|error| error.at(server))
    }

    /// A connection to a server or to a proxy, with TLS if its scheme says so.
    async fn open(&self, target: &Target, alpn: Alpn) -> Result<Stream, ConnectError> {
        let addresses = self.dns.resolve(target).await?;
        // If this fails or is given up, the address may have changed.
        let in_use = self.dns.use_addresses(target, &addresses);
        let (tcp, address) = race::first(&addresses, tcp::connect).await?;
        let io: BoxIo = Box::new(tcp);
        let stream = if target.is_tls() {
            self.tls.handshake(target, io, alpn).await?
        } else {
            Stream::new(TokioIo::new(io), false)
        };
        in_use.connected(address);
        Ok(stream)
    }
}
