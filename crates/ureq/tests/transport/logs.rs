//! What ureq's log shows of a request, at its most talkative.

use std::cell::RefCell;
use std::sync::{Once, mpsc};
use std::time::Duration;

use http::HeaderValue;
use log::{LevelFilter, Log, Metadata, Record};

use crate::server::Server;
use crate::*;

thread_local! {
    static TEXT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// ureq prints on the thread that calls it.
struct Collecting;

impl Log for Collecting {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    /// Of a row of bytes (hexadecimal, then as text, where a blank is a dot) the
    /// text, so that what spans rows is seen.
    fn log(&self, record: &Record<'_>) {
        let message = record.args().to_string();
        let is_row = record.target() == "ureq_proto::util" && message.len() == 57;
        let text = if is_row { message[41..].to_owned() } else { message + "\n" };
        TEXT.with_borrow_mut(|all| all.push_str(&text));
    }

    fn flush(&self) {}
}

/// Sends it; what arrived, and what was logged meanwhile.
fn traced(request: impl Fn(&str) -> Request<Bytes>) -> (Vec<String>, String) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        log::set_logger(&Collecting).unwrap();
        log::set_max_level(LevelFilter::Trace);
    });
    let (tell, told) = mpsc::channel();
    let server = Server::start(move |_, mut peer| {
        while let Some(request) = peer.request() {
            tell.send(request).unwrap();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nanswer");
        }
    });
    let transport = transport();
    TEXT.take();
    // The second goes over the connection of the first.
    for _ in 0..2 {
        exchange(&transport, request(&server.url()), LIMITS).unwrap();
    }
    let arrived = [(); 2].map(|()| told.recv_timeout(Duration::from_secs(1)).unwrap());
    (arrived.to_vec(), TEXT.take())
}

fn sensitive(text: &'static str) -> HeaderValue {
    let mut value = HeaderValue::from_static(text);
    value.set_sensitive(true);
    value
}

#[test]
fn values_that_are_sensitive_are_sent_and_not_logged() {
    let (arrived, log) = traced(|url| {
        let mut request = post(url, "{}");
        let headers = request.headers_mut();
        headers.insert("authorization", sensitive("test-canary-000001"));
        headers.insert("x-tc-token", sensitive("test-canary-000002"));
        headers.append("x-tc-token", sensitive("test-canary-000003"));
        headers.append("x-tc-token", sensitive("test-canary-4"));
        headers.insert("x-other", HeaderValue::from_static("****"));
        request
    });
    for text in arrived {
        assert!(text.contains("authorization: test-canary-000001\r\n"), "{text}");
        for token in ["test-canary-000002", "test-canary-000003", "test-canary-4"] {
            assert!(text.contains(&format!("x-tc-token: {token}\r\n")), "{text}");
        }
        assert!(text.contains("x-other: ****\r\n"), "{text}");
    }
    assert!(log.contains("content-type:.application/json"), "nothing was logged: {log}");
    assert!(log.contains("answer") && !log.contains("canary"), "{log}");
}

#[test]
fn a_query_is_sent_and_not_logged() {
    let (arrived, log) = traced(|url| get(format!("{url}path?Token=test-canary%2F1&x")));
    for text in arrived {
        assert!(text.starts_with("GET /path?Token=test-canary%2F1&x HTTP/1.1\r\n"), "{text}");
    }
    assert!(log.contains("GET./path?*") && !log.contains("canary"), "{log}");
}
