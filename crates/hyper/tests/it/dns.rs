//! Lookups of host names, by a resolver of the test.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tencentcloud_core::{Sent, TransportErrorKind as Kind};
use tencentcloud_hyper::{HyperTransport, Proxy};

use crate::server::{Server, closed_port};
use crate::{exchange, kind_and_sent, limits, limits_of, post};

const CLOSING: &str = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// A transport that resolves every name to these addresses, and its number of
/// lookups.
fn resolving(addresses: Vec<SocketAddr>) -> (HyperTransport, Arc<AtomicUsize>) {
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
async fn unresolvable_name_is_an_error() {
    let failing = HyperTransport::builder()
        .proxy(Proxy::none())
        .resolver(|_, _| async { Err(io::Error::new(io::ErrorKind::NotFound, "no such name")) })
        .build()
        .unwrap();
    let (empty, _) = resolving(Vec::new());
    for (transport, why) in [(failing, "no such name"), (empty, "host has no address")] {
        let error = exchange(&transport, post("https://api.example/"), limits()).await.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::Resolve, Sent::Never));
        let expected = format!("the host name cannot be resolved: api.example:443: {why}");
        assert_eq!(error.to_string(), expected);
    }
}

#[tokio::test]
async fn panic_of_the_resolver_is_an_error() {
    let transport = HyperTransport::builder()
        .proxy(Proxy::none())
        .resolver(|_, _| async { panic!("in the resolver") })
        .build()
        .unwrap();
    for _ in 0..2 {
        let error = exchange(&transport, post("https://api.example/"), limits()).await.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::Resolve, Sent::Never));
        assert!(error.to_string().contains("the resolver panicked"), "{error}");
    }
}

/// A transport whose resolver does this for the first lookup and returns the address
/// for those after it, and its number of lookups.
fn first_lookup<F: Future<Output = io::Result<Vec<SocketAddr>>> + Send + 'static>(
    first: impl Fn() -> F + Send + Sync + 'static,
    address: SocketAddr,
) -> (HyperTransport, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let transport = HyperTransport::builder().proxy(Proxy::none()).resolver(move |_, _| {
        let first = (counted.fetch_add(1, Ordering::SeqCst) == 0).then(&first);
        async move {
            match first {
                Some(first) => first.await,
                None => Ok(vec![address]),
            }
        }
    });
    (transport.build().unwrap(), count)
}

