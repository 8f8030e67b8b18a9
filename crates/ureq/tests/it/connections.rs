//! Reuse of connections.

use std::thread;
use std::time::Duration;

use crate::server::Server;
use crate::*;

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

#[test]
fn connection_is_kept_and_shared_by_clones() {
    let server = Server::responding(OK);
    let transport = transport();
    for _ in 0..3 {
        assert_eq!(exchange(&transport, post(server.url(), "{}"), LIMITS).unwrap().body(), "{}");
    }
    // With other limits, too.
    let limits = Limits::new(Duration::from_secs(1), Duration::from_secs(2));
    exchange(&transport.clone(), get(server.url()), limits).unwrap();
    assert_eq!(server.connections(), 1);
}

#[test]
fn threads_reuse_connections() {
    const THREADS: usize = 16;
    let server = Server::responding(OK);
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
fn closed_connection_is_not_reused() {
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
fn connection_with_unexpected_bytes_is_not_reused() {
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
fn request_on_a_closed_connection_is_not_sent_again() {
    let server = Server::start(|_, mut peer| {
        peer.request();
        peer.write(OK);
        // Reads the second request and closes.
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

/// Of an idempotent request; others have the whole limit.
#[test]
fn kept_connection_that_is_silent_ends_early() {
    const SHORT: Duration = Duration::from_millis(200);
    let server = Server::start(|_, mut peer| {
        peer.request();
        peer.write(OK);
        peer.wait();
    });
    let transport = transport();
    let silent = |limits| {
        exchange(&transport, post(server.url(), "{}"), LIMITS).unwrap();
        let (kind, sent) = (TransportErrorKind::Timeout, Sent::Maybe);
        fails(&transport, post(server.url(), "{}"), limits, kind, sent)
    };
    let mut limits = LIMITS;
    limits.first_byte_reused = SHORT;
    let text = takes(SHORT, || silent(limits));
    assert_eq!(text, "timed out: the kept connection was silent");
    limits = Limits::new(SHORT, 2 * SHORT);
    let text = takes(2 * SHORT, || silent(limits));
    assert_eq!(text, "timed out: awaiting the response");
    assert_eq!(server.connections(), 2);
}
