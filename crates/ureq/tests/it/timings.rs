//! The times that a response carries.

use std::thread;

use tencentcloud_core::Timings;

use crate::server::Server;
use crate::*;

const DELAY: Duration = Duration::from_millis(60);

/// The times of a request, which must not exceed the time that it took.
fn timings(transport: &UreqTransport, url: &str) -> Timings {
    let start = Instant::now();
    let response = exchange(transport, post(url, "{}"), LIMITS).unwrap();
    let timings = Timings::of(&response).unwrap();
    let total = timings.connect.unwrap_or_default() + timings.first_byte;
    assert!(total <= start.elapsed(), "{timings:?}");
    timings
}

#[test]
fn first_request_has_connect_and_the_next_reuses_the_connection() {
    let server = Server::start(|_, mut peer| {
        while peer.request().is_some() {
            thread::sleep(DELAY);
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        }
    });
    let resolver = |_: &str, port| {
        thread::sleep(DELAY);
        Ok(vec![([127, 0, 0, 1], port).into()])
    };
    let transport =
        UreqTransport::builder().proxy(Proxy::none()).resolver(resolver).build().unwrap();
    let url = format!("http://api.example:{}/", server.address().port());
    let first = timings(&transport, &url);
    assert!(first.connect.unwrap() >= DELAY && first.first_byte >= DELAY, "{first:?}");
    for _ in 0..2 {
        let next = timings(&transport, &url);
        assert!(next.connect.is_none() && next.first_byte >= DELAY, "{next:?}");
    }
    assert_eq!(server.connections(), 1);
}

/// A connection that was made for one request is not one of the next.
#[test]
fn request_after_a_failed_one_has_its_own_times() {
    let server = Server::start(|number, mut peer| {
        peer.request();
        if number > 0 {
            thread::sleep(DELAY);
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        }
    });
    let transport = transport();
    exchange(&transport, post(server.url(), "{}"), LIMITS).unwrap_err();
    let next = timings(&transport, &server.url());
    assert!(next.connect.is_some() && next.first_byte >= DELAY, "{next:?}");
}
