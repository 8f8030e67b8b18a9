//! Trusted certificate authorities.

use std::fmt::Display;
use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;
use tencentcloud_core::{BoxError, TransportErrorKind};

use crate::{BuildError, ConnectError};

/// The certificate authorities that a transport trusts: by default those of the
/// platform.
///
/// With the feature `webpki-roots`, Mozilla's are used where the platform has
/// none, and by choice with `bundled`.
#[derive(Debug, Clone, Default)]
pub struct RootCertificates {
    added: Vec<CertificateDer<'static>>,
    #[cfg(feature = "webpki-roots")]
    is_bundled: bool,
}

impl RootCertificates {
    /// Trusts the certificates in PEM data as well. Fails if there is none or one
    /// is damaged.
    pub fn with_pem(mut self, pem: &[u8]) -> Result<Self, BuildError> {
        let invalid = |reason: &dyn Display| BuildError::RootCertificates(reason.to_string());
        let found = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
        let found = found.map_err(|error| invalid(&error))?;
        if found.is_empty() {
            return Err(invalid(&"no certificate in the PEM data"));
        }
        // A handshake would be late for this error.
        store(&found).map_err(|error| invalid(&error))?;
        self.added.extend(found);
        Ok(self)
    }

    /// Trusts Mozilla's certificates, as they were at build time, and not those of
    /// the platform.
    #[cfg(feature = "webpki-roots")]
    #[must_use]
    pub fn bundled(mut self) -> Self {
        self.is_bundled = true;
        self
    }

    /// TLS 1.2 and 1.3 by rustls' ring provider, without ALPN protocols.
    ///
    /// It reads some hundred files for the platform's certificates. Call it when
    /// the first TLS connection is made, where blocking is fine, and keep the
    /// result. Errors have kind [`Tls`](TransportErrorKind::Tls).
    pub fn client_config(&self) -> Result<ClientConfig, ConnectError> {
        self.load().map_err(|error| ConnectError::from_cause(TransportErrorKind::Tls, &*error))
    }

    fn load(&self) -> Result<ClientConfig, BoxError> {
        // Explicit, because the default of the process may be another or none.
        let provider = Arc::new(ring::default_provider());
        let verifier = self.verifier(&provider)?;
        Ok(ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&TLS13, &TLS12])?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth())
    }

    fn verifier(
        &self,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ServerCertVerifier>, BoxError> {
        #[cfg(feature = "webpki-roots")]
        if self.is_bundled {
            return self.bundled_verifier(provider);
        }
        let added = self.added.iter().cloned();
        let platform = Verifier::new_with_extra_roots(added, Arc::clone(provider));
        // A container may have no certificates.
        #[cfg(feature = "webpki-roots")]
        if platform.is_err() {
            return self.bundled_verifier(provider);
        }
        Ok(Arc::new(platform?))
    }

    #[cfg(feature = "webpki-roots")]
    fn bundled_verifier(
        &self,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ServerCertVerifier>, BoxError> {
        use rustls::client::WebPkiServerVerifier;

        let mut roots = store(&self.added)?;
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        let provider = Arc::clone(provider);
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider);
        Ok(verifier.build()?)
    }
}

fn store(certificates: &[CertificateDer<'static>]) -> Result<RootCertStore, rustls::Error> {
    let mut store = RootCertStore::empty();
    for certificate in certificates {
        store.add(certificate.clone())?;
    }
    Ok(store)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_pem_is_refused() {
        let damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        for pem in ["", "no certificate", damaged, "-----BEGIN CERTIFICATE-----\n!"] {
            let roots = RootCertificates::default().with_pem(pem.as_bytes());
            let BuildError::RootCertificates(reason) = roots.unwrap_err();
            assert!(!reason.is_empty(), "{pem:?}");
        }
    }

    #[cfg(feature = "webpki-roots")]
    #[test]
    fn bundled_roots_need_no_platform() {
        let roots = RootCertificates::default().bundled();
        assert!(format!("{roots:?}").contains("is_bundled: true"), "{roots:?}");
        assert!(roots.client_config().unwrap().alpn_protocols.is_empty());
    }
}
