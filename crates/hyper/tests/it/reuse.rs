//! Connections that ended, or on which the server spoke, before they are used again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tencentcloud_core::{Sent, Transport, TransportErrorKind as Kind};
use tencentcloud_hyper::HyperTransport;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::runtime::Runtime;
use tokio::time::Instant;

use crate::server::{Peer, Server, read_request};
use crate::tls::{Authority, at, loopback, serve};
use crate::{exchange, kind_and_sent, limits, post, transport};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
const STRAY: &str = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray";

/// What the server does on each connection after the first response.
#[derive(Debug, Clone, Copy)]
enum Then {
    Closes,
    Resets,
    Speaks,
    /// Speaks in the same write as the response.
    SpeaksAtOnce,
}

const ALL: [Then; 4] = [Then::Closes, Then::Resets, Then::Speaks, Then::SpeaksAtOnce];

async fn respond(mut io: impl AsyncRead + AsyncWrite + Unpin, then: Then) {
    if read_request(&mut io).await.is_none() {
        return;
    }
    let at_once = matches!(then, Then::SpeaksAtOnce);
    let response = if at_once { format!("{OK}{STRAY}") } else { OK.to_owned() };
    io.write_all(response.as_bytes()).await.unwrap();
    io.flush().await.unwrap();
    tokio::time::sleep(Duration::from_millis(10)).await;
    match then {
        Then::Closes => {
            let _ = io.shutdown().await;
        }
        Then::Resets | Then::SpeaksAtOnce => {}
        Then::Speaks => io.write_all(STRAY.as_bytes()).await.unwrap(),
    }
    let _ = io.flush().await;
    if !matches!(then, Then::Resets) {
        // Stays open, so that a request here would be received.
        let late = read_request(&mut io).await;
        assert_eq!(late, None, "a request arrived after {then:?}");
    }
}

/// A runtime for servers, which run while the test's thread does something else.
fn servers() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

fn current_thread() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// The thread of a runtime does something else.
#[expect(clippy::disallowed_methods, reason = "blocks the runtime on purpose")]
fn not_polled(milliseconds: u64) {
    thread::sleep(Duration::from_millis(milliseconds));
}

/// Five requests, between which nobody polls the runtime.
fn assert_replaced(transport: &HyperTransport, url: &str, server: &Server, then: Then) {
    let runtime = current_thread();
    for number in 1..=5 {
        let response = runtime.block_on(exchange(transport, post(url), limits()));
        assert_eq!(response.unwrap_or_else(|e| panic!("{e} at {number} {then:?}")).body(), "{}");
        not_polled(50);
        assert_eq!(server.connections(), number, "{then:?}");
    }
}

#[test]
fn connection_is_looked_at_before_a_request_on_a_runtime_that_slept() {
    let servers = servers();
    for then in ALL {
        let server = servers.block_on(Server::of(move |peer: Peer| async move {
            if matches!(then, Then::Resets) {
                peer.tcp.set_zero_linger().unwrap();
            }
            respond(peer.tcp, then).await;
        }));
        assert_replaced(&transport(), &server.url(), &server, then);
    }
}

#[test]
fn tls_connection_is_looked_at_before_a_request_on_a_runtime_that_slept() {
    let (servers, authority) = (servers(), Authority::new());
    for then in ALL {
        let acceptor = authority.acceptor("api.example", false, &["http/1.1"]);
        let server = servers.block_on(Server::of(move |peer| {
            let acceptor = acceptor.clone();
            async move {
                if matches!(then, Then::Resets) {
                    peer.tcp.set_zero_linger().unwrap();
                }
                respond(acceptor.accept(peer.tcp).await.unwrap(), then).await;
            }
        }));
        let transport = authority.trusted().resolver(loopback).build().unwrap();
        let url = at("api.example", server.address);
        assert_replaced(&transport, &url, &server, then);
    }
}

/// Over HTTP/2 the request may be lost, but as one that was never sent.
#[test]
fn ended_http2_connection_takes_no_request_on_a_runtime_that_slept() {
    let (servers, authority) = (servers(), Authority::new());
    let acceptor = authority.acceptor("api.example", false, &["h2"]);
    let count = Arc::new(AtomicUsize::new(0));
    let received = Arc::clone(&count);
    let server = servers.block_on(Server::of(move |peer| {
        let (acceptor, count) = (acceptor.clone(), Arc::clone(&count));
        async move {
            let tls = acceptor.accept(peer.tcp).await.unwrap();
            let mut connection = h2::server::handshake(tls).await.unwrap();
            let (_, mut respond) = connection.accept().await.unwrap().unwrap();
            count.fetch_add(1, Ordering::SeqCst);
            let mut body = respond.send_response(http::Response::new(()), false).unwrap();
            body.send_data("{}".into(), true).unwrap();
            let closing = async { while let Some(Ok(_)) = connection.accept().await {} };
            let _ = tokio::time::timeout(Duration::from_millis(20), closing).await;
        }
    }));
    let transport = authority.trusted().resolver(loopback).build().unwrap();
    let url = at("api.example", server.address);
    let runtime = current_thread();
    let mut responses = 0;
    for _ in 0..8 {
        match runtime.block_on(exchange(&transport, post(&url), limits())) {
            Ok(_) => responses += 1,
            Err(error) => assert_eq!((error.kind(), error.sent()), (Kind::Closed, Sent::Never)),
        }
        // The server may be late to close.
        let end = Instant::now() + Duration::from_secs(5);
        while server.open() > 0 && Instant::now() < end {
            not_polled(5);
        }
        not_polled(20);
    }
    assert_eq!(received.load(Ordering::SeqCst), responses);
    assert!(responses >= 4, "{responses}");
}

