//! TLS, with a certificate authority of the test.

use std::io::Write;
use std::net::TcpStream;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use TransportErrorKind as Kind;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tencentcloud_ureq::BuildError;

use crate::proxies::proxy;
use crate::server::{Peer, Server};
use crate::*;

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
const SHORT: Duration = Duration::from_millis(300);

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// The server side for a host name, with a certificate of this authority.
fn config(
    authority: &Authority,
    host: &str,
    change: impl FnOnce(&mut CertificateParams),
) -> Arc<ServerConfig> {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([host.to_owned()]).unwrap();
    change(&mut params);
    let certificate = params.signed_by(&key, authority).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    Arc::new(config)
}

type Secured = Peer<StreamOwned<ServerConnection, TcpStream>>;

fn serving(config: Arc<ServerConfig>, script: impl Fn(Secured) + Send + Sync + 'static) -> Server {
    Server::start(move |_, peer| {
        let session = ServerConnection::new(config.clone()).unwrap();
        script(Peer(StreamOwned::new(session, peer.0)));
    })
}

fn responding(config: Arc<ServerConfig>) -> Server {
    serving(config, |mut peer| {
        while peer.request().is_some() {
            peer.write(OK);
        }
    })
}

fn trusting(authority: &Authority) -> UreqTransport {
    let builder = UreqTransport::builder().proxy(Proxy::none());
    builder.root_certificates_pem(authority.pem().as_bytes()).build().unwrap()
}

fn url(server: &Server) -> String {
    format!("https://localhost:{}/", server.port())
}

#[test]
fn added_root_certificate_is_trusted() {
    let authority = authority();
    let server = responding(config(&authority, "localhost", |_| {}));
    let transport = trusting(&authority);
    for _ in 0..3 {
        let response = exchange(&transport, post(url(&server), "{\"a\":1}"), LIMITS).unwrap();
        assert_eq!(response.body(), "{}");
    }
    assert_eq!(server.connections(), 1);
}

#[test]
fn large_bodies_are_exchanged() {
    let authority = authority();
    let server = serving(config(&authority, "localhost", |_| {}), |mut peer| {
        let request = peer.request().unwrap();
        let (_, body) = request.split_once("\r\n\r\n").unwrap();
        peer.write(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()));
    });
    let body = "0123456789".repeat(100_000).leak();
    let response = exchange(&trusting(&authority), post(url(&server), body), LIMITS).unwrap();
    assert!(response.body() == body.as_bytes());
}

#[test]
fn unknown_authority_is_refused() {
    let server = responding(config(&authority(), "localhost", |_| {}));
    let transport = trusting(&authority());
    for request in [post(url(&server), "{}"), get(url(&server))] {
        let text = fails(&transport, request, LIMITS, Kind::Tls, Sent::Never);
        assert!(text.contains("invalid peer certificate"), "{text}");
    }
    fails(&crate::transport(), post(url(&server), "{}"), LIMITS, Kind::Tls, Sent::Never);
}

#[test]
fn server_of_plain_http_is_named() {
    let server = Server::start(|_, mut peer| {
        peer.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        peer.wait();
    });
    let text = fails(&transport(), post(url(&server), "{}"), LIMITS, Kind::Tls, Sent::Never);
    assert!(text.contains("localhost:") && text.contains("write http://"), "{text}");
}

#[test]
fn certificate_of_another_name_is_refused() {
    let authority = authority();
    let server = responding(config(&authority, "other.example", |_| {}));
    let request = post(url(&server), "{}");
    fails(&trusting(&authority), request, LIMITS, Kind::Tls, Sent::Never);
}

#[test]
fn expired_certificate_is_refused() {
    let authority = authority();
    let server = responding(config(&authority, "localhost", |params| {
        params.not_before = rcgen::date_time_ymd(2019, 1, 1);
        params.not_after = rcgen::date_time_ymd(2020, 1, 1);
    }));
    let request = post(url(&server), "{}");
    fails(&trusting(&authority), request, LIMITS, Kind::Tls, Sent::Never);
}

