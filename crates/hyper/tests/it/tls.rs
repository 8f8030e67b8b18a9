//! TLS, with a certificate authority of the test.

use std::net::SocketAddr;
use std::sync::Arc;

use http::Version;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use tencentcloud_core::{Sent, TransportErrorKind as Kind};
use tencentcloud_hyper::{BuildError, HyperTransport, Proxy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::server::{Server, header, read_request};
use crate::{exchange, kind_and_sent, limits, post, transport};

/// A certificate authority that the platform does not trust.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(params, key).unwrap())
    }

    /// A builder of transports that trust it.
    pub(crate) fn trusted(&self) -> tencentcloud_hyper::Builder {
        HyperTransport::builder()
            .proxy(Proxy::none())
            .root_certificates_pem(self.0.pem().as_bytes())
    }

    /// The server side for this name, with a valid or an expired certificate.
    pub(crate) fn acceptor(&self, name: &str, is_expired: bool, alpn: &[&str]) -> TlsAcceptor {
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        if is_expired {
            params.not_after = date_time_ymd(2020, 1, 1);
        }
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        config.alpn_protocols = alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
        TlsAcceptor::from(Arc::new(config))
    }
}

/// Responds with the host of each request: `:authority` and `Host` for HTTP/2,
/// `Host` for HTTP/1.1.
async fn respond_with_host(mut tls: TlsStream<TcpStream>) {
    if tls.get_ref().1.alpn_protocol() == Some(b"h2") {
        let mut connection = h2::server::handshake(tls).await.unwrap();
        while let Some(Ok((request, mut respond))) = connection.accept().await {
            let authority = request.uri().authority().unwrap();
            let host = request.headers().get("host").map(|host| host.to_str().unwrap());
            let body = format!("{authority} {}", host.unwrap_or("-"));
            let mut body_stream = respond.send_response(http::Response::new(()), false).unwrap();
            body_stream.send_data(body.into(), true).unwrap();
        }
    } else {
        while let Some(request) = read_request(&mut tls).await {
            let host = header(&request, "host").unwrap();
            let length = host.len();
            let response = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{host}");
            tls.write_all(response.as_bytes()).await.unwrap();
        }
    }
}

pub(crate) async fn serve(acceptor: TlsAcceptor) -> Server {
    Server::of(move |peer| {
        let acceptor = acceptor.clone();
        async move {
            if let Ok(tls) = acceptor.accept(peer.tcp).await {
                respond_with_host(tls).await;
            }
        }
    })
    .await
}

/// `https://name:port/` with the port of this address.
pub(crate) fn at(name: &str, address: SocketAddr) -> String {
    format!("https://{name}:{}/", address.port())
}

pub(crate) async fn loopback(_: String, port: u16) -> std::io::Result<Vec<SocketAddr>> {
    Ok(vec![([127, 0, 0, 1], port).into()])
}

#[tokio::test]
async fn http2_is_used_where_it_is_offered() {
    let authority = Authority::new();
    for (alpn, version) in [
        (&["h2", "http/1.1"][..], Version::HTTP_2),
        (&["http/1.1"], Version::HTTP_11),
        (&[], Version::HTTP_11),
    ] {
        let server = serve(authority.acceptor("api.example", false, alpn)).await;
        let transport = authority.trusted().resolver(loopback).build().unwrap();
        for _ in 0..2 {
            let url = at("api.example", server.address);
            let response = exchange(&transport, post(&url), limits()).await.unwrap();
            assert_eq!(response.version(), version);
            let host = format!("api.example:{}", server.address.port());
            assert!(response.body().starts_with(host.as_bytes()), "{response:?}");
        }
        assert_eq!(server.connections(), 1);
    }
}

/// The `Host` header is signed, so HTTP/2 must not send another `:authority`.
#[tokio::test]
async fn host_header_arrives_unchanged() {
    let authority = Authority::new();
    let server = serve(authority.acceptor("api.example", false, &["h2", "http/1.1"])).await;
    let transport = authority.trusted().resolver(loopback).build().unwrap();
    let with_host = |host: &str| {
        let mut request = post(&at("api.example", server.address));
        request.headers_mut().insert("host", host.parse().unwrap());
        exchange(&transport, request, limits())
    };
    let same = format!("api.example:{}", server.address.port());
    let response = with_host(&same).await.unwrap();
    assert_eq!(response.version(), Version::HTTP_2);
    assert_eq!(*response.body(), format!("{same} {same}"));
    let response = with_host("ecm.tencentcloudapi.com").await.unwrap();
    assert_eq!(response.version(), Version::HTTP_11);
    assert_eq!(response.body(), "ecm.tencentcloudapi.com");
}

