//! Time limits of each step.

use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use TransportErrorKind as Kind;

use crate::server::Server;
use crate::*;

const SHORT: Duration = Duration::from_millis(300);

fn total(total: Duration) -> Limits {
    Limits::new(Duration::from_secs(5), total)
}

#[test]
fn silent_server_times_out() {
    let server = Server::start(|_, peer| peer.wait());
    let transport = transport();
    for request in [post(server.url(), "{}"), get(server.url())] {
        let text =
            takes(SHORT, || fails(&transport, request, total(SHORT), Kind::Timeout, Sent::Maybe));
        assert_eq!(text, "timed out: awaiting the response");
    }
}

#[test]
fn slow_body_times_out() {
    let server = Server::start(|_, mut peer| {
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        while peer.write("x") {
            thread::sleep(Duration::from_millis(20));
        }
    });
    let text = takes(SHORT, || {
        let request = post(server.url(), "{}");
        fails(&transport(), request, total(SHORT), Kind::Timeout, Sent::Maybe)
    });
    assert_eq!(text, "timed out: reading the response");
}

#[test]
fn silence_after_a_chunk_times_out() {
    let server = Server::start(|_, mut peer| {
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
        peer.wait();
    });
    let text = takes(SHORT, || {
        let request = post(server.url(), "{}");
        fails(&transport(), request, total(SHORT), Kind::Timeout, Sent::Maybe)
    });
    assert_eq!(text, "timed out: reading the response");
}

#[test]
fn chunks_that_keep_coming_time_out() {
    let server = Server::start(|_, mut peer| {
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        while peer.write("1\r\nx\r\n") {
            thread::sleep(Duration::from_millis(20));
        }
    });
    let text = takes(SHORT, || {
        let request = post(server.url(), "{}");
        fails(&transport(), request, total(SHORT), Kind::Timeout, Sent::Maybe)
    });
    assert_eq!(text, "timed out: reading the response");
}

#[test]
fn slow_head_times_out() {
    let server = Server::start(|_, mut peer| {
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\nX: ");
        while peer.write("x") {
            thread::sleep(Duration::from_millis(20));
        }
    });
    takes(SHORT, || {
        let request = post(server.url(), "{}");
        fails(&transport(), request, total(SHORT), Kind::Timeout, Sent::Maybe)
    });
}

#[test]
fn server_that_does_not_read_times_out() {
    // A limit for each write would let it take several times as long.
    const LIMIT: Duration = Duration::from_secs(1);
    let server = Server::start(|_, peer| {
        thread::sleep(Duration::from_secs(3));
        drop(peer);
    });
    let request = post(server.url(), "x".repeat(20_000_000).leak());
    takes(LIMIT, || fails(&transport(), request, total(LIMIT), Kind::Timeout, Sent::Maybe));
}

#[test]
fn server_that_does_not_accept_times_out() {
    // A full queue drops new connections.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let connect = || std::net::TcpStream::connect_timeout(&address, Duration::from_millis(100));
    let _queue: Vec<_> = (0..5000).map_while(|_| connect().ok()).collect();
    let url = format!("http://{address}/");
    let limits = Limits::new(SHORT, Duration::from_secs(5));
    let text =
        takes(SHORT, || fails(&transport(), post(&url, "{}"), limits, Kind::Timeout, Sent::Never));
    assert_eq!(text, format!("timed out: {address}: connecting"));
    // The limit of the attempt covers the connection, too.
    takes(SHORT, || fails(&transport(), get(&url), total(SHORT), Kind::Timeout, Sent::Never));
}

#[test]
fn shortest_and_longest_limits_are_accepted() {
    let server = Server::responding("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let none = Limits::new(Duration::ZERO, Duration::ZERO);
    fails(&transport(), post(server.url(), "{}"), none, Kind::Timeout, Sent::Never);
    let ages = Limits::new(Duration::MAX, Duration::MAX);
    exchange(&transport(), post(server.url(), "{}"), ages).unwrap();
}

#[test]
fn kept_connection_has_the_limits_of_each_request() {
    let server = Server::start(|_, mut peer| {
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        peer.wait();
    });
    let transport = transport();
    exchange(&transport, post(server.url(), "{}"), LIMITS).unwrap();
    let request = post(server.url(), "{}");
    takes(SHORT, || fails(&transport, request, total(SHORT), Kind::Timeout, Sent::Maybe));
    assert_eq!(server.connections(), 1);
}

#[test]
fn sleep_waits_the_full_duration() {
    takes(SHORT, || pollster::block_on(transport().sleep(SHORT)));
}
