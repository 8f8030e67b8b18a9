//! Compressed responses.

use std::io::Write;
use std::sync::mpsc;
use std::sync::{Arc, Mutex};

use TransportErrorKind as Kind;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

use crate::server::Server;
use crate::*;

const TEXT: &[u8] = br#"{"Response":{"RequestId":"r-1"}}"#;

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn deflate(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// Responds to every request with this body; the requests, in lower case.
fn responding(encoding: &str, body: &[u8]) -> (Server, Arc<Mutex<Vec<String>>>) {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\n");
    let head = format!("{head}Content-Length: {}\r\n\r\n", body.len());
    let response = [head.as_bytes(), body].concat();
    let requests = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&requests);
    let server = Server::start(move |_, mut peer| {
        while let Some(request) = peer.request() {
            log.lock().unwrap().push(request.to_ascii_lowercase());
            peer.write(&response);
        }
    });
    (server, requests)
}

#[test]
fn compressed_body_is_requested_and_decoded() {
    for (encoding, body) in [("gzip", gzip(TEXT)), ("deflate", deflate(TEXT))] {
        let (server, requests) = responding(encoding, &body);
        let transport = transport();
        for _ in 0..2 {
            let response = exchange(&transport, post(server.url(), "{}"), LIMITS).unwrap();
            assert_eq!(response.body(), TEXT);
            assert!(!response.headers().contains_key("content-encoding"));
            assert!(!response.headers().contains_key("content-length"));
        }
        assert_eq!(server.connections(), 1);
        for request in &*requests.lock().unwrap() {
            assert!(request.contains("\r\naccept-encoding: gzip, deflate\r\n"), "{request}");
        }
    }
}

/// Whatever the request accepts, the response is decoded.
#[test]
fn accept_encoding_of_the_request_is_kept() {
    let (server, requests) = responding("gzip", &gzip(TEXT));
    let mut request = post(server.url(), "{}");
    request.headers_mut().insert("accept-encoding", "identity".parse().unwrap());
    let response = exchange(&transport(), request, LIMITS).unwrap();
    assert_eq!(response.body(), TEXT);
    let request = &requests.lock().unwrap()[0];
    assert!(request.contains("\r\naccept-encoding: identity\r\n"), "{request}");
    assert_eq!(request.matches("accept-encoding").count(), 1);
}

#[test]
fn damaged_truncated_and_unsupported_bodies_fail() {
    let whole = gzip(TEXT);
    let mut damaged = whole.clone();
    let checksum = damaged.len() - 5;
    damaged[checksum] ^= 1;
    for (encoding, body, kind, text) in [
        ("gzip", &*damaged, Kind::Protocol, "wrong checksum"),
        ("gzip", TEXT, Kind::Protocol, "not gzip"),
        ("gzip", &whole[..whole.len() - 1], Kind::Closed, "truncated"),
        ("br", &*whole, Kind::Protocol, "unsupported content encoding: br"),
        ("deflate, gzip", &*whole, Kind::Protocol, "unsupported content encoding: more than one"),
    ] {
        let (server, _) = responding(encoding, body);
        let request = post(server.url(), "{}");
        let found = fails(&transport(), request, LIMITS, kind, Sent::Maybe);
        assert!(found.contains(text), "{found}");
    }
}

#[test]
fn empty_body_stays_empty() {
    for response in [
        "HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 0\r\n\r\n",
    ] {
        let server = Server::responding(response);
        let response = exchange(&transport(), post(server.url(), "{}"), LIMITS).unwrap();
        assert!(response.body().is_empty());
    }
    let (server, _) = responding("gzip", b"");
    let head = Request::head(server.url()).body(Bytes::new()).unwrap();
    assert!(exchange(&transport(), head, LIMITS).unwrap().body().is_empty());
}

/// Encoded and decoded bytes.
#[test]
fn limit_applies_to_encoded_and_decoded_bytes() {
    let bomb = gzip(&vec![0; 20_000_000]);
    assert!(bomb.len() < 100_000);
    // Empty blocks, none of them the last.
    let nothing = [0, 0, 0, 0xff, 0xff].repeat(100_000);
    for (encoding, body) in [("gzip", bomb), ("deflate", nothing)] {
        let (server, _) = responding(encoding, &body);
        let mut limits = LIMITS;
        limits.body = 100_000;
        let request = post(server.url(), "{}");
        fails(&transport(), request, limits, Kind::TooLarge, Sent::Maybe);
    }
}

/// The server continues only after the client has read what it flushed.
#[test]
fn stream_is_decoded_as_it_arrives() {
    const EVENTS: [&str; 3] = ["data: 1\n\n", "data: 2\n\n", "data: 3\n\n"];
    let (go_on, gone_on) = mpsc::channel();
    let gone_on = Mutex::new(gone_on);
    let server = Server::start(move |_, mut peer| {
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n");
        let gone_on = gone_on.lock().unwrap();
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        for event in EVENTS {
            encoder.write_all(event.as_bytes()).unwrap();
            encoder.flush().unwrap();
            peer.write(encoder.get_mut().split_off(0));
            let () = gone_on.recv().unwrap();
        }
        peer.write(encoder.finish().unwrap());
    });
    pollster::block_on(async {
        let response = transport().send(post(server.url(), "{}"), LIMITS).await.unwrap();
        let mut body = response.into_body();
        for event in EVENTS {
            let mut read = Vec::new();
            while read.len() < event.len() {
                read.extend(body.chunk().await.unwrap().unwrap());
            }
            assert_eq!(read, event.as_bytes());
            go_on.send(()).unwrap();
        }
        assert!(body.chunk().await.is_none());
    });
}
