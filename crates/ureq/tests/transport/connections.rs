//! Connections are kept, and dead ones noticed.

use std::thread;
use std::time::Duration;

use crate::server::Server;
use crate::*;

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

#[test]
fn one_connection_serves_one_request_after_another() {
    let server = Server::answering(OK);
    let transport = transport();
    for _ in 0..3 {
        assert_eq!(exchange(&transport, post(server.url(), "{}"), LIMITS).unwrap().body(), "{}");
    }
    // Whatever the limits are.
    let limits = Limits::new(Duration::from_secs(1), Duration::from_secs(2));
    exchange(&transport.clone(), get(server.url()), limits).unwrap();
    assert_eq!(server.connections(), 1);
}

#[test]
fn every_thread_finds_its_connection_again() {
    const THREADS: usize = 16;
    let server = Server::answering(OK);
    let transport = transport();
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for _ in 0..20 {
                    exchange(&transport, post(server.url(), "{}"), LIMITS).unwrap();
                }
            });
        }
    });
    assert!(server.connections() <= THREADS, "{}", server.connections());
}

#[test]
fn a_connection_that_was_closed_meanwhile_is_not_used() {
    let server = Server::start(|_, mut peer| {
        peer.request();
        peer.write(OK);
    });
    let transport = transport();
    for _ in 0..3 {
        exchange(&transport, post(server.url(), "{}"), LIMITS).unwrap();
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(server.connections(), 3);
}

#[test]
fn a_connection_with_something_unasked_for_is_not_used() {
    let server = Server::start(|_, mut peer| {
        while peer.request().is_some() {
            peer.write(format!("{OK}more"));
        }
    });
    let transport = transport();
    for _ in 0..2 {
        assert_eq!(exchange(&transport, post(server.url(), "{}"), LIMITS).unwrap().body(), "{}");
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(server.connections(), 2);
}

#[test]
fn a_request_on_a_kept_connection_is_not_sent_again_by_itself() {
    let server = Server::start(|_, mut peer| {
        peer.request();
        peer.write(OK);
        // Takes the second one and says nothing.
        peer.request();
    });
    let transport = transport();
    exchange(&transport, post(server.url(), "{}"), LIMITS).unwrap();
    let request = post(server.url(), "{}");
    fails(&transport, request, LIMITS, TransportErrorKind::Closed, Sent::Maybe);
    let request = get(server.url());
    exchange(&transport, request, LIMITS).unwrap();
    assert_eq!(server.connections(), 2);
}
