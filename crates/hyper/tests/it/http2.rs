//! HTTP/2: what a server did not process, silence, and the first burst.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use h2::server::SendResponse;
use http::{Request, Response};
use tencentcloud_core::{Sent, TransportErrorKind as Kind};
use tencentcloud_hyper::HyperTransport;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::Instant;

use crate::server::Server;
use crate::tls::{Authority, at, loopback};
use crate::{exchange, kind_and_sent, limits, post};

fn respond(mut to: SendResponse<bytes::Bytes>) {
    let mut body = to.send_response(Response::new(()), false).unwrap();
    body.send_data("{}".into(), true).unwrap();
}

fn get(url: &str) -> Request<bytes::Bytes> {
    Request::get(url).body(bytes::Bytes::new()).unwrap()
}

/// A frame of RFC 9113, section 4.1.
fn frame(kind: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, 0], &stream.to_be_bytes(), payload].concat()
}

const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
const INTERNAL_ERROR: u32 = 2;
const REFUSED_STREAM: u32 = 7;

fn reset(reason: u32) -> Vec<u8> {
    frame(RST_STREAM, 1, &reason.to_be_bytes())
}

fn go_away(last_stream: u32, reason: u32) -> Vec<u8> {
    frame(GOAWAY, 0, &[last_stream.to_be_bytes(), reason.to_be_bytes()].concat())
}

/// A server that waits for the DATA of a request, then writes this and closes.
async fn after_request(authority: &Authority, written: Vec<u8>) -> (Server, HyperTransport) {
    let acceptor = authority.acceptor("api.example", false, &["h2"]);
    let server = Server::of(move |peer| {
        let (acceptor, written) = (acceptor.clone(), written.clone());
        async move {
            let mut tls = acceptor.accept(peer.tcp).await.unwrap();
            tls.write_all(&frame(SETTINGS, 0, &[])).await.unwrap();
            let mut received = vec![0; 24];
            tls.read_exact(&mut received).await.unwrap();
            loop {
                let mut head = [0; 9];
                tls.read_exact(&mut head).await.unwrap();
                let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
                let mut payload = vec![0; length as usize];
                tls.read_exact(&mut payload).await.unwrap();
                // END_STREAM of DATA or HEADERS.
                if head[3] <= 1 && head[4] & 1 == 1 {
                    break;
                }
            }
            tls.write_all(&written).await.unwrap();
            tls.shutdown().await.unwrap();
            let _ = tls.read_to_end(&mut received).await;
        }
    })
    .await;
    (server, authority.trusted().resolver(loopback).build().unwrap())
}

#[tokio::test]
async fn request_that_the_server_did_not_process_was_never_sent() {
    let authority = Authority::new();
    for (written, sent) in [
        (reset(REFUSED_STREAM), Sent::Never),
        (reset(INTERNAL_ERROR), Sent::Maybe),
        (go_away(0, 0), Sent::Never),
        (go_away(0, INTERNAL_ERROR), Sent::Never),
        (go_away(1, 0), Sent::Maybe),
        (go_away(1, INTERNAL_ERROR), Sent::Maybe),
        // The first is a warning, the second the last stream.
        ([go_away(u32::MAX >> 1, 0), go_away(0, 0)].concat(), Sent::Never),
        (vec![], Sent::Maybe),
    ] {
        let (server, transport) = after_request(&authority, written.clone()).await;
        let url = at("api.example", server.address);
        for request in [post(&url), get(&url)] {
            let response = exchange(&transport, request, limits()).await;
            assert_eq!(kind_and_sent(response), (Kind::Closed, sent), "{written:?}");
        }
    }
}

/// A server that responds to the first request of a connection, or to all.
async fn server(authority: &Authority, goes_silent: bool, alpn: &[&str]) -> Server {
    let acceptor = authority.acceptor("api.example", false, alpn);
    Server::of(move |peer| {
        let acceptor = acceptor.clone();
        async move {
            let tls = acceptor.accept(peer.tcp).await.unwrap();
            let mut connection = h2::server::handshake(tls).await.unwrap();
            let (_, to) = connection.accept().await.unwrap().unwrap();
            respond(to);
            if goes_silent {
                // Until the response is written.
                let more = tokio::time::timeout(Duration::from_millis(50), connection.accept());
                let _ = more.await;
                // Neither reads nor writes, nor closes.
                pending::<()>().await;
            }
            while let Some(Ok((_, to))) = connection.accept().await {
                respond(to);
            }
        }
    })
    .await
}

