use std::collections::VecDeque;
use std::io::Write;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use flate2::{Compression, GzBuilder};

use tencentcloud_core::{Chunks, Sent, TransportError, TransportErrorKind as Kind};

use super::*;

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

/// A member with every optional field of the header.
fn gzip_with_all_fields(content: &[u8]) -> Vec<u8> {
    let builder = GzBuilder::new().mtime(1).extra(*b"e\0tra").filename("name").comment("comment");
    let mut encoder = builder.write(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    let mut whole = encoder.finish().unwrap();
    // flate2 does not write the checksum of the header.
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
        ("GZIP", gzip_with_all_fields(content)),
        ("deflate", zlib(content)),
        ("deflate", raw(content)),
    ]
}

/// Chunks of a body; `None` is pending once.
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

fn response(encoding: &str, body: impl Into<ResponseBody>) -> Response<ResponseBody> {
    let response = Response::builder().header(CONTENT_ENCODING, encoding);
    response.header(CONTENT_LENGTH, "1").header("x-tc", "1").body(body.into()).unwrap()
}

fn poll_once<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

const ENOUGH: usize = 1_000_000;

fn decoded(encoding: &str, pieces: Pieces) -> Result<Bytes, (Kind, Sent)> {
    let body = decode(response(encoding, ResponseBody::new(pieces)), ENOUGH).into_body();
    poll_once(body.collect(ENOUGH)).unwrap().map_err(|error| (error.kind(), error.sent()))
}

#[test]
fn body_is_decoded_however_it_is_split() {
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
fn headers_of_the_encoding_are_removed() {
    let headers = decode(response("gzip", gzip(TEXT)), ENOUGH).headers().clone();
    assert_eq!(headers.len(), 1);
    assert_eq!(headers["x-tc"], "1");
}

#[test]
fn unencoded_body_is_unchanged() {
    for encoding in ["identity", " Identity", "", ",", ", identity ,"] {
        let response = decode(response(encoding, "as it is"), 1);
        assert_eq!(response.headers()[CONTENT_LENGTH], "1");
        assert_eq!(poll_once(response.into_body().collect(8)).unwrap().unwrap(), "as it is");
    }
    let response = decode(Response::new(ResponseBody::from("as it is")), 1);
    assert_eq!(poll_once(response.into_body().collect(8)).unwrap().unwrap(), "as it is");
}

#[test]
fn unsupported_encoding_fails() {
    for (encoding, named) in [
        ("br", "br"),
        ("gzip, deflate", "more than one"),
        ("gzip, identity", "more than one"),
        ("gzip;q=1", "gzip;q=1"),
        ("\u{e9}", r"\xc3\xa9"),
        ("a-name-that-is-longer-than-any-name-of-an-encoding", "a name of more than 40 bytes"),
    ] {
        let response = decode(response(encoding, gzip(TEXT)), ENOUGH);
        assert_eq!(response.headers()[CONTENT_ENCODING], encoding);
        let error = poll_once(response.into_body().collect(ENOUGH)).unwrap().unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::Protocol, Sent::Maybe));
        let text = error.to_string();
        assert!(text.contains(named) && text.len() < 150, "{text}");
    }
    let mut response = response("gzip", gzip(TEXT));
    response.headers_mut().append(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    let error = poll_once(decode(response, ENOUGH).into_body().collect(ENOUGH)).unwrap();
    assert_eq!(error.unwrap_err().kind(), Kind::Protocol);
}

/// As after HEAD or with status 204.
#[test]
fn empty_body_is_empty_in_any_encoding() {
    for encoding in ["gzip", "deflate", "br"] {
        for pieces in [[].into(), [Some(Bytes::new()), Some(Bytes::new())].into()] {
            assert_eq!(decoded(encoding, Pieces(pieces)), Ok(Bytes::new()), "{encoding}");
        }
    }
}

#[test]
fn body_ends_after_an_error() {
    let mut encoded = gzip(TEXT);
    encoded.push(0);
    let mut body = decode(response("gzip", encoded), ENOUGH).into_body();
    assert_eq!(poll_once(body.chunk()).unwrap().unwrap().unwrap(), TEXT);
    assert!(poll_once(body.chunk()).unwrap().unwrap().is_err());
    assert!(poll_once(body.chunk()).unwrap().is_none());
}

/// Flushed data is decoded before more arrives.
#[test]
fn stream_is_decoded_as_it_arrives() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let mut pieces = VecDeque::new();
    for event in ["data: 1\n\n", "data: 2\n\n"] {
        encoder.write_all(event.as_bytes()).unwrap();
        encoder.flush().unwrap();
        pieces.push_back(Some(encoder.get_mut().split_off(0).into()));
        pieces.push_back(None);
    }
    pieces.push_back(Some(encoder.finish().unwrap().into()));

    let mut body = decode(response("gzip", ResponseBody::new(Pieces(pieces))), ENOUGH).into_body();
    assert_eq!(poll_once(body.chunk()).unwrap().unwrap().unwrap(), "data: 1\n\n");
    assert!(poll_once(body.chunk()).is_none());
    assert_eq!(poll_once(body.chunk()).unwrap().unwrap().unwrap(), "data: 2\n\n");
    assert!(poll_once(body.chunk()).is_none());
    assert!(poll_once(body.chunk()).unwrap().is_none());
}

/// As much as the window holds, and more than one buffer.
#[test]
fn large_flush_is_decoded_before_more_arrives() {
    for size in [32_768, 65_536, 300_000] {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&vec![b'x'; size]).unwrap();
        encoder.flush().unwrap();
        let pieces = Pieces([Some(encoder.get_ref().clone().into()), None].into());
        let mut body = decode(response("gzip", ResponseBody::new(pieces)), ENOUGH).into_body();
        let mut decoded = 0;
        while let Some(chunk) = poll_once(body.chunk()) {
            decoded += chunk.unwrap().unwrap().len();
        }
        assert_eq!(decoded, size);
    }
}

#[test]
fn error_of_the_transport_is_unchanged() {
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
    let body = decode(response("gzip", body), ENOUGH).into_body();
    assert_eq!(poll_once(body.collect(ENOUGH)).unwrap().unwrap_err().kind(), Kind::Timeout);
}

#[test]
fn accept_encoding_of_the_request_is_kept() {
    let mut headers = HeaderMap::new();
    accept(&mut headers);
    assert_eq!(headers[ACCEPT_ENCODING], "gzip, deflate");
    for own in ["identity", ""] {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(own));
        accept(&mut headers);
        assert_eq!(headers.get_all(ACCEPT_ENCODING).iter().collect::<Vec<_>>(), [own]);
    }
}
