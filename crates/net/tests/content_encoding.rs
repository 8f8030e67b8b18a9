//! Properties of decoding, over content, encoders and the split into chunks.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

use std::collections::VecDeque;
use std::io::Write;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use http::Response;
use proptest::prelude::*;
use tencentcloud_core::{Chunks, ResponseBody, Sent, TransportError, TransportErrorKind};
use tencentcloud_net::content_encoding;

const ENOUGH: usize = 10_000_000;

#[derive(Debug, Clone, Copy)]
enum Form {
    Gzip,
    Zlib,
    Raw,
}

impl Form {
    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zlib | Self::Raw => "deflate",
        }
    }

    /// One stream of these parts, flushed after each.
    fn encode(self, parts: &[Vec<u8>], level: u32) -> Vec<u8> {
        fn write(mut to: impl Write, parts: &[Vec<u8>]) {
            for part in parts {
                to.write_all(part).unwrap();
                to.flush().unwrap();
            }
        }
        let level = Compression::new(level);
        match self {
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), level);
                write(&mut encoder, parts);
                encoder.finish().unwrap()
            }
            Self::Zlib => {
                let mut encoder = ZlibEncoder::new(Vec::new(), level);
                write(&mut encoder, parts);
                encoder.finish().unwrap()
            }
            Self::Raw => {
                let mut encoder = DeflateEncoder::new(Vec::new(), level);
                write(&mut encoder, parts);
                encoder.finish().unwrap()
            }
        }
    }
}

fn form() -> impl Strategy<Value = Form> {
    prop_oneof![Just(Form::Gzip), Just(Form::Zlib), Just(Form::Raw)]
}

/// Noise, which compresses badly, and repetition, which compresses well.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let noise = prop::collection::vec(any::<u8>(), 0..2_000);
    let repetition = (prop::collection::vec(any::<u8>(), 1..50), 0..2_000_usize);
    prop_oneof![noise, repetition.prop_map(|(what, times)| what.repeat(times))]
}

fn parts() -> impl Strategy<Value = Vec<Vec<u8>>> {
    prop::collection::vec(part(), 0..4)
}

/// Lengths of chunks, used in turn.
fn sizes() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(prop_oneof![1..4_usize, 1..20_000_usize], 1..8)
}

struct Pieces(VecDeque<Bytes>);

impl Pieces {
    fn of(mut body: &[u8], sizes: &[usize]) -> Self {
        let mut pieces = VecDeque::new();
        for size in sizes.iter().cycle() {
            let (piece, rest) = body.split_at(body.len().min(*size));
            if piece.is_empty() {
                break;
            }
            pieces.push_back(Bytes::copy_from_slice(piece));
            body = rest;
        }
        Self(pieces)
    }
}

impl Chunks for Pieces {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        Poll::Ready(self.0.pop_front().map(Ok))
    }
}

fn decode(encoding: &str, pieces: Pieces) -> Result<Bytes, TransportError> {
    let response = Response::builder().header("content-encoding", encoding);
    let response = response.body(ResponseBody::new(pieces)).unwrap();
    let body = content_encoding::decode(response, ENOUGH).into_body();
    let collecting = pin!(body.collect(ENOUGH));
    match collecting.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(body) => body,
        Poll::Pending => unreachable!("every piece is there"),
    }
}

proptest! {
    #[test]
    fn encoded_content_is_decoded(
        form in form(),
        parts in parts(),
        level in 0..10_u32,
        sizes in sizes(),
    ) {
        let encoded = form.encode(&parts, level);
        let decoded = decode(form.name(), Pieces::of(&encoded, &sizes)).unwrap();
        prop_assert!(decoded == parts.concat());
    }

    #[test]
    fn gzip_members_are_one_body(parts in parts(), level in 0..10_u32, sizes in sizes()) {
        let members = parts.chunks(1).map(|part| Form::Gzip.encode(part, level));
        let encoded = members.collect::<Vec<_>>().concat();
        let decoded = decode("gzip", Pieces::of(&encoded, &sizes)).unwrap();
        prop_assert!(decoded == parts.concat());
    }

    #[test]
    fn truncated_body_is_closed(
        form in form(),
        parts in parts(),
        level in 0..10_u32,
        sizes in sizes(),
        kept in any::<prop::sample::Index>(),
    ) {
        let encoded = form.encode(&parts, level);
        let kept = kept.index(encoded.len()).max(1);
        let error = decode(form.name(), Pieces::of(&encoded[..kept], &sizes)).unwrap_err();
        prop_assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Closed, Sent::Maybe));
    }

    #[test]
    fn result_does_not_depend_on_the_split(
        start in prop_oneof![
            Just(&b""[..]),
            Just(&b"\x1f\x8b\x08"[..]),
            Just(&b"\x1f\x8b\x08\x02"[..]),
            Just(&b"\x78\x9c"[..]),
        ],
        rest in prop::collection::vec(any::<u8>(), 0..200),
        sizes in sizes(),
    ) {
        let body = [start, &rest].concat();
        for encoding in ["gzip", "deflate"] {
            let whole = decode(encoding, Pieces::of(&body, &[usize::MAX]));
            let pieces = decode(encoding, Pieces::of(&body, &sizes));
            let verdict = |result: Result<Bytes, TransportError>| result.map_err(|e| e.kind());
            prop_assert_eq!(verdict(whole), verdict(pieces));
        }
    }
}
