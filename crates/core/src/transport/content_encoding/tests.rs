extern crate std;

use alloc::collections::VecDeque;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::pin::{Pin, pin};
use core::task::{Context, Poll, Waker};
use std::io::Write;

use bytes::Bytes;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use flate2::{Compression, GzBuilder};

use super::*;
use crate::transport::{Chunks, Sent, TransportError, TransportErrorKind as Kind};

mod hostile;

const TEXT: &[u8] = br#"{"Response":{"RequestId":"r-1","ImageSet":["img-1","img-1","img-1"]}}"#;

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn zlib(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn raw(content: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// A head with everything in it that a head can have.
fn gzip_with_a_long_head(content: &[u8]) -> Vec<u8> {
    let builder = GzBuilder::new().mtime(1).extra(*b"e\0tra").filename("name").comment("comment");
    let mut encoder = builder.write(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    let mut whole = encoder.finish().unwrap();
    // Its own checksum is the one thing that the library does not write.
    let head = 10 + 2 + 5 + 5 + 8;
    whole[3] |= 2;
    let mut crc = flate2::Crc::new();
    crc.update(&whole[..head]);
    whole.splice(head..head, crc.sum().to_le_bytes()[..2].iter().copied());
    whole
}

fn all_encodings(content: &[u8]) -> [(&'static str, Vec<u8>); 5] {
    [
        ("gzip", gzip(content)),
        ("x-gzip", [gzip(content), gzip(b""), gzip(b"")].concat()),
        ("GZIP", gzip_with_a_long_head(content)),
        ("deflate", zlib(content)),
        ("deflate", raw(content)),
    ]
}

/// Pieces as they come; where there is none, it is awaited.
struct Pieces(VecDeque<Option<Bytes>>);

impl Pieces {
    fn of(body: &[u8], size: usize) -> Self {
        Self(body.chunks(size).map(|piece| Some(Bytes::copy_from_slice(piece))).collect())
    }
}

impl Chunks for Pieces {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match self.0.pop_front() {
            Some(None) => Poll::Pending,
            Some(Some(piece)) => Poll::Ready(Some(Ok(piece))),
            None => Poll::Ready(None),
        }
    }
}

fn answer(encoding: &str, body: impl Into<ResponseBody>) -> Response<ResponseBody> {
    let answer = Response::builder().header(CONTENT_ENCODING, encoding);
    answer.header(CONTENT_LENGTH, "1").header("x-tc", "1").body(body.into()).unwrap()
}

fn poll_once<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

const ENOUGH: usize = 1_000_000;

fn decoded(encoding: &str, pieces: Pieces) -> Result<Bytes, (Kind, Sent)> {
    let body = decode(answer(encoding, ResponseBody::new(pieces)), ENOUGH).into_body();
    poll_once(body.collect(ENOUGH)).unwrap().map_err(|error| (error.kind(), error.sent()))
}

#[test]
fn what_was_encoded_comes_out_whatever_the_pieces() {
    for content in [b"".to_vec(), b"{".to_vec(), TEXT.to_vec(), TEXT.repeat(3_000)] {
        for (encoding, encoded) in all_encodings(&content) {
            for size in [1, 2, 3, 7, 1000, usize::MAX] {
                let found = decoded(encoding, Pieces::of(&encoded, size));
                assert!(found == Ok(content.clone().into()), "{encoding} in {size}");
            }
        }
    }
}

#[test]
fn the_headers_no_longer_speak_of_it() {
    let headers = decode(answer("gzip", gzip(TEXT)), ENOUGH).headers().clone();
    assert_eq!(headers.len(), 1);
    assert_eq!(headers["x-tc"], "1");
}

#[test]
fn what_is_not_encoded_passes() {
    for encoding in ["identity", " Identity", "", ",", ", identity ,"] {
        let answer = decode(answer(encoding, "as it is"), 1);
        assert_eq!(answer.headers()[CONTENT_LENGTH], "1");
        assert_eq!(poll_once(answer.into_body().collect(8)).unwrap().unwrap(), "as it is");
    }
    let answer = decode(Response::new(ResponseBody::from("as it is")), 1);
    assert_eq!(poll_once(answer.into_body().collect(8)).unwrap().unwrap(), "as it is");
}

#[test]
fn another_encoding_is_an_error_and_not_a_body() {
    for (encoding, named) in [
        ("br", "br"),
        ("gzip, deflate", "several"),
        ("gzip, identity", "several"),
        ("gzip;q=1", "gzip;q=1"),
        ("\u{e9}", r"\xc3\xa9"),
        ("a-name-that-is-longer-than-any-name-of-an-encoding", "a-name-that-is-longer-than-any"),
    ] {
        let answer = decode(answer(encoding, gzip(TEXT)), ENOUGH);
        assert_eq!(answer.headers()[CONTENT_ENCODING], encoding);
        let error = poll_once(answer.into_body().collect(ENOUGH)).unwrap().unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::Protocol, Sent::Maybe));
        let text = error.to_string();
        assert!(text.contains(named) && text.len() < 150, "{text}");
    }
    let mut answer = answer("gzip", gzip(TEXT));
    answer.headers_mut().append(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    let error = poll_once(decode(answer, ENOUGH).into_body().collect(ENOUGH)).unwrap();
    assert_eq!(error.unwrap_err().kind(), Kind::Protocol);
}

/// As after HEAD, or with status 204.
#[test]
fn no_body_is_no_body_in_any_encoding() {
    for encoding in ["gzip", "deflate", "br"] {
        for pieces in [[].into(), [Some(Bytes::new()), Some(Bytes::new())].into()] {
            assert_eq!(decoded(encoding, Pieces(pieces)), Ok(Bytes::new()), "{encoding}");
        }
    }
}

#[test]
fn after_an_error_nothing_comes() {
    let mut encoded = gzip(TEXT);
    encoded.push(0);
    let mut body = decode(answer("gzip", encoded), ENOUGH).into_body();
    assert_eq!(poll_once(body.chunk()).unwrap().unwrap().unwrap(), TEXT);
    assert!(poll_once(body.chunk()).unwrap().unwrap().is_err());
    assert!(poll_once(body.chunk()).unwrap().is_none());
}

/// What the server flushed is there before more comes.
#[test]
fn a_stream_is_decoded_as_it_comes() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let mut pieces = VecDeque::new();
    for event in ["data: 1\n\n", "data: 2\n\n"] {
        encoder.write_all(event.as_bytes()).unwrap();
        encoder.flush().unwrap();
        pieces.push_back(Some(encoder.get_mut().split_off(0).into()));
        pieces.push_back(None);
    }
    pieces.push_back(Some(encoder.finish().unwrap().into()));

    let mut body = decode(answer("gzip", ResponseBody::new(Pieces(pieces))), ENOUGH).into_body();
    assert_eq!(poll_once(body.chunk()).unwrap().unwrap().unwrap(), "data: 1\n\n");
    assert!(poll_once(body.chunk()).is_none());
    assert_eq!(poll_once(body.chunk()).unwrap().unwrap().unwrap(), "data: 2\n\n");
    assert!(poll_once(body.chunk()).is_none());
    assert!(poll_once(body.chunk()).unwrap().is_none());
}

#[test]
fn an_error_of_the_transport_stays_what_it_is() {
    struct Broken(Option<Bytes>);
    impl Chunks for Broken {
        fn poll_chunk(
            mut self: Pin<&mut Self>,
            _cx: &mut Context<'_>,
        ) -> Poll<Option<Result<Bytes, TransportError>>> {
            let timeout = || TransportError::new(Kind::Timeout, Sent::Maybe);
            Poll::Ready(Some(self.0.take().ok_or_else(timeout)))
        }
    }
    let body = ResponseBody::new(Broken(Some(gzip(TEXT).into())));
    let body = decode(answer("gzip", body), ENOUGH).into_body();
    assert_eq!(poll_once(body.collect(ENOUGH)).unwrap().unwrap_err().kind(), Kind::Timeout);
}

#[test]
fn a_request_that_says_what_it_accepts_is_left_alone() {
    let mut headers = HeaderMap::new();
    accept(&mut headers);
    assert_eq!(headers[ACCEPT_ENCODING], "gzip, deflate");
    for own in ["identity", ""] {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(own));
        accept(&mut headers);
        assert_eq!(headers.get_all(ACCEPT_ENCODING).iter().collect::<Vec<_>>(), [own]);
    }
}
