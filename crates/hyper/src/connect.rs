//! Making a connection: DNS, TCP, proxy and TLS, within one limit.

use std::sync::Arc;
use std::time::Duration;

use hyper_util::rt::TokioIo;
use tencentcloud_core::TransportErrorKind;
use tencentcloud_net::{ConnectError, Proxy, ProxyServer, Target};
use tokio::time::timeout;

use crate::connection::Connection;
use crate::dns::Dns;
use crate::race;
use crate::stream::{BoxIo, Stream};
use crate::tcp;
use crate::tls::{Alpn, Tls};
use crate::tunnel;

/// Makes connections. All that one depends on is here.
pub(crate) struct Connector {
    pub(crate) dns: Arc<Dns>,
    pub(crate) proxy: Proxy,
    pub(crate) tls: Arc<Tls>,
    pub(crate) alpn: Alpn,
}

impl Connector {
    /// Makes a connection in the time that is `left` of a limit.
    pub(crate) async fn connect(
        &self,
        server: &Target,
        left: Duration,
        limit: Duration,
    ) -> Result<Connection, ConnectError> {
        let proxy = self.proxy.server_for(server)?;
        let connection = async {
            let stream = match proxy {
                None => self.open(server, self.alpn).await.map_err(|error| error.at(server))?,
                Some(proxy) => self.open_through(proxy, server).await?,
            };
            Connection::new(stream).await.map_err(|error| {
                ConnectError::from_cause(TransportErrorKind::Connect, &error).at(server)
            })
        };
        timeout(left, connection).await.unwrap_or_else(|_| {
            let reason = format!("connecting took longer than {limit:?}");
            let error = ConnectError::new(TransportErrorKind::Timeout, reason);
            Err(match proxy {
                None => error.at(server),
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
