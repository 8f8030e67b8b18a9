//! Exchanges that succeed.

use std::time::Duration;

use http::StatusCode;
use http::header::{CONTENT_TYPE, HOST, LOCATION};
use tencentcloud_core::{Sent, TransportErrorKind};
use tokio::io::AsyncWriteExt;

use crate::server::{Server, header};
use crate::{exchange, kind_and_sent, limits, post, transport};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

#[tokio::test]
async fn connection_is_kept_and_shared_by_clones() {
    let server = Server::responding(OK).await;
    let transport = transport();
    for _ in 0..3 {
        let clone = transport.clone();
        let response = exchange(&clone, post(&server.url()), limits()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.body(), "{}");
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn concurrent_requests_use_as_many_connections() {
    let server = Server::responding(OK).await;
    let transport = transport();
    for _ in 0..2 {
        let url = server.url();
        let all = (0..4).map(|_| {
            let (transport, request) = (transport.clone(), post(&url));
            tokio::spawn(async move { exchange(&transport, request, limits()).await })
        });
        for one in all.collect::<Vec<_>>() {
            one.await.unwrap().unwrap();
        }
    }
    assert!((1..=4).contains(&server.connections()), "{}", server.connections());
    assert_eq!(server.requests().len(), 8);
}

/// Only `Content-Length` is added; signed headers arrive unchanged.
#[tokio::test]
async fn request_arrives_unchanged() {
    let server = Server::responding(OK).await;
    let request = http::Request::post(format!("{}path?a=b%20c", server.url()))
        .header(HOST, "ecm.tencentcloudapi.com")
        .header(CONTENT_TYPE, "application/json; charset=utf-8")
        .header("X-TC-Action", "ImportImage")
        .body("{\"a\": 1}".into())
        .unwrap();
    exchange(&transport(), request, limits()).await.unwrap();
    let request = server.requests().remove(0);
    assert!(request.starts_with("POST /path?a=b%20c HTTP/1.1\r\n"), "{request}");
    assert!(request.ends_with("\r\n\r\n{\"a\": 1}"), "{request}");
    assert_eq!(header(&request, "host"), Some("ecm.tencentcloudapi.com"));
    assert_eq!(header(&request, "content-type"), Some("application/json; charset=utf-8"));
    assert_eq!(header(&request, "x-tc-action"), Some("ImportImage"));
    assert_eq!(header(&request, "content-length"), Some("8"));
    // Request line, four headers, empty line and body.
    let accepts_gzip = usize::from(cfg!(feature = "gzip"));
    assert_eq!(request.lines().count(), 7 + accepts_gzip, "{request}");
}

#[tokio::test]
async fn redirect_is_returned() {
    let server = Server::responding(
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
    )
    .await;
    let response = exchange(&transport(), post(&server.url()), limits()).await.unwrap();
    assert_eq!(response.status(), StatusCode::FOUND);
    assert_eq!(response.headers()[LOCATION], "http://127.0.0.1:1/");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn body_is_chunked_or_ends_with_the_connection() {
    for response in [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}",
    ] {
        let server = Server::responding_once(response).await;
        let response = exchange(&transport(), post(&server.url()), limits()).await.unwrap();
        assert_eq!(response.body(), "{}");
    }
}

#[tokio::test]
async fn body_limit_applies_when_the_body_is_collected() {
    let server = Server::responding(OK).await;
    let mut limits = limits();
    limits.body = 1;
    let response = exchange(&transport(), post(&server.url()), limits).await;
    assert_eq!(kind_and_sent(response), (TransportErrorKind::TooLarge, Sent::Maybe));
}

#[tokio::test]
async fn closed_connection_is_not_reused() {
    let server = Server::responding_once(OK).await;
    let transport = transport();
    for _ in 0..3 {
        exchange(&transport, post(&server.url()), limits()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(server.connections(), 3);
}

/// A reset of a kept connection may have lost a response.
#[tokio::test]
async fn request_on_a_reset_connection_is_not_sent_again() {
    let server = Server::of(|mut peer| async move {
        peer.request().await.unwrap();
        peer.tcp.write_all(OK.as_bytes()).await.unwrap();
        peer.request().await.unwrap();
        peer.reset();
    })
    .await;
    let transport = transport();
    exchange(&transport, post(&server.url()), limits()).await.unwrap();
    let second = exchange(&transport, post(&server.url()), limits()).await;
    assert_eq!(kind_and_sent(second), (TransportErrorKind::Closed, Sent::Maybe));
    assert_eq!(server.requests().len(), 2);
    assert_eq!(server.connections(), 1);
}

/// A connection ends with the runtime that drives it, a transport does not.
#[test]
fn transport_outlives_a_runtime() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let servers = runtime();
    let server = servers.block_on(Server::responding(OK));
    let url = server.url();
    let serving = std::thread::spawn(move || servers.block_on(server.until_connections(2)));
    let transport = transport();
    for _ in 0..2 {
        let response = runtime().block_on(exchange(&transport, post(&url), limits()));
        assert_eq!(response.unwrap().body(), "{}");
    }
    serving.join().unwrap();
}
