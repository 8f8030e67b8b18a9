//! The options of a transport.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use tencentcloud_net::{BuildError, Proxy, RootCertificates};

use crate::dns::{Dns, Resolver, system_resolver};
use crate::tls::Tls;
use crate::transport::HyperTransport;

/// Builds a [`HyperTransport`] with another proxy, resolver or root certificates.
///
/// ```
/// use tencentcloud_hyper::{HyperTransport, Proxy};
///
/// let transport = HyperTransport::builder()
///     .proxy(Proxy::none())
///     .resolver(|_host, port| async move { Ok(vec![([192, 0, 2, 1], port).into()]) })
///     .build()?;
/// # Ok::<(), tencentcloud_hyper::BuildError>(())
/// ```
#[must_use = "call `build` for the transport"]
pub struct Builder {
    proxy: Option<Proxy>,
    resolver: Arc<Resolver>,
    roots: Result<RootCertificates, BuildError>,
}

impl HyperTransport {
    /// A transport with the certificates and the resolver of the platform, and the
    /// proxy settings of the environment.
    ///
    /// Fails without the feature `ring`: use the builder, which takes a provider.
    pub fn new() -> Result<Self, BuildError> {
        Self::builder().build()
    }

    /// A builder for another proxy, resolver or root certificates.
    pub fn builder() -> Builder {
        Builder::new()
    }
}

impl Builder {
    fn new() -> Self {
        Self {
            proxy: None,
            resolver: Arc::new(system_resolver),
            roots: Ok(RootCertificates::default()),
        }
    }

    /// The proxy settings; by default those of the environment when the transport
    /// is built.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// An async function from host and port to addresses, instead of the operating
    /// system's resolver. It is not called for hosts that are addresses, but for
    /// `localhost` as well. Port 0 in a result means the given port.
    ///
    /// A result is kept for at most a minute and until a connection to it fails.
    /// The function runs on its own task, which a request does not cancel when
    /// it gives up; later requests share its result. A lookup that hangs gets a
    /// second one beside it after 2 s (see `tencentcloud_net::DnsCache`) and is
    /// canceled after a minute. The time of the lookup counts as connecting.
    pub fn resolver<F, A>(mut self, resolver: F) -> Self
    where
        F: Fn(String, u16) -> A + Send + Sync + 'static,
        A: Future<Output = io::Result<Vec<SocketAddr>>> + Send + 'static,
    {
        self.resolver = Arc::new(move |host, port| Box::pin(resolver(host, port)));
        self
    }

    /// Trusts the certificates in this PEM data as well, such as that of a company.
    /// [`build`](Self::build) fails if there is none.
    pub fn root_certificates_pem(mut self, pem: &[u8]) -> Self {
        self.roots = self.roots.and_then(|roots| roots.with_pem(pem));
        self
    }

    /// Trusts Mozilla's certificates, as they were at build time, and not those of
    /// the platform.
    #[cfg(feature = "webpki-roots")]
    pub fn bundled_roots(mut self) -> Self {
        self.roots = self.roots.map(RootCertificates::bundled);
        self
    }

    /// Encrypts with this provider of [rustls](https://docs.rs/rustls), instead of ring.
    /// It is needed if the feature `ring` is off, which keeps ring out of a program
    /// that has another provider.
    pub fn tls_provider(mut self, provider: Arc<CryptoProvider>) -> Self {
        self.roots = self.roots.map(|roots| roots.with_provider(provider));
        self
    }

    /// The transport. Fails if the PEM data is damaged, or without a TLS provider.
    /// Building it makes no connection and reads no certificate.
    pub fn build(self) -> Result<HyperTransport, BuildError> {
        let roots = self.roots?;
        // The first https request would be late for this error.
        roots.provider()?;
        let tls = Tls::new(roots);
        let proxy = self.proxy.unwrap_or_default();
        Ok(HyperTransport::from_parts(Dns::new(self.resolver), proxy, tls))
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("proxy", &self.proxy).finish_non_exhaustive()
    }
}
