//! The options of a transport.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use tencentcloud_net::{BuildError, Proxy, RootCertificates};
use ureq::Agent;
use ureq::config::AutoHeaderValue;

use crate::connect::{ConnectorConfig, NoResolver};
use crate::dns::{Dns, Resolver, system_resolver};
use crate::limits::{IDLE_CONNECTIONS, IDLE_CONNECTIONS_PER_HOST, IDLE_TIMEOUT, MAX_RESPONSE_HEAD};
use crate::tls::Tls;
use crate::transport::UreqTransport;

/// Builds a [`UreqTransport`] with another proxy, resolver or root certificates.
///
/// ```
/// use tencentcloud_ureq::{Proxy, UreqTransport};
///
/// let transport = UreqTransport::builder()
///     .proxy(Proxy::none())
///     .resolver(|_host, port| Ok(vec![([192, 0, 2, 1], port).into()]))
///     .build()?;
/// # Ok::<(), tencentcloud_ureq::BuildError>(())
/// ```
#[must_use = "call `build` for the transport"]
pub struct Builder {
    proxy: Option<Proxy>,
    resolver: Arc<Resolver>,
    roots: Result<RootCertificates, BuildError>,
}

impl UreqTransport {
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

    /// A function from host and port to addresses, instead of the operating
    /// system's resolver. It is not called for hosts that are addresses, but for
    /// `localhost` as well. Port 0 in a result means the given port.
    ///
    /// A result is kept for at most a minute and until a connection to it fails.
    /// The function runs on its own thread, which goes on when a request gives up;
    /// later requests share its result. A lookup that hangs gets a second one beside
    /// it after 2 s (see `tencentcloud_net::DnsCache`). The time of the lookup counts
    /// as connecting, and no request waits longer than its limit.
    pub fn resolver(
        mut self,
        resolver: impl Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static,
    ) -> Self {
        self.resolver = Arc::new(resolver);
        self
    }

    /// Trusts the certificates in this PEM data as well, such as that of a company.
    /// [`build`](Self::build) fails if there is none.
    ///
    /// ```no_run
    /// use tencentcloud_ureq::UreqTransport;
    ///
    /// let transport = UreqTransport::builder()
    ///     .root_certificates_pem(&std::fs::read("company-root.pem")?)
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    pub fn build(self) -> Result<UreqTransport, BuildError> {
        let roots = self.roots?;
        // The first https request would be late for this error.
        roots.provider()?;
        let tls = Tls::new(roots);
        let proxy = self.proxy.unwrap_or_default();
        let connector =
            ConnectorConfig { dns: Arc::new(Dns::new(self.resolver)), proxy: proxy.clone(), tls };
        let config = Agent::config_builder()
            // The connector chooses the proxy.
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            // ureq adds `Host` and `Content-Length` where they are missing, and no
            // other header.
            .user_agent(AutoHeaderValue::None)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .allow_non_standard_methods(true)
            .max_response_header_size(MAX_RESPONSE_HEAD)
            .max_idle_connections(IDLE_CONNECTIONS)
            .max_idle_connections_per_host(IDLE_CONNECTIONS_PER_HOST)
            .max_idle_age(IDLE_TIMEOUT)
            .build();
        let agent = Agent::with_parts(config, connector, NoResolver);
        Ok(UreqTransport { agent, proxy })
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("proxy", &self.proxy).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn debug_shows_the_proxy_without_its_password() {
        let proxy = Proxy::url("http://user:test-pass-000001@proxy.example").unwrap();
        let builder = UreqTransport::builder().proxy(proxy);
        for shown in [format!("{builder:?}"), format!("{:?}", builder.build().unwrap())] {
            assert!(shown.contains("Proxy(..)") && !shown.contains("000001"), "{shown}");
        }
    }

    #[test]
    fn idle_connections_end_before_a_server_drops_them() {
        let transport = UreqTransport::builder().proxy(Proxy::none()).build().unwrap();
        let config = transport.agent.config();
        // The service closes them after a minute.
        assert!(config.max_idle_age() <= Duration::from_secs(50), "{:?}", config.max_idle_age());
        assert_eq!(
            (config.max_idle_connections(), config.max_idle_connections_per_host()),
            (100, 64)
        );
    }
}
