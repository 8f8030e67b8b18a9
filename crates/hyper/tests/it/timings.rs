//! The times that a response carries.

use std::time::Duration;

use tencentcloud_core::Timings;
use tencentcloud_hyper::{HyperTransport, Proxy};
use tokio::io::AsyncWriteExt;
use tokio::time::{Instant, sleep};

use crate::server::Server;
use crate::tls::{Authority, at, loopback, serve};
use crate::{exchange, limits, post};

const DELAY: Duration = Duration::from_millis(60);

/// The times of a request, which must not exceed the time that it took.
async fn timings(transport: &HyperTransport, url: &str) -> Timings {
    let start = Instant::now();
    let response = exchange(transport, post(url), limits()).await.unwrap();
    let timings = Timings::of(&response).unwrap();
    let total = timings.connect.unwrap_or_default() + timings.first_byte;
    assert!(total <= start.elapsed(), "{timings:?}");
    timings
}

#[tokio::test]
async fn first_request_has_connect_and_the_next_reuses_the_connection() {
    let server = Server::of(|mut peer| async move {
        while peer.request().await.is_some() {
            sleep(DELAY).await;
            peer.tcp.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").await.unwrap();
        }
    })
    .await;
    let resolver = |host, port| async move {
        sleep(DELAY).await;
        loopback(host, port).await
    };
    let transport =
        HyperTransport::builder().proxy(Proxy::none()).resolver(resolver).build().unwrap();
    let url = format!("http://api.example:{}/", server.address.port());
    let first = timings(&transport, &url).await;
    assert!(first.connect.unwrap() >= DELAY && first.first_byte >= DELAY, "{first:?}");
    for _ in 0..2 {
        let next = timings(&transport, &url).await;
        assert!(next.connect.is_none() && next.first_byte >= DELAY, "{next:?}");
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn connect_includes_tls_and_is_none_on_a_shared_connection() {
    let authority = Authority::new();
    for alpn in ["h2", "http/1.1"] {
        let server = serve(authority.acceptor("api.example", false, &[alpn])).await;
        let transport = authority.trusted().resolver(loopback).build().unwrap();
        let url = at("api.example", server.address);
        assert!(timings(&transport, &url).await.connect.is_some(), "{alpn}");
        assert!(timings(&transport, &url).await.connect.is_none(), "{alpn}");
    }
}
