//! Failures on a connection and before there is one.

use TransportErrorKind as Kind;

use crate::server::{Server, closed_port};
use crate::*;

#[test]
fn refused_connection_was_never_sent() {
    let address = closed_port();
    let url = format!("http://{address}/");
    let text = fails(&transport(), post(&url, "{}"), LIMITS, Kind::Connect, Sent::Never);
    assert!(text.contains(&format!("{address}: Connection refused")), "{text}");
    fails(&transport(), get(&url), LIMITS, Kind::Connect, Sent::Never);
}

#[test]
fn response_cut_at_any_byte_is_closed() {
    const RESPONSE: &str = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    const CHUNKED: &str =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n";
    let transport = transport();
    // The empty line after the last chunk may be missing.
    for response in [RESPONSE, CHUNKED] {
        for cut in 0..response.len() {
            let server = Server::start(move |_, mut peer| {
                peer.request();
                peer.write(&response[..cut]);
            });
            let request = post(server.url(), if cut % 2 == 0 { "{}" } else { "" });
            fails(&transport, request, LIMITS, Kind::Closed, Sent::Maybe);
        }
    }
}

#[test]
fn connection_reset_maps_to_closed() {
    let transport = transport();
    for before in [
        "",
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
        // The body ends with the connection, but a reset is no end.
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello",
    ] {
        let server = Server::start(move |_, mut peer| {
            peer.head();
            peer.write(before);
            // The body is unread, so this resets.
            peer.reset();
        });
        let request = post(server.url(), "{\"a\":1}");
        fails(&transport, request, LIMITS, Kind::Closed, Sent::Maybe);
    }
}

#[test]
fn invalid_response_is_a_protocol_error() {
    let transport = transport();
    for response in [
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
            peer.write(response);
            peer.wait();
        });
        let request = post(server.url(), "{}");
        fails(&transport, request, LIMITS, Kind::Protocol, Sent::Maybe);
    }
}

#[test]
fn endless_head_is_a_protocol_error() {
    let server = Server::start(|_, mut peer| {
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\n");
        while peer.write(format!("X-A: {}\r\n", "a".repeat(4000))) {}
    });
    let request = post(server.url(), "{}");
    let text = fails(&transport(), request, LIMITS, Kind::Protocol, Sent::Maybe);
    assert!(text.ends_with(": head is too long"), "{text}");
}

#[test]
fn head_of_too_many_lines_is_a_protocol_error() {
    let server = Server::start(|_, mut peer| {
        peer.request();
        peer.write(format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-A: a\r\n".repeat(1_000)));
        peer.wait();
    });
    let request = post(server.url(), "{}");
    fails(&transport(), request, LIMITS, Kind::Protocol, Sent::Maybe);
}

#[test]
fn body_ends_after_an_error() {
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
