//! Whom to trust.

use std::sync::Arc;

use rustls::RootCertStore;
#[cfg(feature = "webpki-roots")]
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls_platform_verifier::Verifier;
use tencentcloud_core::BoxError;

type Provider = Arc<CryptoProvider>;

/// The certificates that a server's certificate must lead to.
#[derive(Default)]
pub(crate) struct Roots {
    added: Vec<CertificateDer<'static>>,
    /// Mozilla's, and not the platform's.
    #[cfg(feature = "webpki-roots")]
    pub(crate) bundled: bool,
}

impl Roots {
    /// Adds the certificates of a PEM text, at least one.
    pub(crate) fn add_pem(&mut self, pem: &[u8]) -> Result<(), BoxError> {
        let found = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>()?;
        if found.is_empty() {
            return Err("there is none in the PEM text".into());
        }
        // Unusable ones are better found now than in the first handshake.
        store(&found)?;
        self.added.extend(found);
        Ok(())
    }

    pub(super) fn verifier(
        &self,
        provider: &Provider,
    ) -> Result<Arc<dyn ServerCertVerifier>, BoxError> {
        #[cfg(feature = "webpki-roots")]
        if self.bundled {
            return self.bundled(provider);
        }
        let added = self.added.iter().cloned();
        let platform = Verifier::new_with_extra_roots(added, Arc::clone(provider));
        // A container may have no certificates at all.
        #[cfg(feature = "webpki-roots")]
        if platform.is_err() {
            return self.bundled(provider);
        }
        Ok(Arc::new(platform?))
    }

    #[cfg(feature = "webpki-roots")]
    fn bundled(&self, provider: &Provider) -> Result<Arc<dyn ServerCertVerifier>, BoxError> {
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