#[tokio::test]
async fn untrusted_certificate_is_refused() {
    let authority = Authority::new();
    let trusting = || authority.trusted().resolver(loopback).build().unwrap();
    let stranger = HyperTransport::builder().proxy(Proxy::none()).resolver(loopback);
    for (why, transport, name, is_expired) in [
        ("UnknownIssuer", stranger.build().unwrap(), "api.example", false),
        ("not valid for name", trusting(), "other.example", false),
        ("expired", trusting(), "api.example", true),
    ] {
        let server = serve(authority.acceptor(name, is_expired, &[])).await;
        let url = at("api.example", server.address);
        let error = exchange(&transport, post(&url), limits()).await.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::Tls, Sent::Never), "{why}");
        let text = error.to_string();
        assert!(text.contains(why) && text.contains("api.example"), "{text}");
    }
}

#[tokio::test]
async fn server_without_tls_is_a_tls_error() {
    // Plain HTTP; the alert `protocol_version` of a server of TLS 1.1; a ServerHello
    // of TLS 1.1; nothing.
    let mut hello = vec![22, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2];
    hello.extend([7; 32]);
    hello.extend([0, 0xc0, 0x13, 0]);
    for response in
        [&b"HTTP/1.1 400 Bad Request\r\n\r\n"[..], &[21, 3, 2, 0, 2, 2, 70], &hello, &[]]
    {
        let response = Arc::<[u8]>::from(response);
        let server = Server::of(move |mut peer| {
            let response = Arc::clone(&response);
            async move {
                let mut hello = [0; 5];
                peer.tcp.read_exact(&mut hello).await.unwrap();
                peer.tcp.write_all(&response).await.unwrap();
                peer.tcp.shutdown().await.unwrap();
                // Reads on, so that no reset overtakes the response.
                while peer.tcp.read_u8().await.is_ok() {}
            }
        })
        .await;
        let url = format!("https://{}/", server.address);
        let response = exchange(&transport(), post(&url), limits()).await;
        assert_eq!(kind_and_sent(response), (Kind::Tls, Sent::Never));
    }
}

/// An end without `close_notify` may be the cut of an attacker.
#[tokio::test]
async fn missing_close_notify_maps_to_closed() {
    let authority = Authority::new();
    for response in ["HTTP/1.1 200 OK\r\n\r\n{", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{"] {
        let acceptor = authority.acceptor("api.example", false, &[]);
        let server = Server::of(move |peer| {
            let acceptor = acceptor.clone();
            async move {
                let mut tls = acceptor.accept(peer.tcp).await.unwrap();
                read_request(&mut tls).await.unwrap();
                tls.write_all(response.as_bytes()).await.unwrap();
                tls.flush().await.unwrap();
                tls.get_mut().0.shutdown().await.unwrap();
            }
        })
        .await;
        let transport = authority.trusted().resolver(loopback).build().unwrap();
        let url = at("api.example", server.address);
        let response = exchange(&transport, post(&url), limits()).await;
        assert_eq!(kind_and_sent(response), (Kind::Closed, Sent::Maybe));
    }
}

#[tokio::test]
async fn reset_of_an_http2_stream_may_have_been_sent() {
    let authority = Authority::new();
    let acceptor = authority.acceptor("api.example", false, &["h2"]);
    let server = Server::of(move |peer| {
        let acceptor = acceptor.clone();
        async move {
            let tls = acceptor.accept(peer.tcp).await.unwrap();
            let mut connection = h2::server::handshake(tls).await.unwrap();
            while let Some(Ok((_, mut respond))) = connection.accept().await {
                respond.send_reset(h2::Reason::INTERNAL_ERROR);
            }
        }
    })
    .await;
    let transport = authority.trusted().resolver(loopback).build().unwrap();
    let response = exchange(&transport, post(&at("api.example", server.address)), limits()).await;
    assert_eq!(kind_and_sent(response), (Kind::Closed, Sent::Maybe));
}

#[test]
fn invalid_root_certificate_is_refused() {
    let damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for pem in ["", "no certificate", damaged, "-----BEGIN CERTIFICATE-----\n!"] {
        let built = HyperTransport::builder().root_certificates_pem(pem.as_bytes()).build();
        assert!(matches!(built, Err(BuildError::RootCertificates(_))), "{pem:?}");
    }
}
