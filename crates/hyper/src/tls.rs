//! TLS sessions.

use std::sync::Arc;

use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tencentcloud_core::TransportErrorKind;
use tencentcloud_net::{ConnectError, RootCertificates, Target};
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;
use tokio_rustls::TlsConnector;

use crate::stream::{BoxIo, Stream};

/// Makes TLS sessions.
pub(crate) struct Tls {
    roots: RootCertificates,
    connectors: OnceCell<Connectors>,
}

struct Connectors {
    http2_or_http1: TlsConnector,
    http1: TlsConnector,
}

/// The protocols that are offered to a server.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alpn {
    Http2OrHttp1,
    Http1,
}

impl Tls {
    pub(crate) fn new(roots: RootCertificates) -> Self {
        Self { roots, connectors: OnceCell::new() }
    }

    /// A session with a server, over a connection to it.
    pub(crate) async fn handshake(
        &self,
        server: &Target,
        io: BoxIo,
        alpn: Alpn,
    ) -> Result<Stream, ConnectError> {
        let name = ServerName::try_from(server.host().to_owned());
        let name =
            name.map_err(|error| ConnectError::from_cause(TransportErrorKind::Tls, &error))?;
        let connectors = self.connectors.get_or_try_init(|| self.load()).await?;
        let connector = match alpn {
            Alpn::Http2OrHttp1 => &connectors.http2_or_http1,
            Alpn::Http1 => &connectors.http1,
        };
        let tls = connector.connect(name, io).await;
        let tls = tls.map_err(|error| ConnectError::from_cause(TransportErrorKind::Tls, &error))?;
        let is_http2 = tls.get_ref().1.alpn_protocol() == Some(b"h2");
        Ok(Stream::new(TokioIo::new(Box::new(tls)), is_http2))
    }

    /// Reads the certificates when a session first needs them, off the threads of
    /// the runtime. A failure is not kept.
    async fn load(&self) -> Result<Connectors, ConnectError> {
        let roots = self.roots.clone();
        let config = spawn_blocking(move || roots.client_config()).await;
        let config =
            config.map_err(|error| ConnectError::from_cause(TransportErrorKind::Tls, &error))??;
        let connector = |protocols: &[&[u8]]| {
            let mut config = config.clone();
            config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
            TlsConnector::from(Arc::new(config))
        };
        Ok(Connectors {
            http2_or_http1: connector(&[b"h2", b"http/1.1"]),
            http1: connector(&[b"http/1.1"]),
        })
    }
}
