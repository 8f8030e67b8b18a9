//! Trusted certificate authorities.

use std::fmt::Display;
use std::fs::File;
use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
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
/// On Linux, the variables `SSL_CERT_FILE` and `SSL_CERT_DIR` replace those of the
/// system, as in OpenSSL and curl. If they are set and hold no certificate, no
/// connection over TLS is made.
///
/// With the feature `webpki-roots`, Mozilla's are used where the platform has
/// none, and by choice with `bundled`. Added certificates do not count as those of
/// the platform.
#[derive(Debug, Clone, Default)]
pub struct RootCertificates {
    added: Vec<CertificateDer<'static>>,
    provider: Option<Arc<CryptoProvider>>,
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

    /// Checks certificates and encrypts with this provider of rustls, instead of ring.
    #[must_use]
    pub fn with_provider(mut self, provider: Arc<CryptoProvider>) -> Self {
        self.provider = Some(provider);
        self
    }

    /// The provider: the one passed, or ring with the feature `ring`. It is not the
    /// default of the process, which may be another one or none.
    pub fn provider(&self) -> Result<Arc<CryptoProvider>, BuildError> {
        if let Some(provider) = &self.provider {
            return Ok(Arc::clone(provider));
        }
        #[cfg(feature = "ring")]
        return Ok(Arc::new(rustls::crypto::ring::default_provider()));
        #[cfg(not(feature = "ring"))]
        return Err(BuildError::NoTlsProvider);
    }

    /// TLS 1.2 and 1.3 by the [`provider`](Self::provider), without ALPN protocols.
    ///
    /// It reads some hundred files for the platform's certificates. Call it when
    /// the first TLS connection is made, where blocking is fine, and keep the
    /// result. Errors have kind [`Tls`](TransportErrorKind::Tls).
    pub fn client_config(&self) -> Result<ClientConfig, ConnectError> {
        self.load().map_err(|error| ConnectError::from_cause(TransportErrorKind::Tls, &*error))
    }

    fn load(&self) -> Result<ClientConfig, BoxError> {
        let provider = self.provider()?;
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
        let platform = Verifier::new(Arc::clone(provider));
        if let (Err(_), Some(error)) = (&platform, unusable_variables()) {
            return Err(error);
        }
        self.with_platform(provider, platform)
    }

    fn with_platform(
        &self,
        provider: &Arc<CryptoProvider>,
        platform: Result<Verifier, rustls::Error>,
    ) -> Result<Arc<dyn ServerCertVerifier>, BoxError> {
        if platform.is_err() {
            // A container may have no certificates. Added ones do not make up for
            // those of the platform.
            #[cfg(feature = "webpki-roots")]
            return self.bundled_verifier(provider);
        }
        if self.added.is_empty() {
            return Ok(Arc::new(platform?));
        }
        let added = self.added.iter().cloned();
        Ok(Arc::new(Verifier::new_with_extra_roots(added, Arc::clone(provider))?))
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

/// Why the variables that replace the system's certificates hold none, if they are set.
fn unusable_variables() -> Option<BoxError> {
    if !cfg!(all(unix, not(target_vendor = "apple"), not(target_os = "android"))) {
        return None;
    }
    let reasons: Vec<String> = ["SSL_CERT_FILE", "SSL_CERT_DIR"]
        .into_iter()
        .filter_map(|name| {
            #[expect(clippy::disallowed_methods, reason = "they replace the system's roots")]
            let path = std::env::var_os(name)?;
            #[expect(clippy::disallowed_methods, reason = "says why no certificate was read")]
            let error = std::env::split_paths(&path).find_map(|path| File::open(path).err());
            let reason = error.map_or("no certificate in PEM form".to_owned(), |e| e.to_string());
            Some(format!("{name}={}: {reason}", path.to_string_lossy().escape_debug()))
        })
        .collect();
    let advice = "no root certificate; the variable replaces those of the system";
    (!reasons.is_empty()).then(|| format!("{}: {advice}", reasons.join(", ")).into())
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
            let BuildError::RootCertificates(reason) = roots.unwrap_err() else {
                panic!("{pem:?}")
            };
            assert!(!reason.is_empty(), "{pem:?}");
        }
    }

    #[cfg(feature = "webpki-roots")]
    #[test]
    fn added_certificate_does_not_replace_the_fallback() {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params = rcgen::CertificateParams::new([]).unwrap();
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).unwrap().pem();

        let none = Err(rustls::Error::General("no certificates".to_owned()));
        let roots = RootCertificates::default().with_pem(pem.as_bytes()).unwrap();
        let verifier = roots.with_platform(&roots.provider().unwrap(), none).unwrap();
        let shown = format!("{verifier:?}");
        let expected = format!("({} roots)", webpki_roots::TLS_SERVER_ROOTS.len() + 1);
        assert!(shown.contains(&expected), "{shown}");
    }

    /// Run by [`variables_without_certificates_are_named`], with variables set.
    #[cfg(all(unix, not(target_vendor = "apple")))]
    #[test]
    #[ignore = "run by `variables_without_certificates_are_named` in a separate process"]
    fn config_with_variables() {
        match RootCertificates::default().client_config() {
            Ok(_) => println!("result: trusted"),
            Err(error) => println!("result: {error}"),
        }
    }

    #[cfg(all(unix, not(target_vendor = "apple")))]
    #[test]
    fn variables_without_certificates_are_named() {
        let run = |variables: &[(&str, &str)]| {
            let test = "root_certificates::tests::config_with_variables";
            let output = std::process::Command::new(std::env::current_exe().unwrap())
                .args(["--exact", test, "--ignored", "--nocapture"])
                .env_remove("SSL_CERT_FILE")
                .env_remove("SSL_CERT_DIR")
                .envs(variables.iter().copied())
                .output()
                .unwrap();
            let output = String::from_utf8(output.stdout).unwrap();
            let result = output.lines().find_map(|line| line.split_once("result: "));
            result.map(|(_, result)| result.to_owned()).unwrap_or(output.clone())
        };
        for (variables, named) in [
            (&[("SSL_CERT_FILE", "/no/such/file")][..], "SSL_CERT_FILE=/no/such/file: No such"),
            (&[("SSL_CERT_FILE", "/dev/null")], "SSL_CERT_FILE=/dev/null: no certificate"),
            (&[("SSL_CERT_DIR", "/no/such/dir")], "SSL_CERT_DIR=/no/such/dir: No such"),
            (&[("SSL_CERT_DIR", "/dev:/no/such/dir")], "dir: No such"),
        ] {
            let result = run(variables);
            assert!(result.contains(named), "{result}");
            assert!(result.ends_with("the variable replaces those of the system"), "{result}");
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
