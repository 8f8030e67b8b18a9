//! Bodies that are damaged, truncated or made to exhaust memory.

use super::*;

/// The most that one chunk may decode to.
const STEP: usize = 96 * 1024;

#[test]
fn body_truncated_anywhere_is_closed() {
    for (encoding, encoded) in all_encodings(TEXT) {
        // The body is complete without its last members.
        let member = gzip(b"").len();
        let whole =
            |kept: usize| encoding == "x-gzip" && (encoded.len() - kept).is_multiple_of(member);
        for kept in (1..encoded.len()).filter(|kept| !whole(*kept)) {
            for size in [1, usize::MAX] {
                let found = decoded(encoding, Pieces::of(&encoded[..kept], size));
                assert_eq!(found, Err((Kind::Closed, Sent::Maybe)), "{encoding} at {kept}");
            }
        }
    }
}

#[test]
fn flipped_bit_is_an_error_or_changes_nothing() {
    for (encoding, encoded) in all_encodings(TEXT) {
        for bit in 0..encoded.len() * 8 {
            let mut damaged = encoded.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            match decoded(encoding, Pieces::of(&damaged, usize::MAX)) {
                // Times, names and padding are not content.
                Ok(found) if found == TEXT => {}
                // Raw deflate has no checksum.
                Ok(_) => assert_eq!(encoded, raw(TEXT), "{encoding}, bit {bit}"),
                Err((kind, sent)) => {
                    assert!(matches!(kind, Kind::Protocol | Kind::Closed), "{kind:?}");
                    assert_eq!(sent, Sent::Maybe);
                }
            }
        }
    }
}

#[test]
fn data_after_the_end_is_an_error() {
    for (encoding, encoded) in all_encodings(TEXT) {
        for more in [&b"\0"[..], b"more", b"\r\n"] {
            let encoded = [&encoded, more].concat();
            for size in [1, usize::MAX] {
                let found = decoded(encoding, Pieces::of(&encoded, size));
                assert_eq!(found, Err((Kind::Protocol, Sent::Maybe)), "{encoding} {more:?}");
            }
            // In one chunk with the last byte, which decodes to nothing.
            let (begun, last) = encoded.split_at(encoded.len() - more.len() - 1);
            let pieces = [begun, last].map(|piece| Some(Bytes::copy_from_slice(piece)));
            let found = decoded(encoding, Pieces(pieces.into()));
            assert_eq!(found, Err((Kind::Protocol, Sent::Maybe)), "{encoding} {more:?}");
        }
    }
}

#[test]
fn bomb_is_decoded_in_small_steps() {
    let content = vec![0; 10_000_000];
    for (encoding, encoded) in all_encodings(&content) {
        assert!(encoded.len() < 20_000);
        let mut body = decode(response(encoding, encoded.clone()), ENOUGH).into_body();
        let mut total = 0;
        while let Some(chunk) = poll_once(body.chunk()).unwrap() {
            let length = chunk.unwrap().len();
            assert!(length <= STEP, "{length}");
            total += length;
        }
        assert_eq!(total, content.len());

        let body = decode(response(encoding, encoded), ENOUGH).into_body();
        let error = poll_once(body.collect(ENOUGH)).unwrap().unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::TooLarge, Sent::Maybe));
    }
}

/// Endless and without content: only the encoded bytes can be limited.
#[test]
fn endless_body_without_content_is_too_large() {
    struct Endless(&'static [u8], &'static [u8]);
    impl Chunks for Endless {
        fn poll_chunk(
            mut self: Pin<&mut Self>,
            _cx: &mut Context<'_>,
        ) -> Poll<Option<Result<Bytes, TransportError>>> {
            let next = self.1;
            Poll::Ready(Some(Ok(Bytes::from_static(std::mem::replace(&mut self.0, next)))))
        }
    }
    const HEAD: &[u8] = &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0];
    const NAMED: &[u8] = &[0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0];
    const LIMIT: usize = 10_000;
    // A stored block of no bytes, not the last one.
    const EMPTY: &[u8] = &[0, 0, 0, 0xff, 0xff];
    const MEMBER: &[u8] = &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (encoding, first, then) in [
        ("gzip", HEAD, EMPTY),
        ("gzip", MEMBER, MEMBER),
        ("gzip", NAMED, b"name"),
        ("deflate", EMPTY, EMPTY),
    ] {
        let body = ResponseBody::new(Endless(first, then));
        let mut body = decode(response(encoding, body), LIMIT).into_body();
        let error = poll_once(body.chunk()).unwrap().unwrap().unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::TooLarge, Sent::Maybe));
    }
}

#[test]
fn body_of_exactly_the_limit_is_allowed() {
    let encoded = gzip(TEXT);
    for (limit, is_enough) in [(encoded.len(), true), (encoded.len() - 1, false)] {
        let body = decode(response("gzip", encoded.clone()), limit).into_body();
        assert_eq!(poll_once(body.collect(TEXT.len())).unwrap().is_ok(), is_enough);
    }
}

/// A block of the reserved type; no second byte is needed.
#[test]
fn invalid_first_byte_is_refused() {
    assert_eq!(decoded("deflate", Pieces::of(&[7], 1)), Err((Kind::Protocol, Sent::Maybe)));
}

#[test]
fn unknown_gzip_header_is_refused() {
    for (place, value) in [(0, 0), (1, 0), (2, 7), (3, 0x20), (3, 0x80)] {
        let mut encoded = gzip(TEXT);
        encoded[place] = value;
        let found = decoded("gzip", Pieces::of(&encoded, 1));
        assert_eq!(found, Err((Kind::Protocol, Sent::Maybe)), "{place}");
    }
}
