//! Compressed responses.

use std::io::Write;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH};
use tencentcloud_core::{Sent, Transport, TransportErrorKind as Kind};
use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc;

use crate::server::{Server, header};
use crate::{exchange, kind_and_sent, limits, post, transport};

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

/// Responds to every request with this body.
async fn responding(encoding: &str, body: Vec<u8>) -> Server {
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\n");
    let head = format!("{head}Content-Length: {length}\r\n\r\n");
    let response = Bytes::from([head.as_bytes(), &body].concat());
    Server::of(move |mut peer| {
        let response = response.clone();
        async move {
            while peer.request().await.is_some() {
                if peer.tcp.write_all(&response).await.is_err() {
                    return;
                }
            }
        }
    })
    .await
}

#[tokio::test]
async fn compressed_body_is_requested_and_decoded() {
    for (encoding, body) in [("gzip", gzip(TEXT)), ("deflate", deflate(TEXT))] {
        let server = responding(encoding, body).await;
        let transport = transport();
        for _ in 0..2 {
            let response = exchange(&transport, post(&server.url()), limits()).await.unwrap();
            assert_eq!(response.body(), TEXT);
            assert!(!response.headers().contains_key(CONTENT_ENCODING));
            assert!(!response.headers().contains_key(CONTENT_LENGTH));
        }
        assert_eq!(server.connections(), 1);
        for request in server.requests() {
            assert_eq!(header(&request, "accept-encoding"), Some("gzip, deflate"));
        }
    }
}

/// Whatever the request accepts, the response is decoded.
#[tokio::test]
async fn accept_encoding_of_the_request_is_kept() {
    let server = responding("gzip", gzip(TEXT)).await;
    let mut request = post(&server.url());
    request.headers_mut().insert(ACCEPT_ENCODING, "identity".parse().unwrap());
    let response = exchange(&transport(), request, limits()).await.unwrap();
    assert_eq!(response.body(), TEXT);
    assert_eq!(header(&server.requests()[0], "accept-encoding"), Some("identity"));
}

#[tokio::test]
async fn damaged_truncated_and_unsupported_bodies_fail() {
    let whole = gzip(TEXT);
    let mut damaged = whole.clone();
    let checksum = damaged.len() - 5;
    damaged[checksum] ^= 1;
    let cut = whole[..whole.len() - 1].to_vec();
    for (encoding, body, kind) in [
        ("gzip", damaged, Kind::Protocol),
        ("gzip", TEXT.to_vec(), Kind::Protocol),
        ("gzip", cut, Kind::Closed),
        ("br", whole.clone(), Kind::Protocol),
        ("deflate, gzip", whole, Kind::Protocol),
    ] {
        let server = responding(encoding, body).await;
        let response = exchange(&transport(), post(&server.url()), limits()).await;
        assert_eq!(kind_and_sent(response), (kind, Sent::Maybe), "{encoding}");
    }
}

#[tokio::test]
async fn empty_body_stays_empty() {
    for response in [
        "HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 0\r\n\r\n",
    ] {
        let server = Server::responding(response).await;
        let response = exchange(&transport(), post(&server.url()), limits()).await.unwrap();
        assert!(response.body().is_empty());
    }
}

/// Encoded and decoded bytes.
#[tokio::test]
async fn limit_applies_to_encoded_and_decoded_bytes() {
    let bomb = gzip(&vec![0; 20_000_000]);
    assert!(bomb.len() < 100_000);
    // Empty blocks, none of them the last.
    let nothing = [0, 0, 0, 0xff, 0xff].repeat(100_000);
    for (encoding, body) in [("gzip", bomb), ("deflate", nothing)] {
        let server = responding(encoding, body).await;
        let mut limits = limits();
        limits.body = 100_000;
        let response = exchange(&transport(), post(&server.url()), limits).await;
        assert_eq!(kind_and_sent(response), (Kind::TooLarge, Sent::Maybe), "{encoding}");
    }
}

/// The server continues only after the client has read what it flushed.
#[tokio::test]
async fn stream_is_decoded_as_it_arrives() {
    const EVENTS: [&str; 3] = ["data: 1\n\n", "data: 2\n\n", "data: 3\n\n"];
    let (go_on, gone_on) = mpsc::channel(1);
    let gone_on = std::sync::Mutex::new(Some(gone_on));
    let server = Server::of(move |mut peer| {
        let mut gone_on = gone_on.lock().unwrap().take().unwrap();
        async move {
            peer.request().await.unwrap();
            let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n";
            peer.tcp.write_all(head.as_bytes()).await.unwrap();
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            for event in EVENTS {
                encoder.write_all(event.as_bytes()).unwrap();
                encoder.flush().unwrap();
                let flushed = encoder.get_mut().split_off(0);
                peer.tcp.write_all(&flushed).await.unwrap();
                let () = gone_on.recv().await.unwrap();
            }
            let rest = encoder.finish().unwrap();
            peer.tcp.write_all(&rest).await.unwrap();
        }
    })
    .await;
    let response = transport().send(post(&server.url()), limits()).await.unwrap();
    let mut body = response.into_body();
    for event in EVENTS {
        let mut read = Vec::new();
        while read.len() < event.len() {
            read.extend(body.chunk().await.unwrap().unwrap());
        }
        assert_eq!(read, event.as_bytes());
        go_on.send(()).await.unwrap();
    }
    assert!(body.chunk().await.is_none());
}
