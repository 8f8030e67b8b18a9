//! Lookups of host names, by a resolver of the test.

use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use TransportErrorKind as Kind;

use crate::server::{Server, closed_port};
use crate::*;

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
const SHORT: Duration = Duration::from_millis(300);

/// A transport with this resolver, and its number of lookups.
fn resolving(
    lookup: impl Fn(usize, &str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static,
) -> (UreqTransport, Arc<AtomicUsize>) {
    let lookups = Arc::new(AtomicUsize::new(0));
    let counter = lookups.clone();
    let builder = UreqTransport::builder()
        .proxy(Proxy::none())
        .resolver(move |host, port| lookup(counter.fetch_add(1, Ordering::Relaxed), host, port));
    (builder.build().unwrap(), lookups)
}

fn url(server: &Server) -> String {
    format!("http://ecm.example:{}/", server.port())
}

#[test]
fn name_is_looked_up_once() {
    let server = Server::responding(OK);
    let address = server.address();
    let (transport, lookups) = resolving(move |_, host, port| {
        assert_eq!((host, port), ("ecm.example", address.port()));
        Ok(vec![address])
    });
    for _ in 0..5 {
        exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
    }
    // Five connections, one lookup.
    assert_eq!((server.connections(), lookups.load(Ordering::Relaxed)), (5, 1));
}

#[test]
fn concurrent_connections_share_a_lookup() {
    let server = Server::responding(OK);
    let address = server.address();
    let (transport, lookups) = resolving(move |_, _, _| {
        thread::sleep(Duration::from_millis(50));
        Ok(vec![address])
    });
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap());
        }
    });
    assert_eq!(lookups.load(Ordering::Relaxed), 1);
}

#[test]
fn name_is_looked_up_again_after_a_failed_connection() {
    let server = Server::responding(OK);
    let (address, dead) = (server.address(), closed_port());
    let (transport, lookups) =
        resolving(move |time, _, _| Ok(vec![if time == 0 { dead } else { address }]));
    fails(&transport, post(url(&server), "{}"), LIMITS, Kind::Connect, Sent::Never);
    exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
    exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
    assert_eq!(lookups.load(Ordering::Relaxed), 2);
}

#[test]
fn every_address_is_tried() {
    let server = Server::responding(OK);
    let addresses = vec![closed_port(), server.address()];
    let (transport, _) = resolving(move |_, _, _| Ok(addresses.clone()));
    exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
}

#[test]
fn unresolvable_name_is_an_error() {
    let (transport, lookups) = resolving(|time, _, _| match time {
        0 => Err(io::Error::other("no such name")),
        1 => Ok(Vec::new()),
        _ => panic!("in the resolver"),
    });
    let resolve = || {
        let request = post("http://nowhere.example/", "{}");
        fails(&transport, request, LIMITS, Kind::Resolve, Sent::Never)
    };
    assert_eq!(resolve(), "the host name cannot be resolved: nowhere.example:80: no such name");
    assert_eq!(
        resolve(),
        "the host name cannot be resolved: nowhere.example:80: host has no address"
    );
    assert_eq!(
        resolve(),
        "the host name cannot be resolved: nowhere.example:80: the resolver panicked"
    );
    // Failures are not kept.
    assert_eq!(lookups.load(Ordering::Relaxed), 3);
}

#[test]
fn slow_lookup_times_out_and_serves_later_requests() {
    let server = Server::responding(OK);
    let address = server.address();
    let (transport, lookups) = resolving(move |_, _, _| {
        thread::sleep(3 * SHORT);
        Ok(vec![address])
    });
    let limits = Limits::new(SHORT, Duration::from_secs(5));
    for _ in 0..2 {
        let text = takes(SHORT, || {
            fails(&transport, post(url(&server), "{}"), limits, Kind::Timeout, Sent::Never)
        });
        assert!(text.ends_with(": looking up the host name"), "{text}");
    }
    // One lookup; its result serves the request that waits long enough.
    exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
    assert_eq!(lookups.load(Ordering::Relaxed), 1);
}

#[test]
fn hung_lookup_is_shared_until_another_one_starts_beside_it() {
    let server = Server::responding(OK);
    let address = server.address();
    let (transport, lookups) = resolving(move |time, _, _| {
        if time == 0 {
            thread::sleep(Duration::from_secs(60));
        }
        Ok(vec![address])
    });
    let limits = Limits::new(Duration::from_millis(20), Duration::from_secs(5));
    for _ in 0..20 {
        fails(&transport, post(url(&server), "{}"), limits, Kind::Timeout, Sent::Never);
    }
    assert_eq!(lookups.load(Ordering::Relaxed), 1);
    exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
    assert_eq!(lookups.load(Ordering::Relaxed), 2);
}

#[test]
fn failure_of_a_slow_lookup_does_not_remove_a_newer_result() {
    let server = Server::responding(OK);
    let address = server.address();
    let (transport, lookups) = resolving(move |time, _, _| {
        if time == 0 {
            thread::sleep(Duration::from_millis(2_500));
            return Err(io::Error::other("no such name"));
        }
        Ok(vec![address])
    });
    exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
    thread::sleep(Duration::from_secs(1));
    exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
    assert_eq!(lookups.load(Ordering::Relaxed), 2);
}

#[test]
fn silent_address_costs_a_head_start_once() {
    let server = Server::responding(OK);
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent_address = silent.local_addr().unwrap();
    let connect = || TcpStream::connect_timeout(&silent_address, Duration::from_millis(100));
    // A full queue drops new connections.
    let _queue: Vec<_> = (0..5000).map_while(|_| connect().ok()).collect();
    let addresses = vec![silent_address, server.address()];
    let (transport, lookups) = resolving(move |_, _, _| Ok(addresses.clone()));
    let head_start = Duration::from_millis(300);
    takes(head_start, || exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap());
    let start = Instant::now();
    for _ in 0..3 {
        exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
    }
    assert!(start.elapsed() < 3 * head_start, "{:?}", start.elapsed());
    assert_eq!((server.connections(), lookups.load(Ordering::Relaxed)), (4, 1));
}

#[test]
fn connect_limit_covers_lookup_and_connection() {
    // After two thirds of the time, a server that never begins its handshake.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap();
    let (transport, _) = resolving(move |_, _, _| {
        thread::sleep(2 * SHORT / 3);
        Ok(vec![address])
    });
    let limits = Limits::new(SHORT, Duration::from_secs(5));
    let error = exchange(&transport, post("https://slow.example/", "{}"), limits).unwrap_err();
    assert_eq!(error.sent(), Sent::Never);
}

#[test]
fn port_0_means_the_port_of_the_uri() {
    let server = Server::responding(OK);
    let (transport, _) = resolving(|_, _, _| Ok(vec!["127.0.0.1:0".parse().unwrap()]));
    exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
}

#[test]
fn address_is_not_looked_up() {
    let server = Server::responding(OK);
    let (transport, lookups) = resolving(|_, _, _| Err(io::Error::other("looked up")));
    exchange(&transport, post(server.url(), "{}"), LIMITS).unwrap();
    assert_eq!(lookups.load(Ordering::Relaxed), 0);
}

#[test]
fn system_resolves_localhost() {
    let server = Server::responding(OK);
    // No name server knows the second one.
    for host in ["localhost", "ecm.LocalHost."] {
        let url = format!("http://{host}:{}/", server.port());
        exchange(&transport(), post(url, "{}"), LIMITS).unwrap();
    }
}