#[test]
fn server_without_tls_is_a_tls_error() {
    let transport = trusting(&authority());
    let server = Server::responding("HTTP/1.1 400 Bad Request\r\n\r\n");
    let plain = Server::start(|_, mut peer| {
        peer.write("HTTP/1.1 400 Bad Request\r\n\r\n");
        peer.wait();
    });
    fails(&transport, post(url(&plain), "{}"), LIMITS, Kind::Tls, Sent::Never);
    let closing = Server::start(|_, peer| peer.reset());
    fails(&transport, post(url(&closing), "{}"), LIMITS, Kind::Tls, Sent::Never);
    drop(server);
}

#[test]
fn silent_handshake_times_out() {
    let server = Server::start(|_, peer| peer.wait());
    let limits = Limits::new(SHORT, Duration::from_secs(5));
    let transport = trusting(&authority());
    let text = takes(SHORT, || {
        fails(&transport, post(url(&server), "{}"), limits, Kind::Timeout, Sent::Never)
    });
    assert!(text.ends_with(": in the TLS handshake"), "{text}");
}

#[test]
fn missing_close_notify_maps_to_closed() {
    let authority = authority();
    let server = serving(config(&authority, "localhost", |_| {}), |mut peer| {
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhell");
        // The socket is closed, the session is not.
    });
    let request = post(url(&server), "{}");
    fails(&trusting(&authority), request, LIMITS, Kind::Closed, Sent::Maybe);

    let server = serving(config(&authority, "localhost", |_| {}), |mut peer| {
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello");
        peer.0.conn.send_close_notify();
        let _ = peer.0.conn.complete_io(&mut peer.0.sock);
    });
    let response = exchange(&trusting(&authority), post(url(&server), "{}"), LIMITS).unwrap();
    assert_eq!(response.body(), "hello");
}

#[test]
fn session_that_ends_within_a_head_is_closed() {
    let authority = authority();
    let server = serving(config(&authority, "localhost", |_| {}), |mut peer| {
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\nContent-Le");
        peer.0.conn.send_close_notify();
        let _ = peer.0.conn.complete_io(&mut peer.0.sock);
        thread::sleep(SHORT);
    });
    let request = post(url(&server), "{}");
    fails(&trusting(&authority), request, LIMITS, Kind::Closed, Sent::Maybe);
}

#[test]
fn handshake_that_the_server_ends_is_told() {
    let server = Server::start(|_, mut peer| {
        let mut hello = [0; 16];
        let _ = std::io::Read::read(&mut peer.0, &mut hello);
        let _ = peer.0.shutdown(std::net::Shutdown::Write);
        thread::sleep(SHORT);
    });
    let transport = trusting(&authority());
    let text = fails(&transport, post(url(&server), "{}"), LIMITS, Kind::Tls, Sent::Never);
    assert!(text.ends_with("the server closed the connection"), "{text}");
}

