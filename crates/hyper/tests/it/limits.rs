//! Time limits.

use std::net::SocketAddr;
use std::time::Duration;

use tencentcloud_core::{Limits, Sent, Transport, TransportErrorKind as Kind};
use tencentcloud_hyper::{HyperTransport, Proxy};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::Instant;

use crate::server::Server;
use crate::{exchange, kind_and_sent, limits, limits_of, post, transport};

/// A limit of 100 ms, on a busy machine.
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
async fn silent_server_times_out() {
    let server = silent().await;
    let start = Instant::now();
    let response = exchange(&transport(), post(&server.url()), limits_of(5_000, 100)).await;
    assert_in_time(start);
    let error = response.unwrap_err();
    assert_eq!((error.kind(), error.sent()), (Kind::Timeout, Sent::Maybe));
    assert_eq!(error.to_string(), "timed out: the attempt took longer than 100ms");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn silent_tls_handshake_times_out() {
    let server = silent().await;
    let url = format!("https://{}/", server.address);
    let start = Instant::now();
    let error = exchange(&transport(), post(&url), limits_of(100, 5_000)).await.unwrap_err();
    assert_in_time(start);
    assert_eq!((error.kind(), error.sent()), (Kind::Timeout, Sent::Never));
    let text = error.to_string();
    assert!(
        text.contains(&format!("{}: connecting took longer than 100ms", server.address)),
        "{text}"
    );
}

#[tokio::test]
async fn slow_body_times_out() {
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
    let response = transport().send(post(&server.url()), limits).await.unwrap();
    let body = response.into_body().collect(limits.body).await;
    assert_in_time(start);
    assert_eq!(kind_and_sent(body), (Kind::Timeout, Sent::Maybe));
}

/// Also between chunks, when no more data comes.
#[tokio::test]
async fn stalled_body_times_out() {
    let server = Server::of(|mut peer| async move {
        peer.request().await.unwrap();
        let beginning = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx";
        peer.tcp.write_all(beginning).await.unwrap();
        std::future::pending::<()>().await;
    })
    .await;
    let start = Instant::now();
    let response = transport().send(post(&server.url()), limits_of(5_000, 100)).await;
    let mut body = response.unwrap().into_body();
    assert_eq!(body.chunk().await.unwrap().unwrap(), "x");
    let next = tokio::time::timeout(Duration::from_secs(5), body.chunk()).await;
    assert_in_time(start);
    assert_eq!(kind_and_sent(next.unwrap().unwrap()), (Kind::Timeout, Sent::Maybe));
}

/// The addresses share the connect limit, so that a silent one leaves time for the
/// next.
#[tokio::test]
async fn silent_address_leaves_time_for_the_next() {
    let (silent, _queued) = full_queue().await;
    let server = Server::responding("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let good = server.address;
    let transport = HyperTransport::builder()
        .proxy(Proxy::none())
        .resolver(move |_, _| async move { Ok(vec![silent, good]) })
        .build()
        .unwrap();
    let url = "http://api.example/";
    exchange(&transport, post(url), limits_of(2_000, 5_000)).await.unwrap();
    assert_eq!(server.requests().len(), 1);
}

/// A listener whose queue is full, so that the system drops further connections.
async fn full_queue() -> (SocketAddr, (TcpListener, Vec<TcpStream>)) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queued = Vec::new();
    while let Ok(connected) =
        tokio::time::timeout(Duration::from_millis(200), TcpStream::connect(address)).await
    {
        queued.push(connected.unwrap());
        assert!(queued.len() < 100, "the queue does not fill up");
    }
    (address, (listener, queued))
}

/// The deadline holds for a reader that never waits, too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn endless_fast_body_times_out() {
    let server = Server::of(|mut peer| async move {
        peer.request().await.unwrap();
        let head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n";
        peer.tcp.write_all(head).await.unwrap();
        let chunk = vec![b'x'; 100_000];
        while peer.tcp.write_all(&chunk).await.is_ok() {}
    })
    .await;
    let start = Instant::now();
    let response = transport().send(post(&server.url()), limits_of(5_000, 100)).await;
    let mut body = response.unwrap().into_body();
    let error = loop {
        if let Err(error) = body.chunk().await.unwrap() {
            break error;
        }
    };
    assert_in_time(start);
    assert_eq!((error.kind(), error.sent()), (Kind::Timeout, Sent::Maybe));
}

#[tokio::test]
async fn hung_lookup_times_out() {
    let transport = HyperTransport::builder()
        .proxy(Proxy::none())
        .resolver(|_, _| std::future::pending())
        .build()
        .unwrap();
    // Either limit may be the shorter.
    for limits in [limits_of(100, 5_000), limits_of(5_000, 100)] {
        let start = Instant::now();
        let response = exchange(&transport, post("https://api.example/"), limits).await;
        assert_in_time(start);
        assert_eq!(kind_and_sent(response), (Kind::Timeout, Sent::Never));
    }
}

/// The connect limit does not apply to a kept connection.
#[tokio::test]
async fn kept_connection_ignores_the_connect_limit() {
    let server = Server::responding("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let transport = transport();
    exchange(&transport, post(&server.url()), limits()).await.unwrap();
    exchange(&transport, post(&server.url()), limits_of(0, 5_000)).await.unwrap();
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn longest_limits_are_accepted() {
    let server = Server::responding("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let limits = Limits::new(Duration::MAX, Duration::MAX);
    exchange(&transport(), post(&server.url()), limits).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn sleep_waits_the_full_duration() {
    let start = Instant::now();
    transport().sleep(Duration::from_secs(3)).await;
    assert!(start.elapsed() >= Duration::from_secs(3));
}
