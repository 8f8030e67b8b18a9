//! Server certificates, and the authority that the clients trust.

use std::sync::{Arc, LazyLock};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// The host name of every server that has one.
pub(crate) const NAME: &str = "ecm.example";

/// The certificate that a server presents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certificate {
    Valid,
    /// The same, for a server that negotiates HTTP/2.
    ValidHttp2,
    OtherName,
    Expired,
    NotYetValid,
    UnknownIssuer,
}

impl Certificate {
    pub(crate) fn config(self) -> Arc<ServerConfig> {
        let (_, config) = CONFIGS.iter().find(|(certificate, _)| *certificate == self).unwrap();
        Arc::clone(config)
    }
}

/// The root certificate that the clients trust.
pub(crate) fn trusted_pem() -> String {
    TRUSTED.pem()
}

type Authority = CertifiedIssuer<'static, KeyPair>;

static TRUSTED: LazyLock<Authority> = LazyLock::new(authority);

static CONFIGS: LazyLock<Vec<(Certificate, Arc<ServerConfig>)>> = LazyLock::new(|| {
    use Certificate::{Expired, NotYetValid, OtherName, UnknownIssuer, Valid, ValidHttp2};
    let all = [Valid, ValidHttp2, OtherName, Expired, NotYetValid, UnknownIssuer];
    all.into_iter().map(|certificate| (certificate, make(certificate))).collect()
});

fn authority() -> Authority {
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn make(certificate: Certificate) -> Arc<ServerConfig> {
    let name = if certificate == Certificate::OtherName { "other.example" } else { NAME };
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    match certificate {
        Certificate::Expired => {
            params.not_before = rcgen::date_time_ymd(2019, 1, 1);
            params.not_after = rcgen::date_time_ymd(2020, 1, 1);
        }
        Certificate::NotYetValid => params.not_before = rcgen::date_time_ymd(2999, 1, 1),
        _ => {}
    }
    let key = KeyPair::generate().unwrap();
    let signed = match certificate {
        Certificate::UnknownIssuer => params.signed_by(&key, &authority()).unwrap(),
        _ => params.signed_by(&key, &*TRUSTED).unwrap(),
    };
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![signed.der().clone()], key)
        .unwrap();
    if certificate == Certificate::ValidHttp2 {
        config.alpn_protocols = vec![b"h2".to_vec()];
    }
    Arc::new(config)
}
