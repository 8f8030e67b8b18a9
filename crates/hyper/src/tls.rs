//! TLS sessions.

use std::sync::{Arc, OnceLock};

use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tencentcloud_core::TransportErrorKind;
use tencentcloud_net::{ConnectError, RootCertificates, Target};
use tokio::task::spawn_blocking;
use tokio_rustls::TlsConnector;

use crate::stream::{BoxIo, Stream};

/// Makes TLS sessions.
pub(crate) struct Tls {
    roots: RootCertificates,
    connectors: OnceLock<Connectors>,
}

struct Connectors {
    http2_or_http1: TlsConnector,
    http1: TlsConnector,
}

/// The protocols that are offered to a server.
#[derive(Clone, Copy)]
pub(crate) enum Alpn {
    Http2OrHttp1,
    Http1,
}

impl Tls {
    pub(crate) fn new(roots: RootCertificates) -> Self {
        Self { roots, connectors: OnceLock::new() }
    }

    /// A session with a server, over a connection to it.
    pub(crate) async fn handshake(
        self: &Arc<Self>,
        server: &Target,
        io: BoxIo,
        alpn: Alpn,
    ) -> Result<Stream, ConnectError> {
        let name = ServerName::try_from(server.host().to_owned());
        let name =
            name.map_err(|error| ConnectError::from_cause(TransportErrorKind::Tls, &error))?;
        let tls = self.connector(alpn).await?.connect(name, io).await;
        let tls = tls.map_err(|error| ConnectError::from_cause(TransportErrorKind::Tls, &error))?;
        let is_http2 = tls.get_ref().1.alpn_protocol() == Some(b"h2");
        Ok(Stream::new(TokioIo::new(Box::new(tls)), is_http2))
    }

    /// Reads the certificates when a session first needs them, off the threads of
    /// the runtime.
    ///
    /// Each session that needs them reads them: another one that began may be in a
    /// runtime that sleeps or has ended.
    async fn connector(self: &Arc<Self>, alpn: Alpn) -> Result<TlsConnector, ConnectError> {
        if let Some(connectors) = self.connectors.get() {
            return Ok(connectors.of(alpn));
        }
        let tls = Arc::clone(self);
        let loaded = spawn_blocking(move || tls.load().map(|connectors| connectors.of(alpn))).await;
        loaded.map_err(|lost| ConnectError::from_cause(TransportErrorKind::Tls, &lost))?
    }

    /// A failure is not kept. Of several that read at once, the first wins.
    fn load(&self) -> Result<&Connectors, ConnectError> {
        if let Some(connectors) = self.connectors.get() {
            return Ok(connectors);
        }
        let config = self.roots.client_config()?;
        let connector = |protocols: &[&[u8]]| {
            let mut config = config.clone();
            config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
            TlsConnector::from(Arc::new(config))
        };
        Ok(self.connectors.get_or_init(|| Connectors {
            http2_or_http1: connector(&[b"h2", b"http/1.1"]),
            http1: connector(&[b"http/1.1"]),
        }))
    }
}

impl Connectors {
    fn of(&self, alpn: Alpn) -> TlsConnector {
        match alpn {
            Alpn::Http2OrHttp1 => self.http2_or_http1.clone(),
            Alpn::Http1 => self.http1.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::Poll;
    use std::time::Duration;

    use rcgen::{CertificateParams, KeyPair};
    use tokio::runtime::{Builder, Runtime};
    use tokio::time::timeout;

    use super::*;

    fn runtime() -> Runtime {
        Builder::new_current_thread().enable_all().build().unwrap()
    }

    #[test]
    fn runtime_that_sleeps_while_it_reads_certificates_holds_no_other() {
        let key = KeyPair::generate().unwrap();
        let root = CertificateParams::default().self_signed(&key).unwrap();
        let roots = RootCertificates::default().with_pem(root.pem().as_bytes()).unwrap();
        let tls = Arc::new(Tls::new(roots));
        let (sleeping, other) = (runtime(), runtime());
        let mut begun = pin!(tls.connector(Alpn::Http1));
        sleeping.block_on(poll_fn(|cx| {
            let _ = begun.as_mut().poll(cx);
            Poll::Ready(())
        }));
        let connector = other.block_on(async {
            timeout(Duration::from_secs(10), tls.connector(Alpn::Http2OrHttp1)).await
        });
        let connector = connector.unwrap().unwrap();
        assert_eq!(connector.config().alpn_protocols, [&b"h2"[..], b"http/1.1"]);
        drop(sleeping);
        let connector = other.block_on(begun).unwrap();
        assert_eq!(connector.config().alpn_protocols, [b"http/1.1"]);
    }
}
