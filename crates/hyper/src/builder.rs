//! The few things about a transport that can be chosen.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tencentcloud_core::BoxError;

use crate::proxy::Proxy;
use crate::resolve::{self, Lookup, Names};
use crate::tls::{Roots, Tls};
use crate::transport::HyperTransport;

/// Makes a [`HyperTransport`] that is not the default one.
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
#[must_use = "a builder makes nothing until `build` is called"]
pub struct Builder {
    proxy: Option<Proxy>,
    lookup: Arc<Lookup>,
    roots: Roots,
    unusable: Option<BoxError>,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            proxy: None,
            lookup: Arc::new(resolve::system),
            roots: Roots::default(),
            unusable: None,
        }
    }

    /// The proxy. By default what the environment says when the transport is
    /// built.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Asks this function for the addresses of a host and port, and not the
    /// operating system. It is not asked about hosts that are addresses. Port 0
    /// in an address stands for the port asked for.
    ///
    /// Addresses are kept for at most a minute, and no longer than until a
    /// connection to them fails. The time it takes counts as connecting.
    pub fn resolver<F, A>(mut self, resolver: F) -> Self
    where
        F: Fn(String, u16) -> A + Send + Sync + 'static,
        A: Future<Output = io::Result<Vec<SocketAddr>>> + Send + 'static,
    {
        self.lookup = Arc::new(move |host, port| Box::pin(resolver(host, port)));
        self
    }

    /// Trusts the certificates in this PEM text as well, such as the one of a
    /// company's own authority or of an emulator.
    pub fn root_certificates_pem(mut self, pem: &[u8]) -> Self {
        let added = self.roots.add_pem(pem).and_then(|count| match count {
            0 => Err("there is none in the PEM text".into()),
            _ => Ok(()),
        });
        if let Err(error) = added {
            self.unusable.get_or_insert(error);
        }
        self
    }

    /// Trusts Mozilla's certificates as they were when this program was built,
    /// and not those of the platform.
    #[cfg(feature = "webpki-roots")]
    pub fn bundled_roots(mut self) -> Self {
        self.roots.is_bundled = true;
        self
    }

    /// Makes the transport. No connection is made, no certificate read.
    pub fn build(self) -> Result<HyperTransport, BuildError> {
        if let Some(error) = self.unusable {
            return Err(BuildError::RootCertificates(error));
        }
        let tls = Tls::new(self.roots).map_err(|error| BuildError::Tls(error.into()))?;
        let proxy = self.proxy.unwrap_or_default();
        Ok(HyperTransport::of(Names::new(self.lookup), proxy, tls))
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
    /// TLS cannot be set up; not seen unless the program was built with
    /// libraries that do not go together.
    #[error("TLS cannot be set up: {0}")]
    Tls(#[source] BoxError),
}
