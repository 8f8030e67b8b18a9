//! Any bytes as a compressed body, in any chunks: they decode to what flate2's
//! readers return, or to an error where those fail, and in steps below 96 KiB.
#![no_main]

use std::collections::VecDeque;
use std::io::{BufRead, Read};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use http::Response;
use libfuzzer_sys::fuzz_target;
use tencentcloud_core::{Chunks, ResponseBody, Sent, TransportError, TransportErrorKind as Kind};
use tencentcloud_net::content_encoding;

/// Bytes of a decoded body.
const LIMIT: usize = 1 << 17;
/// Bytes of one decoded chunk.
const STEP: usize = 96 * 1024;

fuzz_target!(|body: &[u8]| {
    for encoding in ["gzip", "deflate"] {
        check(encoding, body);
    }
    // The fuzzer does not find checksums, so they are computed here.
    if let Some(content) = ended(DeflateDecoder::new(body), DeflateDecoder::into_inner) {
        let gzip = gzip(body, &content);
        check("gzip", &gzip);
        let decoded = decode("gzip", &gzip, &[1]);
        assert!(decoded == Ok(content.into()) || decoded == Err(Kind::TooLarge), "{decoded:?}");
    }
});

fn check(encoding: &str, body: &[u8]) {
    let whole = decode(encoding, body, &[body.len()]);
    let pieces: Vec<usize> = body.iter().map(|&byte| usize::from(byte)).collect();
    for pieces in [&[1], &pieces[..]] {
        let decoded = decode(encoding, body, pieces);
        // With an error ahead, it depends on the chunks which comes first.
        if whole != Err(Kind::TooLarge) && decoded != Err(Kind::TooLarge) {
            assert_eq!(whole, decoded, "{encoding} in {pieces:?}");
        }
    }
    let content = match (encoding, body) {
        ("gzip", _) => ended(MultiGzDecoder::new(body), MultiGzDecoder::into_inner),
        (_, [first, second, ..]) if is_zlib(*first, *second) => {
            ended(ZlibDecoder::new(body), ZlibDecoder::into_inner)
        }
        _ => ended(DeflateDecoder::new(body), DeflateDecoder::into_inner),
    };
    match whole {
        _ if body.is_empty() => assert_eq!(whole, Ok(Bytes::new())),
        Ok(decoded) => assert_eq!(Some(&*decoded), content.as_deref(), "{encoding}"),
        Err(Kind::TooLarge) => {}
        Err(kind) => {
            assert!(matches!(kind, Kind::Closed | Kind::Protocol), "{kind:?}");
            assert_eq!(content, None, "{encoding}: {kind:?}");
        }
    }
}

/// RFC 1950: method 8, a window of at most 32 KiB, a check in the second byte.
fn is_zlib(first: u8, second: u8) -> bool {
    first & 0x8f == 8 && (u16::from(first) << 8 | u16::from(second)) % 31 == 0
}

/// The content by a reader of flate2, if it ends without an error, with the body
/// and below the limit.
fn ended<'a, R: Read>(mut reader: R, rest: fn(R) -> &'a [u8]) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    reader.by_ref().take(LIMIT as u64 + 1).read_to_end(&mut content).ok()?;
    let mut rest = rest(reader);
    let is_end = content.len() <= LIMIT && rest.fill_buf().is_ok_and(<[u8]>::is_empty);
    is_end.then_some(content)
}

/// A gzip member of this deflate stream.
fn gzip(stream: &[u8], content: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(content);
    let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    [&head, stream, &crc.sum().to_le_bytes(), &crc.amount().to_le_bytes()].concat()
}

/// The content of a body in chunks of these sizes, used in turn.
fn decode(encoding: &str, body: &[u8], sizes: &[usize]) -> Result<Bytes, Kind> {
    let mut rest = Bytes::copy_from_slice(body);
    let mut pieces = VecDeque::new();
    for &size in sizes.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        pieces.push_back(rest.split_to(size.clamp(1, rest.len())));
    }
    let response = Response::builder().header("content-encoding", encoding);
    let response = response.body(ResponseBody::new(Pieces(pieces))).expect("a header is a header");
    let mut decoded = content_encoding::decode(response, usize::MAX).into_body();

    let mut content = Vec::new();
    while let Some(chunk) = ready(decoded.chunk()) {
        let chunk = chunk.map_err(|error| {
            assert_eq!(error.sent(), Sent::Maybe);
            error.kind()
        })?;
        assert!((1..=STEP).contains(&chunk.len()), "{}", chunk.len());
        content.extend(chunk);
        if content.len() > LIMIT {
            return Err(Kind::TooLarge);
        }
    }
    Ok(content.into())
}

fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("every piece is available"),
    }
}

struct Pieces(VecDeque<Bytes>);

impl Chunks for Pieces {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        Poll::Ready(self.0.pop_front().map(Ok))
    }
}
