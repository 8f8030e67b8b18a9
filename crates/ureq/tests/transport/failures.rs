//! Each failure with its kind, and whether the server can have seen the request.

use std::error::Error;

use TransportErrorKind as Kind;

use crate::server::{Server, nobody};
use crate::*;

#[test]
fn a_refused_connection() {
    let address = nobody();
    let url = format!("http://{address}/");
    let text = fails(&transport(), post(&url, "{}"), LIMITS, Kind::Connect, Sent::Never);
    let start = format!("no connection could be made: {address}: ");
    assert!(text.starts_with(&start), "{text}");
    fails(&transport(), get(&url), LIMITS, Kind::Connect, Sent::Never);
}

#[test]
fn the_cause_is_in_the_chain() {
    let error = exchange(&transport(), get(format!("http://{}/", nobody())), LIMITS).unwrap_err();
    let cause = error.source().unwrap().downcast_ref::<std::io::Error>().unwrap();
    assert_eq!(cause.kind(), std::io::ErrorKind::ConnectionRefused);
}

#[test]
fn an_answer_that_is_cut_off() {
    const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    const CHUNKED: &str =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n";
    let transport = transport();
    // The empty line that should follow the last chunk is not missed.
    for answer in [ANSWER, CHUNKED] {
        for cut in 0..answer.len() {
            let server = Server::start(move |_, mut peer| {
                peer.request();
                peer.write(&answer[..cut]);
            });
            let request = post(server.url(), if cut % 2 == 0 { "{}" } else { "" });
            fails(&transport, request, LIMITS, Kind::Closed, Sent::Maybe);
        }
    }
}

#[test]
fn a_reset() {
    let transport = transport();
    for before in [
        "",
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
        // Its end is the end of the connection; but this is not an end.
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello",
    ] {
        let server = Server::start(move |_, mut peer| {
            peer.head();
            peer.write(before);
            // Head read, body not: this resets.
            peer.reset();
        });
        let request = post(server.url(), "{\"a\":1}");
        fails(&transport, request, LIMITS, Kind::Closed, Sent::Maybe);
    }
}

#[test]
fn an_answer_that_is_not_http() {
    let transport = transport();
    for answer in [
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "\0\0\0\0",
        "HTTP/1.1 999999 What\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nA B C\r\n\r\n",
    ] {
        let server = Server::start(move |_, mut peer| {
            peer.request();
            peer.write(answer);
            peer.wait();
        });
        let request = post(server.url(), "{}");
        fails(&transport, request, LIMITS, Kind::Protocol, Sent::Maybe);
    }
}

#[test]
fn a_head_without_end() {
    let server = Server::start(|_, mut peer| {
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\n");
        while peer.write(format!("X-A: {}\r\n", "a".repeat(4000))) {}
    });
    let request = post(server.url(), "{}");
    let text = fails(&transport(), request, LIMITS, Kind::Protocol, Sent::Maybe);
    assert_eq!(text, "the answer is not valid HTTP: its head is too long");
}

#[test]
fn a_head_of_too_many_lines() {
    let server = Server::start(|_, mut peer| {
        peer.request();
        peer.write(format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-A: a\r\n".repeat(1_000)));
        peer.wait();
    });
    let request = post(server.url(), "{}");
    fails(&transport(), request, LIMITS, Kind::Protocol, Sent::Maybe);
}

#[test]
fn nothing_after_a_failure() {
    for (rest, kind) in [("5\r\nhell", Kind::Closed), ("4\r\nhell\r\nzz\r\n", Kind::Protocol)] {
        let server = Server::start(move |_, mut peer| {
            peer.request();
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            peer.write(rest);
        });
        pollster::block_on(async {
            let response = transport().send(get(server.url()), LIMITS).await.unwrap();
            let mut body = response.into_body();
            let error = loop {
                if let Err(error) = body.chunk().await.unwrap() {
                    break error;
                }
            };
            assert_eq!(error.kind(), kind);
            assert!(body.chunk().await.is_none());
        });
    }
}
