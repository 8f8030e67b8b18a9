//! Requests through a proxy.

use std::process::Command;
use std::sync::Arc;

use tencentcloud_core::{Sent, TransportErrorKind as Kind};
use tencentcloud_hyper::{HyperTransport, Proxy};
use tokio::io::{AsyncWriteExt, copy_bidirectional};
use tokio::net::TcpStream;

use crate::server::{Peer, Server, closed_port, header, read_request};
use crate::tls::Authority;
use crate::{exchange, kind_and_sent, limits, limits_of, post};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

/// `user:pass-000001`
const BASIC: &str = "Basic dXNlcjpwYXNzLTAwMDAwMQ==";

fn through(server: &Server) -> Proxy {
    Proxy::url(&format!("http://user:pass-000001@{}", server.address)).unwrap()
}

/// A proxy whose tunnels all lead to this server.
async fn tunnel_to(server: std::net::SocketAddr) -> Server {
    Server::of(move |mut peer: Peer| async move {
        peer.request().await.unwrap();
        peer.tcp.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
        let mut onward = TcpStream::connect(server).await.unwrap();
        let _ = copy_bidirectional(&mut peer.tcp, &mut onward).await;
    })
    .await
}

#[tokio::test]
async fn https_request_goes_through_a_tunnel() {
    let authority = Authority::new();
    let acceptor = authority.acceptor("api.example", false, &["http/1.1"]);
    let server = Server::of(move |peer| {
        let acceptor = acceptor.clone();
        async move {
            let mut tls = acceptor.accept(peer.tcp).await.unwrap();
            while let Some(request) = read_request(&mut tls).await {
                assert!(request.starts_with("POST / HTTP/1.1\r\n"), "{request}");
                assert_eq!(header(&request, "proxy-authorization"), None);
                tls.write_all(OK.as_bytes()).await.unwrap();
            }
        }
    })
    .await;
    let proxy = tunnel_to(server.address).await;
    let transport = authority.trusted().proxy(through(&proxy)).build().unwrap();
    for _ in 0..2 {
        let url = "https://api.example/";
        let response = exchange(&transport, post(url), limits()).await.unwrap();
        assert_eq!(response.body(), "{}");
    }
    let requests = proxy.requests();
    assert_eq!(requests.len(), 1);
    assert!(requests[0].starts_with("CONNECT api.example:443 HTTP/1.1\r\n"), "{requests:?}");
    assert_eq!(header(&requests[0], "proxy-authorization"), Some(BASIC));
}

#[tokio::test]
async fn http_request_is_forwarded() {
    let proxy = Server::responding(OK).await;
    let transport = HyperTransport::builder().proxy(through(&proxy)).build().unwrap();
    let request = post("http://api.example/path?a=b");
    exchange(&transport, request, limits()).await.unwrap();
    let request = proxy.requests().remove(0);
    let line = "POST http://api.example/path?a=b HTTP/1.1\r\n";
    assert!(request.starts_with(line), "{request}");
    assert_eq!(header(&request, "host"), Some("api.example"));
    assert_eq!(header(&request, "proxy-authorization"), Some(BASIC));
}

#[tokio::test]
async fn refusal_of_the_proxy_is_an_error() {
    for (response, why) in [
        ("HTTP/1.1 403 Forbidden\r\n\r\n", "status 403"),
        ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "status 407"),
        ("220 mail.example ESMTP\r\n", "not HTTP/1"),
        ("", "connection closed"),
    ] {
        let proxy = Server::responding_once(response).await;
        let transport = HyperTransport::builder().proxy(through(&proxy)).build().unwrap();
        let error = exchange(&transport, post("https://api.example/"), limits()).await;
        let error = error.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::Proxy, Sent::Never), "{response}");
        let text = error.to_string();
        let expected = format!("proxy {}: ", proxy.address);
        assert!(text.contains(&expected) && text.contains(why), "{text}");
        assert!(!format!("{text} {error:?}").contains("000001"), "{text} {error:?}");
    }
}

/// Any other status may be that of the server.
#[tokio::test]
async fn forwarding_proxy_that_wants_a_password_is_an_error() {
    let refused = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
    let proxy = Server::responding(refused).await;
    let transport = HyperTransport::builder().proxy(through(&proxy)).build().unwrap();
    let error = exchange(&transport, post("http://api.example/"), limits()).await.unwrap_err();
    assert_eq!((error.kind(), error.sent()), (Kind::Proxy, Sent::Never));
    assert!(error.to_string().contains(&format!("proxy {}: ", proxy.address)), "{error}");
    let direct = HyperTransport::builder().proxy(Proxy::none()).build().unwrap();
    let response = exchange(&direct, post(&proxy.url()), limits()).await.unwrap();
    assert_eq!(response.status(), 407, "of a server");
}