#[tokio::test]
async fn silent_connection_is_pinged_and_closed() {
    let authority = Authority::new();
    let server = server(&authority, true, &["h2"]).await;
    let transport = authority.trusted().resolver(loopback).build().unwrap();
    let url = at("api.example", server.address);
    let mut limits = limits();
    limits.total = Duration::from_secs(300);
    limits.first_byte_reused = limits.total;
    exchange(&transport, post(&url), limits).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    tokio::time::pause();
    let start = Instant::now();
    let error = exchange(&transport, post(&url), limits).await.unwrap_err();
    let taken = start.elapsed();
    assert!((29..=31).contains(&taken.as_secs()), "{taken:?}: {error}");
    assert_eq!((error.kind(), error.sent()), (Kind::Timeout, Sent::Maybe));
    assert!(error.to_string().contains("is silent"), "{error}");
    tokio::time::resume();
    exchange(&transport, post(&url), limits).await.unwrap();
    assert_eq!(server.connections(), 2);
}

/// The connection is shared, so it has to be taken out of the pool.
#[tokio::test]
async fn reused_connection_that_is_silent_is_not_used_again() {
    let authority = Authority::new();
    let server = server(&authority, true, &["h2"]).await;
    let transport = authority.trusted().resolver(loopback).build().unwrap();
    let url = at("api.example", server.address);
    let mut limits = limits();
    limits.first_byte_reused = Duration::from_millis(100);
    exchange(&transport, post(&url), limits).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let start = Instant::now();
    let response = exchange(&transport, post(&url), limits).await;
    assert_eq!(kind_and_sent(response), (Kind::Timeout, Sent::Maybe));
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    exchange(&transport, post(&url), limits).await.unwrap();
    assert_eq!(server.connections(), 2);
}

/// How many of a burst of requests succeed.
async fn burst(transport: &HyperTransport, url: &str) -> usize {
    let all = (0..20).map(|_| {
        let (transport, request) = (transport.clone(), post(url));
        tokio::spawn(async move { exchange(&transport, request, limits()).await.is_ok() })
    });
    let mut succeeded = 0;
    for one in all.collect::<Vec<_>>() {
        succeeded += usize::from(one.await.unwrap());
    }
    succeeded
}

#[tokio::test]
async fn first_burst_shares_one_connection() {
    let mut connections = Vec::new();
    // On a busy machine a handshake may take longer than the second that a burst waits.
    while connections.len() < 5 && !connections.contains(&1) {
        let authority = Authority::new();
        let server = server(&authority, false, &["h2"]).await;
        let transport = authority.trusted().resolver(loopback).build().unwrap();
        let url = at("api.example", server.address);
        for _ in 0..2 {
            assert_eq!(burst(&transport, &url).await, 20);
        }
        connections.push(server.connections());
    }
    assert!(connections.contains(&1), "{connections:?}");
}

/// The others do not wait for a turn that never comes.
#[tokio::test]
async fn first_burst_goes_on_without_its_first_request() {
    let authority = Authority::new();
    let server = server(&authority, false, &["h2"]).await;
    let port = server.address.port();
    let lookups = Arc::new(AtomicUsize::new(0));
    let failing = Arc::clone(&lookups);
    let builder = authority.trusted().resolver(move |_, _| {
        let number = failing.fetch_add(1, Ordering::SeqCst);
        async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            match number {
                0 => Err(std::io::Error::other("no name server")),
                _ => Ok(vec![([127, 0, 0, 1], port).into()]),
            }
        }
    });
    let transport = builder.build().unwrap();
    let url = at("api.example", server.address);
    assert_eq!(burst(&transport, &url).await, 19, "one has no name");

    // The first is dropped while it connects.
    let transport = authority.trusted().resolver(|_, _| pending()).build().unwrap();
    let mut short = limits();
    short.connect = Duration::from_millis(300);
    let first = exchange(&transport, post(&url), limits());
    let second = exchange(&transport, post(&url), short);
    let start = Instant::now();
    let (first, second) =
        tokio::join!(tokio::time::timeout(Duration::from_millis(100), first), second);
    assert!(first.is_err());
    assert_eq!(kind_and_sent(second), (Kind::Timeout, Sent::Never));
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[tokio::test]
async fn burst_waits_for_the_first_connection_within_the_connect_limit() {
    let authority = Authority::new();
    let transport = authority.trusted().resolver(|_, _| pending()).build().unwrap();
    let mut limits = limits();
    limits.connect = Duration::from_millis(200);
    let start = Instant::now();
    let both = tokio::join!(
        exchange(&transport, post("https://api.example/"), limits),
        exchange(&transport, post("https://api.example/"), limits),
    );
    for response in [both.0, both.1] {
        assert_eq!(kind_and_sent(response), (Kind::Timeout, Sent::Never));
    }
    assert!(start.elapsed() < Duration::from_millis(390), "{:?}", start.elapsed());
}
