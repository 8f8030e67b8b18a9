//! What can be set on a transport.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tencentcloud_core::BoxError;
use ureq::Agent;
use ureq::config::AutoHeaderValue;

use crate::connect::Connect;
use crate::proxy::Proxies;
use crate::resolve::{Deferred, Lookup, Names, system};
use crate::tcp::BUFFER;
use crate::tls::{Roots, Tls};
use crate::transport::UreqTransport;

/// Idle connections kept, to all hosts and to one; as many threads can be busy
/// with one service without new connections.
const IDLE: usize = 100;
const IDLE_PER_HOST: usize = 64;
/// The service drops an idle connection after 60 s. One that we drop before that
/// cannot be found dead by the next request.
const IDLE_AGE: Duration = Duration::from_secs(50);
/// The longest head of an answer. The buffer must hold more, so that the excess
/// is seen.
const HEAD: usize = BUFFER / 2;

/// Settings for a [`UreqTransport`].
///
/// ```
/// use tencentcloud_ureq::UreqTransport;
///
/// // For a host that must not go through the company's proxy.
/// let transport = UreqTransport::builder().direct().build()?;
/// # Ok::<(), tencentcloud_ureq::BuildError>(())
/// ```
#[must_use]
pub struct Builder {
    lookup: Arc<Lookup>,
    proxies: Proxy,
    roots: Roots,
    root_certificates: Vec<Vec<u8>>,
}

enum Proxy {
    Environment,
    Direct,
    Through(String),
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            lookup: Arc::new(system),
            proxies: Proxy::Environment,
            roots: Roots::default(),
            root_certificates: Vec::new(),
        }
    }
}

impl Builder {
    /// Looks host names up with this function instead of the system's. It gets
    /// host and port and gives the addresses to try, in order.
    ///
    /// It runs on a thread of its own, so it may take its time: the request
    /// waits no longer than its limit allows. An answer is kept for 60 seconds,
    /// or until a connection to it fails. Hosts written as numbers are not
    /// looked up.
    ///
    /// ```
    /// use tencentcloud_ureq::UreqTransport;
    ///
    /// let transport = UreqTransport::builder()
    ///     .resolver(|_host, port| Ok(vec![([127, 0, 0, 1], port).into()]))
    ///     .build()?;
    /// # Ok::<(), tencentcloud_ureq::BuildError>(())
    /// ```
    pub fn resolver(
        mut self,
        lookup: impl Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static,
    ) -> Self {
        self.lookup = Arc::new(lookup);
        self
    }

    /// Goes through this HTTP proxy, `http://[user:password@]host:port` or the
    /// same with `https`, whatever the environment says. Loopback hosts are
    /// reached directly all the same.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxies = Proxy::Through(url.into());
        self
    }

    /// Goes through no proxy, whatever the environment says.
    pub fn direct(mut self) -> Self {
        self.proxies = Proxy::Direct;
        self
    }

    /// Chooses whose root certificates are trusted; the platform's by default.
    pub fn roots(mut self, roots: Roots) -> Self {
        self.roots = roots;
        self
    }

    /// Trusts these root certificates as well, in PEM. May be called more than
    /// once.
    ///
    /// ```no_run
    /// use tencentcloud_ureq::UreqTransport;
    ///
    /// let transport = UreqTransport::builder()
    ///     .root_certificates(std::fs::read("company-root.pem")?)
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// The transport. Nothing is connected, looked up or read from disk yet.
    pub fn build(self) -> Result<UreqTransport, BuildError> {
        let proxies = match self.proxies {
            Proxy::Environment => Proxies::from_environment(),
            Proxy::Direct => Proxies::default(),
            Proxy::Through(url) => Proxies::everything_through(&url)?,
        };
        let connect = Connect {
            names: Arc::new(Names::new(self.lookup)),
            tls: Tls::new(self.roots, &self.root_certificates)?,
        };
        let config = Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            // Every header is the caller's; ureq adds Host and Content-Length
            // where they are missing, and nothing else.
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
        Ok(UreqTransport::from_parts(agent, proxies))
    }
}

/// A proxy's URL may hold a password.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("roots", &self.roots).finish_non_exhaustive()
    }
}

/// A setting that cannot work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A text given as root certificate is none. It must be PEM, with `BEGIN
    /// CERTIFICATE`.
    #[error("a root certificate cannot be used: {0}")]
    Certificate(#[source] BoxError),
    /// The text given as proxy is none. It must be a URL with `http` or `https`;
    /// SOCKS is not spoken. (The text is not shown, as it may hold a password.)
    #[error("the proxy is not the URL of an HTTP proxy")]
    Proxy,
}
