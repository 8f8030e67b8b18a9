//! HTTPS with a certificate authority of one server.

use std::error::Error;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::connection::Connection;

/// The names and addresses of the server, besides the one that it is bound to.
const NAMES: [&str; 4] = ["localhost", "127.0.0.1", "::1", "*.tencentcloudapi.com"];

/// The time that a client has for its handshake.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Characters of a line of PEM.
const LINE: usize = 64;

/// The server side of TLS.
pub(super) struct Tls {
    acceptor: TlsAcceptor,
    authority_pem: String,
}

impl Tls {
    /// A new authority and a certificate of it for [`NAMES`] and this address.
    pub(super) fn new(address: IpAddr) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let authority = authority()?;
        let key = KeyPair::generate()?;
        let certificate = server_params(address)?.signed_by(&key, &authority)?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        // The provider is named: the program may have installed another one, or none.
        let provider = Arc::new(ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Ok(Self { acceptor, authority_pem: pem(authority.der()) })
    }

    pub(super) fn authority_pem(&self) -> &str {
        &self.authority_pem
    }

    /// Serves a connection after its handshake. A failed handshake ends the connection;
    /// the client receives the reason as an alert.
    pub(super) fn serve(
        &self,
        connection: Connection,
        stream: TcpStream,
        mut stopped: watch::Receiver<()>,
    ) -> impl Future<Output = ()> + Send + use<> {
        let acceptor = self.acceptor.clone();
        async move {
            let accepted = tokio::select! {
                accepted = timeout(HANDSHAKE, acceptor.accept(stream)) => accepted,
                _ = stopped.changed() => return,
            };
            if let Ok(Ok(stream)) = accepted {
                connection.serve(stream, stopped).await;
            }
        }
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").field("authority_pem", &self.authority_pem).finish_non_exhaustive()
    }
}

fn authority() -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let mut params = params("tc3 emulator authority", Vec::new())?;
    // It signs servers only, not further authorities.
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}

fn server_params(address: IpAddr) -> Result<CertificateParams, rcgen::Error> {
    let mut names = NAMES.map(str::to_owned).to_vec();
    let address = address.to_string();
    if !names.contains(&address) {
        names.push(address);
    }
    let mut params = params("tc3 emulator", names)?;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    // OpenSSL requires it in its strict mode, which is the default of newer Pythons.
    params.use_authority_key_identifier_extension = true;
    Ok(params)
}

fn params(common_name: &str, names: Vec<String>) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name.push(DnType::CommonName, common_name);
    (params.not_before, params.not_after) = (date_time_ymd(1975, 1, 1), date_time_ymd(4096, 1, 1));
    Ok(params)
}

fn pem(certificate: &CertificateDer<'_>) -> String {
    let mut pem = "-----BEGIN CERTIFICATE-----\n".to_owned();
    for (at, character) in STANDARD.encode(certificate).chars().enumerate() {
        if at > 0 && at % LINE == 0 {
            pem.push('\n');
        }
        pem.push(character);
    }
    pem.push_str("\n-----END CERTIFICATE-----\n");
    pem
}
