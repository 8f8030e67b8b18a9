//! The server over HTTPS, with the transports as clients.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, Version};
use tencentcloud_core::{Limits, Sent, Transport, TransportError, TransportErrorKind as Kind};
use tencentcloud_emulator::{Emulator, Server};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::UreqTransport;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::{Instant, timeout};

use crate::caller::{ID, KEY};

/// The address and the certificate of the authority of a server.
#[derive(Clone)]
struct Target {
    address: SocketAddr,
    authority: String,
}

/// Runs a test against a server, which must then stop at once.
async fn served<F: Future<Output = ()>>(test: impl FnOnce(Target) -> F) {
    let emulator = Emulator::builder().key(ID, KEY).build().unwrap();
    let server = Server::bind(emulator, ([127, 0, 0, 1], 0).into()).await.unwrap();
    let server = server.with_tls().unwrap();
    let address = server.local_addr();
    assert_eq!(server.url(), format!("https://{address}"));
    let authority = server.authority_pem().unwrap().to_owned();
    assert!(!format!("{server:?}").contains("PRIVATE"));
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(server.run(async {
        stopped.await.unwrap();
    }));
    test(Target { address, authority }).await;
    let start = Instant::now();
    stop.send(()).unwrap();
    timeout(Duration::from_secs(10), running).await.unwrap().unwrap().unwrap();
    assert!(start.elapsed() < Duration::from_secs(1), "stopping took {:?}", start.elapsed());
}

impl Target {
    /// A request for the health of the emulator, sent to this host.
    fn health(&self, host: &str) -> Request<Bytes> {
        let port = self.address.port();
        let url = format!("https://{host}:{port}/_emulator/health");
        Request::get(url).header("host", format!("localhost:{port}")).body(Bytes::new()).unwrap()
    }

    /// A transport that connects to the emulator by whatever name.
    fn hyper(&self, authority: &str) -> HyperTransport {
        let address = self.address;
        HyperTransport::builder()
            .proxy(tencentcloud_hyper::Proxy::none())
            .resolver(move |_, _| async move { Ok(vec![address]) })
            .root_certificates_pem(authority.as_bytes())
            .build()
            .unwrap()
    }

    fn ureq(&self) -> UreqTransport {
        UreqTransport::builder()
            .proxy(tencentcloud_ureq::Proxy::none())
            .root_certificates_pem(self.authority.as_bytes())
            .build()
            .unwrap()
    }

    async fn is_healthy(&self) {
        let response = send(&self.hyper(&self.authority), self.health("localhost")).await.unwrap();
        assert_eq!(response.status(), 200);
    }
}

async fn send(
    transport: &HyperTransport,
    request: Request<Bytes>,
) -> Result<Response<()>, TransportError> {
    let response = transport.send(request, Limits::default()).await?;
    Ok(response.map(|_| ()))
}

#[tokio::test]
async fn certificate_is_valid_for_loopback_and_hosts_of_the_service() {
    served(|server| async move {
        let transport = server.hyper(&server.authority);
        for host in ["localhost", "127.0.0.1", "ecm.tencentcloudapi.com"] {
            let response = send(&transport, server.health(host)).await.unwrap();
            assert_eq!(response.status(), 200, "{host}");
        }
        for host in ["example.com", "tencentcloudapi.com.example", "a.b.tencentcloudapi.com"] {
            let error = send(&transport, server.health(host)).await.unwrap_err();
            assert!(error.kind() == Kind::Tls, "{host}: {error}");
        }
    })
    .await;
}

/// A literal address is not resolved, so each has a server of its kind, if this machine has it.
#[tokio::test]
async fn certificate_is_valid_for_the_address_of_the_server() {
    for bound in ["[::1]", "127.0.0.2"] {
        let emulator = Emulator::builder().build().unwrap();
        let address = format!("{bound}:0").parse().unwrap();
        let Ok(server) = Server::bind(emulator, address).await else {
            continue;
        };
        let server = server.with_tls().unwrap();
        let authority = server.authority_pem().unwrap().to_owned();
        let target = Target { address: server.local_addr(), authority };
        let running = tokio::spawn(server.run(std::future::pending()));
        let transport = target.hyper(&target.authority);
        let response = send(&transport, target.health(bound)).await.unwrap();
        assert_eq!(response.status(), 200, "{bound}");
        running.abort();
    }
}

#[tokio::test]
async fn http_2_and_http_1_are_served() {
    served(|server| async move {
        let mut request = server.health("localhost");
        let response = send(&server.hyper(&server.authority), request.clone()).await.unwrap();
        assert_eq!((response.status().as_u16(), response.version()), (200, Version::HTTP_2));
        request.headers_mut().insert("host", "127.0.0.1".parse().unwrap());
        let response = send(&server.hyper(&server.authority), request).await.unwrap();
        assert_eq!((response.status().as_u16(), response.version()), (200, Version::HTTP_11));
    })
    .await;
}

#[tokio::test]
async fn blocking_transport_is_served() {
    served(|server| async move {
        let blocking = server.clone();
        let response = tokio::task::spawn_blocking(move || {
            let (transport, request) = (blocking.ureq(), blocking.health("localhost"));
            pollster::block_on(transport.send(request, Limits::default())).unwrap().status()
        });
        assert_eq!(response.await.unwrap(), 200);
    })
    .await;
}

#[tokio::test]
async fn server_continues_when_a_handshake_fails() {
    served(|server| async move {
        // A client that trusts the authority of another emulator.
        let other = Emulator::builder().build().unwrap();
        let other = Server::bind(other, ([127, 0, 0, 1], 0).into()).await.unwrap();
        let other = other.with_tls().unwrap().authority_pem().unwrap().to_owned();
        assert_ne!(other, server.authority);
        let error = send(&server.hyper(&other), server.health("localhost")).await.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::Tls, Sent::Never));
        // Plain HTTP, and a connection that is closed at once.
        let mut plain = TcpStream::connect(server.address).await.unwrap();
        plain.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        let mut received = Vec::new();
        let _ = plain.read_to_end(&mut received).await;
        assert!(!received.starts_with(b"HTTP"), "{received:?}");
        drop(TcpStream::connect(server.address).await.unwrap());
        server.is_healthy().await;
    })
    .await;
}

/// The time is paused, so that a wait for a timer takes no time.
#[tokio::test(start_paused = true)]
async fn slow_handshake_times_out() {
    served(|server| async move {
        for begun in [&b""[..], &[22, 3, 1]] {
            let start = Instant::now();
            let mut silent = TcpStream::connect(server.address).await.unwrap();
            silent.write_all(begun).await.unwrap();
            assert_eq!(silent.read(&mut [0]).await.unwrap_or(0), 0);
            let took = start.elapsed();
            assert!((10..12).contains(&took.as_secs()), "{took:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn pending_handshake_does_not_delay_the_shutdown() {
    let mut silent = None;
    served(|server| {
        let silent = &mut silent;
        async move {
            *silent = Some(TcpStream::connect(server.address).await.unwrap());
            server.is_healthy().await;
        }
    })
    .await;
    drop(silent);
}