/// The task of the connection may be a moment behind the reader of a response.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn next_request_finds_the_connection_of_the_last_one() {
    let server = Server::responding(OK).await;
    let transport = transport();
    for _ in 0..300 {
        exchange(&transport, post(&server.url()), limits()).await.unwrap();
    }
    assert_eq!(server.connections(), 1);
}

/// A caller that needs only the head drops the body.
#[tokio::test]
async fn dropped_body_that_arrived_keeps_the_connection() {
    let server = Server::responding(OK).await;
    let transport = transport();
    for _ in 0..3 {
        let response = transport.send(post(&server.url()), limits()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(20)).await;
        drop(response);
    }
    assert_eq!(server.connections(), 1);
}

/// Fifty seconds, also for a runtime that was not polled in between.
#[tokio::test]
async fn idle_connection_is_kept_for_less_than_a_minute() {
    let server = Server::responding(OK).await;
    let transport = transport();
    for (idle, connections) in [(0, 1), (45, 1), (55, 2)] {
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(idle)).await;
        tokio::time::resume();
        exchange(&transport, post(&server.url()), limits()).await.unwrap();
        assert_eq!(server.connections(), connections, "after {idle} s");
    }
}

/// Sets the clock forward, and lets the tasks of the runtime see it.
async fn pass(seconds: u64) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(seconds)).await;
    tokio::time::resume();
    tokio::time::sleep(Duration::from_millis(20)).await;
}

#[tokio::test]
async fn idle_connections_are_closed_though_no_request_follows() {
    let authority = Authority::new();
    let http1 = Server::responding(OK).await;
    let http2 = serve(authority.acceptor("api.example", false, &["h2"])).await;
    let transport = authority.trusted().resolver(loopback).build().unwrap();
    for (server, url) in [(&http1, http1.url()), (&http2, at("api.example", http2.address))] {
        // One that is used is kept, although the pool looks for idle ones at 50 s.
        for seconds in [0, 45, 10] {
            pass(seconds).await;
            exchange(&transport, post(&url), limits()).await.unwrap();
        }
        assert_eq!(server.connections(), 1);
        pass(51).await;
        pass(51).await;
        let closed = async {
            while server.open() > 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(2), closed).await.expect("still open");
    }
}

#[tokio::test]
async fn idle_connections_to_a_host_are_limited() {
    const BURST: usize = 80;
    let arrived = Arc::new(tokio::sync::Barrier::new(BURST));
    let open = Arc::new(AtomicUsize::new(0));
    let (barrier, counted) = (Arc::clone(&arrived), Arc::clone(&open));
    let server = Server::of(move |mut peer| {
        let (barrier, open) = (Arc::clone(&barrier), Arc::clone(&counted));
        async move {
            open.fetch_add(1, Ordering::SeqCst);
            peer.request().await.unwrap();
            barrier.wait().await;
            peer.tcp.write_all(OK.as_bytes()).await.unwrap();
            peer.request().await;
            open.fetch_sub(1, Ordering::SeqCst);
        }
    })
    .await;
    let (transport, url) = (transport(), server.url());
    let all = (0..BURST).map(|_| {
        let (transport, request) = (transport.clone(), post(&url));
        tokio::spawn(async move { exchange(&transport, request, limits()).await.unwrap() })
    });
    for one in all.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(open.load(Ordering::SeqCst), 64);
}

/// Responds to the first request of each connection only.
async fn dead_when_reused() -> Server {
    Server::of(|mut peer| async move {
        peer.request().await.unwrap();
        peer.tcp.write_all(OK.as_bytes()).await.unwrap();
        peer.request().await;
        std::future::pending::<()>().await;
    })
    .await
}

#[tokio::test]
async fn reused_connection_that_is_silent_ends_early_and_is_not_used_again() {
    let server = dead_when_reused().await;
    let transport = transport();
    let mut limits = limits();
    limits.first_byte_reused = Duration::from_millis(100);
    exchange(&transport, post(&server.url()), limits).await.unwrap();
    let start = Instant::now();
    let error = exchange(&transport, post(&server.url()), limits).await.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    assert_eq!((error.kind(), error.sent()), (Kind::Timeout, Sent::Maybe));
    assert_eq!(error.to_string(), "timed out: the kept connection was silent for 100ms");
    exchange(&transport, post(&server.url()), limits).await.unwrap();
    assert_eq!(server.connections(), 2);
}

/// The limit is for connections that may have died, not for slow responses.
#[tokio::test]
async fn first_byte_limit_ignores_new_connections_and_responses_that_began() {
    const SLOW: Duration = Duration::from_millis(300);
    let server = Server::of(|mut peer| async move {
        peer.request().await.unwrap();
        tokio::time::sleep(SLOW).await;
        peer.tcp.write_all(OK.as_bytes()).await.unwrap();
        peer.request().await.unwrap();
        peer.tcp.write_all(b"HTTP/1.1 2").await.unwrap();
        tokio::time::sleep(SLOW).await;
        peer.tcp.write_all(&OK.as_bytes()[b"HTTP/1.1 2".len()..]).await.unwrap();
        peer.request().await;
    })
    .await;
    let transport = transport();
    let mut limits = limits();
    limits.first_byte_reused = Duration::from_millis(100);
    for _ in 0..2 {
        exchange(&transport, post(&server.url()), limits).await.unwrap();
    }
    assert_eq!(server.connections(), 1);
    let silent = dead_when_reused().await;
    limits.total = Duration::from_millis(300);
    limits.first_byte_reused = limits.total;
    exchange(&transport, post(&silent.url()), limits).await.unwrap();
    let response = exchange(&transport, post(&silent.url()), limits).await;
    assert_eq!(kind_and_sent(response), (Kind::Timeout, Sent::Maybe));
}