#[tokio::test]
async fn one_panic_of_the_resolver_is_one_failure() {
    let server = Server::responding_once(CLOSING).await;
    let (transport, lookups) = first_lookup(|| async { panic!("in the resolver") }, server.address);
    let response = exchange(&transport, post("http://api.example/"), limits()).await;
    assert_eq!(kind_and_sent(response), (Kind::Resolve, Sent::Never));
    exchange(&transport, post("http://api.example/"), limits()).await.unwrap();
    assert_eq!(lookups.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn hung_lookup_is_shared_until_another_one_starts_beside_it() {
    let server = Server::responding_once(CLOSING).await;
    let (transport, lookups) = first_lookup(std::future::pending, server.address);
    for _ in 0..20 {
        let response = exchange(&transport, post("http://api.example/"), limits_of(20, 5_000));
        assert_eq!(kind_and_sent(response.await), (Kind::Timeout, Sent::Never));
    }
    assert_eq!(lookups.load(Ordering::SeqCst), 1);
    exchange(&transport, post("http://api.example/"), limits()).await.unwrap();
    assert_eq!(lookups.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn failure_of_a_slow_lookup_does_not_remove_a_newer_result() {
    let server = Server::responding_once(CLOSING).await;
    let slow = || async {
        tokio::time::sleep(Duration::from_millis(2_500)).await;
        Err(io::Error::other("no such name"))
    };
    let (transport, lookups) = first_lookup(slow, server.address);
    exchange(&transport, post("http://api.example/"), limits()).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    exchange(&transport, post("http://api.example/"), limits()).await.unwrap();
    assert_eq!(lookups.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn abandoned_lookup_serves_the_next_request() {
    let server = Server::responding_once(CLOSING).await;
    let address = server.address;
    let slow = move || async move {
        tokio::time::sleep(Duration::from_millis(300)).await;
        Ok(vec![address])
    };
    let (transport, lookups) = first_lookup(slow, address);
    let response = exchange(&transport, post("http://api.example/"), limits_of(20, 5_000));
    assert_eq!(kind_and_sent(response.await), (Kind::Timeout, Sent::Never));
    tokio::time::sleep(Duration::from_millis(400)).await;
    exchange(&transport, post("http://api.example/"), limits()).await.unwrap();
    assert_eq!(lookups.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn lookup_of_a_runtime_that_ended_is_started_again() {
    let server = Server::responding_once(CLOSING).await;
    let (transport, lookups) = first_lookup(std::future::pending, server.address);
    let short = transport.clone();
    let ended = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let response = exchange(&short, post("http://api.example/"), limits_of(50, 5_000));
            assert_eq!(kind_and_sent(response.await), (Kind::Timeout, Sent::Never));
            tokio::time::sleep(Duration::from_millis(200)).await;
        });
    });
    // It waits for the lookup of the other runtime when that ends.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let start = tokio::time::Instant::now();
    exchange(&transport, post("http://api.example/"), limits()).await.unwrap();
    assert!(start.elapsed() < Duration::from_millis(1_500), "{:?}", start.elapsed());
    ended.join().unwrap();
    assert_eq!(lookups.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn concurrent_connections_share_a_lookup() {
    let server = Server::responding_once(CLOSING).await;
    let (transport, lookups) = resolving(vec![server.address]);
    let exchanges = (0..4).map(|_| {
        let transport = transport.clone();
        tokio::spawn(
            async move { exchange(&transport, post("http://api.example/"), limits()).await },
        )
    });
    for exchange in exchanges.collect::<Vec<_>>() {
        exchange.await.unwrap().unwrap();
    }
    assert_eq!(lookups.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn name_is_looked_up_once() {
    let server = Server::responding_once(CLOSING).await;
    let (transport, lookups) = resolving(vec![server.address]);
    for _ in 0..3 {
        exchange(&transport, post("http://api.example/"), limits()).await.unwrap();
    }
    assert_eq!(server.connections(), 3);
    assert_eq!(lookups.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn name_is_looked_up_again_after_a_failed_connection() {
    let (transport, lookups) = resolving(vec![closed_port().await]);
    for _ in 0..2 {
        let response = exchange(&transport, post("http://api.example/"), limits()).await;
        assert_eq!(kind_and_sent(response), (Kind::Connect, Sent::Never));
    }
    assert_eq!(lookups.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn every_address_is_tried() {
    let server = Server::responding_once(CLOSING).await;
    let (transport, _) = resolving(vec![closed_port().await, closed_port().await, server.address]);
    exchange(&transport, post("http://api.example/"), limits()).await.unwrap();
}

#[tokio::test]
async fn port_0_means_the_port_of_the_uri() {
    let server = Server::responding_once(CLOSING).await;
    let (transport, _) = resolving(vec![SocketAddr::new(server.address.ip(), 0)]);
    let url = format!("http://api.example:{}/", server.address.port());
    exchange(&transport, post(&url), limits()).await.unwrap();
}

#[tokio::test]
async fn system_resolves_localhost() {
    let server = Server::responding_once(CLOSING).await;
    let transport = HyperTransport::builder().proxy(Proxy::none()).build().unwrap();
    // No name server knows the second one.
    for host in ["localhost", "ecm.LocalHost."] {
        let url = format!("http://{host}:{}/", server.address.port());
        exchange(&transport, post(&url), limits()).await.unwrap();
    }
}
