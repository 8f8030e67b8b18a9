//! Trusted certificate authorities.

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
/// none, and by choice with `use_bundled`.
#[derive(Debug, Clone, Default)]
pub struct RootCertificates {
    added: Vec<CertificateDer<'static>>,
    #[cfg(feature = "webpki-roots")]
    is_bundled: bool,
}

impl RootCertificates {
    /// Trusts the certificates in PEM data as well. Fails if there is none or one
    /// is damaged.
    pub fn add_pem(&mut self, pem: &[u8]) -> Result<(), BuildError> {
        let found = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
        let found = found.map_err(|error| BuildError::RootCertificates(error.to_string()))?;
        if found.is_empty() {
            return Err(BuildError::RootCertificates("no certificate in the PEM data".to_owned()));
        }
        // A handshake would be late for this error.
        store(&found).map_err(|error| BuildError::RootCertificates(error.to_string()))?;
        self.added.extend(found);
        Ok(())
    }

    /// Trusts Mozilla's certificates, as they were at build time, and not those of
    /// the platform.
    #[cfg(feature = "webpki-roots")]
    pub fn use_bundled(&mut self) {
        self.is_bundled = true;
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
            return self.bundled(provider);
        }
        let added = self.added.iter().cloned();
        let platform = Verifier::new_with_extra_roots(added, Arc::clone(provider));
        // A container may have no certificates.
        #[cfg(feature = "webpki-roots")]
        if platform.is_err() {
            return self.bundled(provider);
        }
        Ok(Arc::new(platform?))
    }

    #[cfg(feature = "webpki-roots")]
    fn bundled(
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
            let mut roots = RootCertificates::default();
            let BuildError::RootCertificates(reason) = roots.add_pem(pem.as_bytes()).unwrap_err();
            assert!(!reason.is_empty() && roots.added.is_empty(), "{pem:?}");
        }
    }

    #[cfg(feature = "webpki-roots")]
    #[test]
    fn bundled_roots_need_no_platform() {
        let mut roots = RootCertificates::default();
        roots.use_bundled();
        assert!(roots.client_config().unwrap().alpn_protocols.is_empty());
    }
}
