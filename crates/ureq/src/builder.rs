//! The few things about a transport that can be chosen, and those that cannot.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tencentcloud_core::BoxError;
use ureq::Agent;
use ureq::config::AutoHeaderValue;

use crate::connect::Connect;
use crate::proxy::Proxy;
use crate::resolve::{Deferred, Lookup, Names, system};
use crate::tcp::BUFFER;
use crate::tls::{Roots, Tls};
use crate::transport::UreqTransport;

/// Idle connections kept, to all hosts and to one; as many threads can be busy
/// with one service without new connections.
const IDLE: usize = 100;
const IDLE_PER_HOST: usize = 64;
/// The service is known to drop idle connections after 60 s. One that we drop
/// before that cannot be found dead by the next request.
const IDLE_AGE: Duration = Duration::from_secs(50);
/// The longest head of an answer. The buffer must hold more, so that the excess
/// is seen.
const HEAD: usize = BUFFER / 2;

/// Makes a [`UreqTransport`] that is not the default one.
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
#[must_use = "a builder makes nothing until `build` is called"]
pub struct Builder {
    proxy: Option<Proxy>,
    lookup: Arc<Lookup>,
    roots: Roots,
    unusable: Option<BoxError>,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self { proxy: None, lookup: Arc::new(system), roots: Roots::default(), unusable: None }
    }

    /// The proxy. By default what the environment says when the transport is
    /// built.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Asks this function for the addresses of a host and port, to be tried in
    /// order, and not the operating system. It is not asked about hosts that are
    /// addresses. Port 0 in an address stands for the port asked for.
    ///
    /// Addresses are kept for at most a minute, and no longer than until a
    /// connection to them fails. The function runs on a thread of its own and
    /// may take its time: it counts as connecting, and no request waits longer
    /// than that limit.
    pub fn resolver(
        mut self,
        resolver: impl Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static,
    ) -> Self {
        self.lookup = Arc::new(resolver);
        self
    }

    /// Trusts the certificates in this PEM text as well, such as the one of a
    /// company's own authority or of an emulator.
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
        if let Err(error) = self.roots.add_pem(pem) {
            self.unusable.get_or_insert(error);
        }
        self
    }

    /// Trusts Mozilla's certificates as they were when this program was built,
    /// and not those of the platform.
    #[cfg(feature = "webpki-roots")]
    pub fn bundled_roots(mut self) -> Self {
        self.roots.bundled = true;
        self
    }

    /// Makes the transport. No connection is made, no certificate read.
    pub fn build(self) -> Result<UreqTransport, BuildError> {
        if let Some(error) = self.unusable {
            return Err(BuildError::RootCertificates(error));
        }
        let connect = Connect::new(Names::new(self.lookup), Tls::new(self.roots));
        let config = Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            // Every header is the caller's; ureq adds Host and Content-Length
            // where they are missing, and nothing else. (What the feature `gzip`
            // asks for is ours, and so is the decoding.)
            .user_agent(AutoHeaderValue::None)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .allow_non_standard_methods(true)
            .max_response_header_size(HEAD)
            .max_idle_connections(IDLE)
            .max_idle_connections_per_host(IDLE_PER_HOST)
            .max_idle_age(IDLE_AGE)
            .build();
        let agent = Agent::with_parts(config, connect, Deferred);
        Ok(UreqTransport::of(agent, self.proxy.unwrap_or_default()))
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("proxy", &self.proxy).finish_non_exhaustive()
    }
}

/// A transport that cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The PEM text holds no certificate, or one that is damaged. Pass the
    /// certificate of an authority as `-----BEGIN CERTIFICATE-----`.
    #[error("a root certificate cannot be used: {0}")]
    RootCertificates(#[source] BoxError),
}
