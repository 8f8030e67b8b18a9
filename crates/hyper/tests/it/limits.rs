//! Time limits.

use std::time::Duration;

use tencentcloud_core::{Limits, Sent, Transport, TransportErrorKind as Kind};
use tencentcloud_hyper::{HyperTransport, Proxy};
use tokio::io::AsyncWriteExt;
use tokio::time::Instant;

use crate::server::Server;
use crate::{exchange, limits, limits_of, post, transport, verdict};

/// What a limit of 100 ms may take on a busy machine.
fn assert_in_time(start: Instant) {
    let taken = start.elapsed();
    assert!((Duration::from_millis(99)..Duration::from_secs(2)).contains(&taken), "{taken:?}");
}

async fn silent() -> Server {
    Server::of(|mut peer| async move {
        peer.request().await;
        std::future::pending::<()>().await;
    })
    .await
}

#[tokio::test]
async fn the_server_does_not_answer() {
    let server = silent().await;
    let start = Instant::now();
    let answer = exchange(&transport(), post(&server.url()), limits_of(5_000, 100)).await;
    assert_in_time(start);
    let error = answer.unwrap_err();
    assert_eq!((error.kind(), error.sent()), (Kind::Timeout, Sent::Maybe));
    assert_eq!(error.to_string(), "the time limit ran out: the attempt took longer than 100ms");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn the_server_is_silent_when_tls_begins() {
    let server = silent().await;
    let url = format!("https://{}/", server.address);
    let start = Instant::now();
    let error = exchange(&transport(), post(&url), limits_of(100, 5_000)).await.unwrap_err();
    assert_in_time(start);
    assert_eq!((error.kind(), error.sent()), (Kind::Timeout, Sent::Never));
    let text = error.to_string();
    assert!(text.contains(&format!("connecting to {} took", server.address)), "{text}");
}

#[tokio::test]
async fn a_body_dribbles_past_the_limit() {
    let server = Server::of(|mut peer| async move {
        peer.request().await.unwrap();
        let head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
        peer.tcp.write_all(head).await.unwrap();
        for _ in 0..1000 {
            if peer.tcp.write_all(b"x").await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
    let limits = limits_of(5_000, 100);
    let start = Instant::now();
    let answer = transport().send(post(&server.url()), limits).await.unwrap();
    let body = answer.into_body().collect(limits.body).await;
    assert_in_time(start);
    assert_eq!(verdict(body), (Kind::Timeout, Sent::Maybe));
}

/// A reader that never has to wait looks at the clock all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_floods_past_the_limit() {
    let server = Server::of(|mut peer| async move {
        peer.request().await.unwrap();
        let head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n";
        peer.tcp.write_all(head).await.unwrap();
        let chunk = vec![b'x'; 100_000];
        while peer.tcp.write_all(&chunk).await.is_ok() {}
    })
    .await;
    let start = Instant::now();
    let answer = transport().send(post(&server.url()), limits_of(5_000, 100)).await;
    let mut body = answer.unwrap().into_body();
    let error = loop {
        if let Err(error) = body.chunk().await.unwrap() {
            break error;
        }
    };
    assert_in_time(start);
    assert_eq!((error.kind(), error.sent()), (Kind::Timeout, Sent::Maybe));
}

#[tokio::test]
async fn a_name_is_looked_up_for_too_long() {
    let transport = HyperTransport::builder()
        .proxy(Proxy::none())
        .resolver(|_, _| std::future::pending())
        .build()
        .unwrap();
    // Either limit may be the first.
    for limits in [limits_of(100, 5_000), limits_of(5_000, 100)] {
        let start = Instant::now();
        let answer = exchange(&transport, post("https://api.example/"), limits).await;
        assert_in_time(start);
        assert_eq!(verdict(answer), (Kind::Timeout, Sent::Never));
    }
}

/// The limit for connecting is none for a connection that exists.
#[tokio::test]
async fn a_pooled_connection_needs_no_time() {
    let server = Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let transport = transport();
    exchange(&transport, post(&server.url()), limits()).await.unwrap();
    exchange(&transport, post(&server.url()), limits_of(0, 5_000)).await.unwrap();
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn there_need_be_no_limit() {
    let server = Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let limits = Limits::new(Duration::MAX, Duration::MAX);
    exchange(&transport(), post(&server.url()), limits).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn sleep_waits() {
    let start = Instant::now();
    transport().sleep(Duration::from_secs(3)).await;
    assert!(start.elapsed() >= Duration::from_secs(3));
}