#[tokio::test]
async fn unreachable_proxy_is_a_proxy_error() {
    let proxy = Proxy::url(&format!("http://{}", closed_port().await)).unwrap();
    let transport = HyperTransport::builder().proxy(proxy).build().unwrap();
    for url in ["http://api.example/", "https://api.example/"] {
        let response = exchange(&transport, post(url), limits()).await;
        assert_eq!(kind_and_sent(response), (Kind::Proxy, Sent::Never));
    }
}

#[tokio::test]
async fn silent_proxy_times_out() {
    let proxy = Server::of(|mut peer| async move {
        peer.request().await;
        std::future::pending::<()>().await;
    })
    .await;
    let transport = HyperTransport::builder().proxy(through(&proxy)).build().unwrap();
    let response = exchange(&transport, post("https://api.example/"), limits_of(100, 5_000)).await;
    assert_eq!(kind_and_sent(response), (Kind::Timeout, Sent::Never));
}

#[tokio::test]
async fn loopback_is_reached_directly() {
    let server = Server::responding(OK).await;
    let proxy = Arc::new(Server::responding(OK).await);
    let transport = HyperTransport::builder().proxy(through(&proxy)).build().unwrap();
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("http://{host}:{}/", server.address.port());
        exchange(&transport, post(&url), limits()).await.unwrap();
    }
    assert_eq!((server.connections(), proxy.connections()), (2, 0));
}

/// The environment belongs to the process, so a test with other variables runs in
/// another process.
#[test]
fn proxy_of_the_environment_is_used() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "proxies::with_proxy_variables"])
        .env_remove("REQUEST_METHOD")
        .envs(["HTTP_PROXY", "HTTPS_PROXY"].map(|name| (name, "http://127.0.0.1:1")))
        .env("NO_PROXY", "direct.example")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

/// TLS to the proxy, and to the server in its tunnel.
#[tokio::test]
async fn proxy_may_use_tls() {
    let authority = Authority::new();
    let acceptor = authority.acceptor("proxy.example", false, &[]);
    let inner = authority.acceptor("api.example", false, &["http/1.1"]);
    let proxy = Server::of(move |peer| {
        let (acceptor, inner) = (acceptor.clone(), inner.clone());
        async move {
            let mut tls = acceptor.accept(peer.tcp).await.unwrap();
            let request = read_request(&mut tls).await.unwrap();
            if request.starts_with("CONNECT api.example:443 ") {
                tls.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
                let mut tls = inner.accept(tls).await.unwrap();
                read_request(&mut tls).await.unwrap();
                tls.write_all(OK.as_bytes()).await.unwrap();
            } else {
                assert!(request.starts_with("POST http://api.example/ "), "{request}");
                tls.write_all(OK.as_bytes()).await.unwrap();
            }
        }
    })
    .await;
    let address = proxy.address;
    let transport = |builder: tencentcloud_hyper::Builder| {
        let builder = builder.proxy(Proxy::url("https://proxy.example").unwrap());
        builder.resolver(move |_, _| async move { Ok(vec![address]) }).build().unwrap()
    };
    for url in ["https://api.example/", "http://api.example/"] {
        let response = exchange(&transport(authority.trusted()), post(url), limits()).await;
        assert_eq!(response.unwrap().body(), "{}");
        let untrusting = transport(HyperTransport::builder());
        let response = exchange(&untrusting, post(url), limits()).await;
        assert_eq!(kind_and_sent(response), (Kind::Proxy, Sent::Never));
    }
}

#[tokio::test]
#[ignore = "run by proxy_of_the_environment_is_used"]
async fn with_proxy_variables() {
    let server = Server::responding(OK).await;
    let address = server.address;
    let transport = HyperTransport::builder()
        .resolver(move |_, _| async move { Ok(vec![address]) })
        .build()
        .unwrap();
    for url in ["http://api.example/", "https://api.example/"] {
        let response = exchange(&transport, post(url), limits()).await;
        assert_eq!(kind_and_sent(response), (Kind::Proxy, Sent::Never));
    }
    exchange(&transport, post("http://direct.example/"), limits()).await.unwrap();
    exchange(&HyperTransport::new().unwrap(), post(&server.url()), limits()).await.unwrap();
    exchange(&crate::transport(), post(&server.url()), limits()).await.unwrap();
}
