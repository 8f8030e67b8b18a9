//! TLS by rustls: its ring provider, versions 1.2 and 1.3, and whom to trust.

use std::fmt;
use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use rustls_platform_verifier::Verifier;
use tencentcloud_core::BoxError;
use tokio::net::TcpStream;
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// Makes TLS sessions.
pub(crate) struct Tls {
    config: ConfigBuilder<ClientConfig, WantsVerifier>,
    roots: Roots,
    connectors: OnceCell<Connectors>,
}

impl Tls {
    /// Fails only if the provider does not go with the versions.
    pub(crate) fn new(roots: Roots) -> Result<Self, rustls::Error> {
        // Named, because the default of the process may be another or none.
        let provider = Arc::new(ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&TLS13, &TLS12])?;
        Ok(Self { config, roots, connectors: OnceCell::new() })
    }

    /// A session with the server of this name, or address, over `tcp`.
    pub(crate) async fn handshake(
        &self,
        host: &str,
        tcp: TcpStream,
        alpn: Alpn,
    ) -> Result<TlsStream<TcpStream>, BoxError> {
        let name = ServerName::try_from(host.to_owned())?;
        let connectors = self.connectors.get_or_try_init(|| self.load()).await?;
        let connector = match alpn {
            Alpn::Any => &connectors.any,
            Alpn::Http1 => &connectors.http1,
        };
        Ok(connector.connect(name, tcp).await?)
    }

    /// Some hundred files have to be read for the platform's certificates, so
    /// they are read when first needed (plain http never does), and not by the
    /// thread that drives other tasks. A failure is not remembered.
    async fn load(&self) -> Result<Connectors, BoxError> {
        let (config, roots) = (self.config.clone(), self.roots.clone());
        let verifier = spawn_blocking(move || roots.verifier(config.crypto_provider())).await??;
        let config = self.config.clone().dangerous();
        let config = config.with_custom_certificate_verifier(verifier).with_no_client_auth();
        Ok(Connectors {
            any: connector(config.clone(), &[b"h2", b"http/1.1"]),
            http1: connector(config, &[b"http/1.1"]),
        })
    }
}

fn connector(mut config: ClientConfig, alpn: &[&[u8]]) -> TlsConnector {
    config.alpn_protocols = alpn.iter().map(|name| name.to_vec()).collect();
    TlsConnector::from(Arc::new(config))
}

struct Connectors {
    any: TlsConnector,
    http1: TlsConnector,
}

/// Which protocols are offered to the server.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Alpn {
    /// HTTP/2 and HTTP/1.1.
    Any,
    /// HTTP/1.1.
    Http1,
}

/// The certificates that a server's certificate must lead to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Roots {
    added: Vec<CertificateDer<'static>>,
    #[cfg(feature = "webpki-roots")]
    pub(crate) is_bundled: bool,
}

impl Roots {
    /// Adds the certificates of a PEM file, and says how many those are.
    pub(crate) fn add_pem(&mut self, pem: &[u8]) -> Result<usize, BoxError> {
        let found = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>()?;
        // Unusable ones are better found now than in the first handshake.
        for certificate in &found {
            RootCertStore::empty().add(certificate.clone())?;
        }
        let count = found.len();
        self.added.extend(found);
        Ok(count)
    }

    #[cfg(not(feature = "webpki-roots"))]
    fn verifier(
        self,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ServerCertVerifier>, BoxError> {
        self.platform(provider)
    }

    #[cfg(feature = "webpki-roots")]
    fn verifier(
        self,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ServerCertVerifier>, BoxError> {
        if self.is_bundled {
            return self.bundled(provider);
        }
        match self.clone().platform(provider) {
            Ok(verifier) => Ok(verifier),
            Err(_) => self.bundled(provider),
        }
    }

    fn platform(
        self,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ServerCertVerifier>, BoxError> {
        let verifier = Verifier::new_with_extra_roots(self.added, Arc::clone(provider))?;
        Ok(Arc::new(verifier))
    }

    #[cfg(feature = "webpki-roots")]
    fn bundled(
        self,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ServerCertVerifier>, BoxError> {
        let mut store = RootCertStore::empty();
        store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        for certificate in self.added {
            store.add(certificate)?;
        }
        let provider = Arc::clone(provider);
        let verifier =
            rustls::client::WebPkiServerVerifier::builder_with_provider(Arc::new(store), provider);
        Ok(verifier.build()?)
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").finish_non_exhaustive()
    }
}