#[test]
fn close_notify_on_a_kept_connection_is_noticed() {
    let authority = authority();
    let server = serving(config(&authority, "localhost", |_| {}), |mut peer| {
        peer.request();
        peer.write(OK);
        peer.0.conn.send_close_notify();
        let _ = peer.0.conn.complete_io(&mut peer.0.sock);
        thread::sleep(SHORT);
    });
    let transport = trusting(&authority);
    for _ in 0..2 {
        exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(server.connections(), 2);
}

#[test]
fn kept_connection_that_is_silent_ends_early() {
    let authority = authority();
    let server = serving(config(&authority, "localhost", |_| {}), |mut peer| {
        peer.request();
        peer.write(OK);
        peer.request();
        peer.request();
    });
    let transport = trusting(&authority);
    let mut limits = LIMITS;
    limits.first_byte_reused = SHORT;
    exchange(&transport, post(url(&server), "{}"), limits).unwrap();
    let request = post(url(&server), "{}");
    let text = takes(SHORT, || fails(&transport, request, limits, Kind::Timeout, Sent::Maybe));
    assert_eq!(text, "timed out: the kept connection was silent");
    exchange(&transport, post(url(&server), "{}"), limits).unwrap();
    assert_eq!(server.connections(), 2);
}

/// Bytes that nobody asked for, read together with the response: decrypted already, or
/// still waiting below TLS.
#[test]
fn bytes_after_a_response_close_the_connection() {
    const STRAY: &str = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray";
    let authority = authority();
    for (length, repeated) in [(2, 1), (2, 200), (3_000, 20), (5_000, 200), (20_000, 1)] {
        let server = serving(config(&authority, "localhost", |_| {}), move |mut peer| {
            peer.request();
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
            let response = head + &"x".repeat(length);
            // One record or more for each, and one write for all.
            for text in [response, STRAY.repeat(repeated)] {
                peer.0.conn.writer().write_all(text.as_bytes()).unwrap();
            }
            peer.0.conn.complete_io(&mut peer.0.sock).unwrap();
            peer.request();
        });
        let transport = trusting(&authority);
        for _ in 0..2 {
            let response = exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
            assert_eq!(response.body().len(), length);
            thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(server.connections(), 2, "{length} {repeated}");
    }
}

/// A transport through this proxy that trusts the authority and resolves only the
/// name of the proxy.
fn through(authority: &Authority, url: &str, proxy: &Server) -> UreqTransport {
    let address = proxy.address();
    let builder = UreqTransport::builder().proxy(Proxy::url(url).unwrap());
    let builder = builder.resolver(move |host, _| match host {
        "proxy.example" => Ok(vec![address]),
        _ => Err(std::io::Error::other("unknown")),
    });
    builder.root_certificates_pem(authority.pem().as_bytes()).build().unwrap()
}

#[test]
fn tls_works_in_a_tunnel() {
    let authority = authority();
    let server = responding(config(&authority, "ecm.example", |_| {}));
    let (sender, receiver) = mpsc::channel();
    let proxy = proxy(server.address(), sender);
    let transport = through(&authority, "http://proxy.example", &proxy);
    for _ in 0..2 {
        exchange(&transport, post("https://ecm.example/", "{}"), LIMITS).unwrap();
    }
    assert!(
        receiver.recv_timeout(SHORT).unwrap().starts_with("CONNECT ecm.example:443 HTTP/1.1\r\n")
    );
    assert_eq!((proxy.connections(), server.connections()), (1, 1));
    // A failure behind the proxy is not an error of the proxy.
    let request = post("https://other.example/", "{}");
    fails(&transport, request, LIMITS, Kind::Tls, Sent::Never);
}

#[test]
fn proxy_may_use_tls() {
    let known = authority();
    let proxy = serving(config(&known, "proxy.example", |_| {}), |mut peer| {
        assert!(peer.head().unwrap().starts_with("CONNECT ecm.example:80 "));
        peer.write("HTTP/1.1 200 OK\r\n\r\n");
        while peer.request().is_some() {
            peer.write(OK);
        }
    });
    let transport = through(&known, "https://proxy.example", &proxy);
    exchange(&transport, post("http://ecm.example/", "{}"), LIMITS).unwrap();
    let transport = through(&authority(), "https://proxy.example", &proxy);
    let request = post("http://ecm.example/", "{}");
    fails(&transport, request, LIMITS, Kind::Proxy, Sent::Never);
}

#[test]
fn invalid_root_certificate_is_refused() {
    for pem in ["", "what", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        let builder = UreqTransport::builder().root_certificates_pem(pem.as_bytes());
        let error = builder.build().unwrap_err();
        assert!(matches!(error, BuildError::RootCertificates(_)), "{error:?}");
        assert!(!error.to_string().contains('\n'));
    }
}
