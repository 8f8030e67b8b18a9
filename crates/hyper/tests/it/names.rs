//! Host names, through the resolver hook.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tencentcloud_core::{Sent, TransportErrorKind as Kind};
use tencentcloud_hyper::{HyperTransport, Proxy};

use crate::server::{Server, nobody};
use crate::{exchange, limits, post, verdict};

const CLOSING: &str = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// Every name has these addresses; the number of lookups.
fn knowing(addresses: Vec<SocketAddr>) -> (HyperTransport, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let transport = HyperTransport::builder()
        .proxy(Proxy::none())
        .resolver(move |_, _| {
            counted.fetch_add(1, Ordering::SeqCst);
            std::future::ready(Ok(addresses.clone()))
        })
        .build()
        .unwrap();
    (transport, count)
}

#[tokio::test]
async fn a_name_is_unknown() {
    let failing = HyperTransport::builder()
        .proxy(Proxy::none())
        .resolver(|_, _| async { Err(io::Error::new(io::ErrorKind::NotFound, "no such name")) })
        .build()
        .unwrap();
    let (empty, _) = knowing(Vec::new());
    for (transport, why) in [(failing, "no such name"), (empty, "it has no address")] {
        let error = exchange(&transport, post("https://api.example/"), limits()).await.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::Resolve, Sent::Never));
        let expected = format!("the host name could not be resolved: api.example:443: {why}");
        assert_eq!(error.to_string(), expected);
    }
}

#[tokio::test]
async fn a_name_is_looked_up_once() {
    let server = Server::answering_once(CLOSING).await;
    let (transport, lookups) = knowing(vec![server.address]);
    for _ in 0..3 {
        exchange(&transport, post("http://api.example/"), limits()).await.unwrap();
    }
    assert_eq!(server.connections(), 3);
    assert_eq!(lookups.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_name_is_looked_up_again_after_a_failed_connection() {
    let (transport, lookups) = knowing(vec![nobody().await]);
    for _ in 0..2 {
        let answer = exchange(&transport, post("http://api.example/"), limits()).await;
        assert_eq!(verdict(answer), (Kind::Connect, Sent::Never));
    }
    assert_eq!(lookups.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn all_addresses_are_tried() {
    let server = Server::answering_once(CLOSING).await;
    let (transport, _) = knowing(vec![nobody().await, nobody().await, server.address]);
    exchange(&transport, post("http://api.example/"), limits()).await.unwrap();
}

#[tokio::test]
async fn port_0_is_the_port_asked_for() {
    let server = Server::answering_once(CLOSING).await;
    let (transport, _) = knowing(vec![SocketAddr::new(server.address.ip(), 0)]);
    let url = format!("http://api.example:{}/", server.address.port());
    exchange(&transport, post(&url), limits()).await.unwrap();
}

#[tokio::test]
async fn the_system_knows_this_machine() {
    let server = Server::answering_once(CLOSING).await;
    let transport = HyperTransport::builder().proxy(Proxy::none()).build().unwrap();
    let url = format!("http://localhost:{}/", server.address.port());
    exchange(&transport, post(&url), limits()).await.unwrap();
}
