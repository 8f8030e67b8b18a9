//! Proxies, and the environment that names them.

use std::process::Command;
use std::sync::Arc;

use tencentcloud_core::{Sent, TransportErrorKind as Kind};
use tencentcloud_hyper::{HyperTransport, Proxy};
use tokio::io::{AsyncWriteExt, copy_bidirectional};
use tokio::net::TcpStream;

use crate::server::{Peer, Server, header, nobody, read_request};
use crate::tls::Authority;
use crate::{exchange, limits, limits_of, post, verdict};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

/// `user:pass-000001`
const BASIC: &str = "Basic dXNlcjpwYXNzLTAwMDAwMQ==";

fn through(server: &Server) -> Proxy {
    Proxy::url(&format!("http://user:pass-000001@{}", server.address)).unwrap()
}

/// Passes bytes on to this server, whatever host is asked for.
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
async fn https_goes_through_a_tunnel() {
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
        let answer = exchange(&transport, post(url), limits()).await.unwrap();
        assert_eq!(answer.body(), "{}");
    }
    let requests = proxy.requests();
    assert_eq!(requests.len(), 1);
    assert!(requests[0].starts_with("CONNECT api.example:443 HTTP/1.1\r\n"), "{requests:?}");
    assert_eq!(header(&requests[0], "proxy-authorization"), Some(BASIC));
}

#[tokio::test]
async fn http_is_forwarded() {
    let proxy = Server::answering(OK).await;
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
async fn a_proxy_fails() {
    for (answer, why) in [
        ("HTTP/1.1 403 Forbidden\r\n\r\n", "unsuccessful"),
        ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "authorization required"),
        ("220 mail.example ESMTP\r\n", "unsuccessful"),
        ("", "end of file"),
    ] {
        let proxy = Server::answering_once(answer).await;
        let transport = HyperTransport::builder().proxy(through(&proxy)).build().unwrap();
        let error = exchange(&transport, post("https://api.example/"), limits()).await;
        let error = error.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::Proxy, Sent::Never), "{answer}");
        let text = error.to_string();
        let expected = format!("proxy {}: ", proxy.address);
        assert!(text.contains(&expected) && text.contains(why), "{text}");
        assert!(!format!("{text} {error:?}").contains("000001"), "{text} {error:?}");
    }
}

#[tokio::test]
async fn a_proxy_cannot_be_reached() {
    let proxy = Proxy::url(&format!("http://{}", nobody().await)).unwrap();
    let transport = HyperTransport::builder().proxy(proxy).build().unwrap();
    for url in ["http://api.example/", "https://api.example/"] {
        let answer = exchange(&transport, post(url), limits()).await;
        assert_eq!(verdict(answer), (Kind::Proxy, Sent::Never));
    }
}

#[tokio::test]
async fn a_proxy_hangs() {
    let proxy = Server::of(|mut peer| async move {
        peer.request().await;
        std::future::pending::<()>().await;
    })
    .await;
    let transport = HyperTransport::builder().proxy(through(&proxy)).build().unwrap();
    let answer = exchange(&transport, post("https://api.example/"), limits_of(100, 5_000)).await;
    assert_eq!(verdict(answer), (Kind::Timeout, Sent::Never));
}

#[tokio::test]
async fn this_machine_is_not_reached_through_a_proxy() {
    let server = Server::answering(OK).await;
    let proxy = Arc::new(Server::answering(OK).await);
    let transport = HyperTransport::builder().proxy(through(&proxy)).build().unwrap();
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("http://{host}:{}/", server.address.port());
        exchange(&transport, post(&url), limits()).await.unwrap();
    }
    assert_eq!((server.connections(), proxy.connections()), (2, 0));
}

/// The environment belongs to the process, so the test that needs another one
/// runs in another process.
#[test]
fn the_environment_names_the_proxy() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "proxy::in_an_environment_with_a_proxy"])
        .env_remove("REQUEST_METHOD")
        .envs(["HTTP_PROXY", "HTTPS_PROXY"].map(|name| (name, "http://127.0.0.1:1")))
        .env("NO_PROXY", "direct.example")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

#[test]
fn the_environment_names_no_proxy_that_can_be_used() {
    for url in ["::::", "garbage:x:y", "http://"] {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--ignored", "proxy::in_an_environment_with_a_malformed_proxy"])
            .env_remove("REQUEST_METHOD")
            .envs(["HTTP_PROXY", "HTTPS_PROXY"].map(|name| (name, url)))
            .env_remove("NO_PROXY")
            .env_remove("no_proxy")
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("1 passed"), "{url}: {text}");
    }
}

#[tokio::test]
#[ignore = "run by the_environment_names_no_proxy_that_can_be_used"]
async fn in_an_environment_with_a_malformed_proxy() {
    let server = Server::answering(OK).await;
    let address = server.address;
    let transport = HyperTransport::builder()
        .resolver(move |_, _| async move { Ok(vec![address]) })
        .build()
        .unwrap();
    for (url, name) in [("http://api.example/", "HTTP_"), ("https://api.example/", "HTTPS_")] {
        let error = exchange(&transport, post(url), limits()).await.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::Proxy, Sent::Never));
        let text = format!("{name}PROXY does not hold the URL of an HTTP proxy");
        assert!(error.to_string().contains(&text), "{error}");
    }
    exchange(&transport, post(&server.url()), limits()).await.unwrap();
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
#[ignore = "run by the_environment_names_the_proxy"]
async fn in_an_environment_with_a_proxy() {
    let server = Server::answering(OK).await;
    let address = server.address;
    let transport = HyperTransport::builder()
        .resolver(move |_, _| async move { Ok(vec![address]) })
        .build()
        .unwrap();
    for url in ["http://api.example/", "https://api.example/"] {
        let answer = exchange(&transport, post(url), limits()).await;
        assert_eq!(verdict(answer), (Kind::Proxy, Sent::Never));
    }
    exchange(&transport, post("http://direct.example/"), limits()).await.unwrap();
    exchange(&HyperTransport::new().unwrap(), post(&server.url()), limits()).await.unwrap();
    exchange(&crate::transport(), post(&server.url()), limits()).await.unwrap();
}
