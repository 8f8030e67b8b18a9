//! Host names: looked up once, within the limit, and again when they lead nowhere.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use TransportErrorKind as Kind;

use crate::server::{Server, nobody};
use crate::*;

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
const SHORT: Duration = Duration::from_millis(300);

/// A transport with this resolver, and how often it was asked.
fn resolving(
    lookup: impl Fn(usize, &str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static,
) -> (UreqTransport, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    let builder = UreqTransport::builder()
        .proxy(Proxy::none())
        .resolver(move |host, port| lookup(counter.fetch_add(1, Ordering::Relaxed), host, port));
    (builder.build().unwrap(), asked)
}

fn url(server: &Server) -> String {
    format!("http://ecm.example:{}/", server.port())
}

#[test]
fn a_name_is_looked_up_once() {
    let server = Server::answering(OK);
    let address = server.address();
    let (transport, asked) = resolving(move |_, host, port| {
        assert_eq!((host, port), ("ecm.example", address.port()));
        Ok(vec![address])
    });
    for _ in 0..5 {
        exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
    }
    // Five connections, one question.
    assert_eq!((server.connections(), asked.load(Ordering::Relaxed)), (5, 1));
}

#[test]
fn many_ask_together() {
    let server = Server::answering(OK);
    let address = server.address();
    let (transport, asked) = resolving(move |_, _, _| {
        thread::sleep(Duration::from_millis(50));
        Ok(vec![address])
    });
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap());
        }
    });
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[test]
fn a_name_that_leads_nowhere_is_looked_up_again() {
    let server = Server::answering(OK);
    let (address, dead) = (server.address(), nobody());
    let (transport, asked) =
        resolving(move |time, _, _| Ok(vec![if time == 0 { dead } else { address }]));
    fails(&transport, post(url(&server), "{}"), LIMITS, Kind::Connect, Sent::Never);
    exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
    exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 2);
}

#[test]
fn the_next_address_is_tried() {
    let server = Server::answering(OK);
    let addresses = vec![nobody(), server.address()];
    let (transport, _) = resolving(move |_, _, _| Ok(addresses.clone()));
    exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
}

#[test]
fn a_name_without_an_address() {
    let (transport, asked) = resolving(|time, _, _| match time {
        0 => Err(io::Error::other("no such name")),
        1 => Ok(Vec::new()),
        _ => panic!("a resolver of little care"),
    });
    let resolve = || {
        let request = post("http://nowhere.example/", "{}");
        fails(&transport, request, LIMITS, Kind::Resolve, Sent::Never)
    };
    assert_eq!(resolve(), "the host name could not be resolved: nowhere.example: no such name");
    assert_eq!(
        resolve(),
        "the host name could not be resolved: nowhere.example: it has no address"
    );
    assert_eq!(
        resolve(),
        "the host name could not be resolved: nowhere.example: the resolver panicked"
    );
    // A failure is not remembered.
    assert_eq!(asked.load(Ordering::Relaxed), 3);
}

#[test]
fn a_slow_resolver_does_not_hold_the_request_up() {
    let server = Server::answering(OK);
    let address = server.address();
    let (transport, asked) = resolving(move |_, _, _| {
        thread::sleep(3 * SHORT);
        Ok(vec![address])
    });
    let limits = Limits::new(SHORT, Duration::from_secs(5));
    for _ in 0..2 {
        let text = takes(SHORT, || {
            fails(&transport, post(url(&server), "{}"), limits, Kind::Timeout, Sent::Never)
        });
        assert_eq!(text, "the time limit ran out: while the host name was looked up");
    }
    // It was asked once, and its answer serves whoever comes in time.
    exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[test]
fn the_connect_limit_is_for_name_and_connection_together() {
    // After two thirds of the time comes an address that never answers.
    let (transport, _) = resolving(|_, _, _| {
        thread::sleep(2 * SHORT / 3);
        Ok(vec!["192.0.2.1:9".parse().unwrap()])
    });
    let limits = Limits::new(SHORT, Duration::from_secs(5));
    let error = exchange(&transport, post("http://slow.example/", "{}"), limits).unwrap_err();
    assert_eq!(error.sent(), Sent::Never);
}

#[test]
fn port_zero_is_the_port_asked_for() {
    let server = Server::answering(OK);
    let (transport, _) = resolving(|_, _, _| Ok(vec!["127.0.0.1:0".parse().unwrap()]));
    exchange(&transport, post(url(&server), "{}"), LIMITS).unwrap();
}

#[test]
fn a_number_is_no_name() {
    let server = Server::answering(OK);
    let (transport, asked) = resolving(|_, _, _| Err(io::Error::other("asked")));
    exchange(&transport, post(server.url(), "{}"), LIMITS).unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

#[test]
fn localhost_is_known_to_the_system() {
    let server = Server::answering(OK);
    let url = format!("http://localhost:{}/", server.port());
    exchange(&transport(), post(url, "{}"), LIMITS).unwrap();
}
