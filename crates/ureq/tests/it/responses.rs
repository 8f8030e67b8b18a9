//! Responses that are returned, whatever their status.

use http::StatusCode;

use crate::server::Server;
use crate::*;

#[test]
fn every_status_is_returned() {
    for (status, line) in [(200, "200 OK"), (404, "404 Not Found"), (503, "503 Busy")] {
        let text: &str =
            format!("HTTP/1.1 {line}\r\nContent-Length: 2\r\nX-A: b\r\n\r\n{{}}").leak();
        let server = Server::responding(text);
        let response = exchange(&transport(), post(server.url(), "{}"), LIMITS).unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(response.headers()["x-a"], "b");
        assert_eq!(response.body(), "{}");
    }
}

#[test]
fn redirect_is_returned() {
    let other = Server::responding("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    for status in [301, 302, 303, 307, 308] {
        let text = format!(
            "HTTP/1.1 {status} Away\r\nLocation: {}\r\nContent-Length: 4\r\n\r\naway",
            other.url()
        );
        let server = Server::responding(text.leak());
        let response = exchange(&transport(), post(server.url(), "{}"), LIMITS).unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(response.headers()["location"], other.url());
        assert_eq!(response.body(), "away");
    }
    assert_eq!(other.connections(), 0);
}

#[test]
fn body_ends_by_length_chunks_or_connection() {
    for text in [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello",
        "HTTP/1.0 200 OK\r\n\r\nhello",
    ] {
        let server = Server::start(move |_, mut peer| {
            peer.request();
            peer.write(text);
        });
        let response = exchange(&transport(), post(server.url(), "{}"), LIMITS).unwrap();
        assert_eq!(response.body(), "hello", "{text}");
    }
}

#[test]
fn response_may_have_no_body() {
    let server = Server::responding("HTTP/1.1 204 No Content\r\n\r\n");
    let response = exchange(&transport(), post(server.url(), "{}"), LIMITS).unwrap();
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert!(response.body().is_empty());

    let server = Server::responding("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    let head = Request::head(server.url()).body(Bytes::new()).unwrap();
    let response = exchange(&transport(), head, LIMITS).unwrap();
    assert_eq!(response.headers()["content-length"], "5");
    assert!(response.body().is_empty());
}

#[test]
fn early_hints_are_skipped() {
    let server = Server::responding(
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    );
    let response = exchange(&transport(), post(server.url(), "{}"), LIMITS).unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}

#[test]
#[cfg(not(feature = "gzip"))]
fn compressed_body_stays_compressed() {
    let server = Server::responding(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\ngzip",
    );
    let response = exchange(&transport(), post(server.url(), "{}"), LIMITS).unwrap();
    assert_eq!(response.headers()["content-encoding"], "gzip");
    assert_eq!(response.body(), "gzip");
}

#[test]
fn body_limit_applies_when_the_body_is_collected() {
    const SIZE: usize = 1_000_000;
    let server = Server::start(|_, mut peer| {
        while peer.request().is_some() {
            peer.write(format!("HTTP/1.1 200 OK\r\nContent-Length: {SIZE}\r\n\r\n"));
            peer.write(vec![b'x'; SIZE]);
        }
    });
    let transport = transport();
    let response = exchange(&transport, post(server.url(), "{}"), LIMITS).unwrap();
    assert!(response.body().len() == SIZE && response.body().iter().all(|byte| *byte == b'x'));

    let mut limits = LIMITS;
    limits.body = SIZE - 1;
    let request = post(server.url(), "{}");
    fails(&transport, request, limits, TransportErrorKind::TooLarge, Sent::Maybe);
}

#[test]
fn stream_is_returned_as_it_arrives() {
    let server = Server::start(|_, mut peer| {
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        // The client closes after the first chunk.
        peer.write("6\r\ndata:1\r\n");
        peer.wait();
    });
    pollster::block_on(async {
        let response = transport().send(post(server.url(), "{}"), LIMITS).await.unwrap();
        let mut body = response.into_body();
        assert_eq!(body.chunk().await.unwrap().unwrap(), "data:1");
    });
}
