//! Bodies that are damaged, cut or made to do harm.

use alloc::vec;

use super::super::body::STEP;
use super::*;

#[test]
fn a_body_cut_anywhere_is_not_whole() {
    for (encoding, encoded) in all_encodings(TEXT) {
        // Two of the members may go: what stays is whole without them.
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
fn a_bit_flipped_anywhere_is_noticed_or_harmless() {
    for (encoding, encoded) in all_encodings(TEXT) {
        for bit in 0..encoded.len() * 8 {
            let mut damaged = encoded.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            match decoded(encoding, Pieces::of(&damaged, usize::MAX)) {
                // Times, names and padding say nothing about the content.
                Ok(found) if found == TEXT => {}
                // Without zlib's head there is no checksum.
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
fn what_follows_the_end_is_an_error() {
    for (encoding, encoded) in all_encodings(TEXT) {
        for more in [&b"\0"[..], b"more", b"\r\n"] {
            let encoded = [&encoded, more].concat();
            for size in [1, usize::MAX] {
                let found = decoded(encoding, Pieces::of(&encoded, size));
                assert_eq!(found, Err((Kind::Protocol, Sent::Maybe)), "{encoding} {more:?}");
            }
            // With the last byte, which decodes to nothing.
            let (begun, last) = encoded.split_at(encoded.len() - more.len() - 1);
            let pieces = [begun, last].map(|piece| Some(Bytes::copy_from_slice(piece)));
            let found = decoded(encoding, Pieces(pieces.into()));
            assert_eq!(found, Err((Kind::Protocol, Sent::Maybe)), "{encoding} {more:?}");
        }
    }
}

#[test]
fn a_bomb_goes_off_in_small_steps() {
    let content = vec![0; 10_000_000];
    for (encoding, encoded) in all_encodings(&content) {
        assert!(encoded.len() < 20_000);
        let mut body = decode(answer(encoding, encoded.clone()), ENOUGH).into_body();
        let mut total = 0;
        while let Some(chunk) = poll_once(body.chunk()).unwrap() {
            let length = chunk.unwrap().len();
            assert!(length <= STEP, "{length}");
            total += length;
        }
        assert_eq!(total, content.len());

        let body = decode(answer(encoding, encoded), ENOUGH).into_body();
        let error = poll_once(body.collect(ENOUGH)).unwrap().unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::TooLarge, Sent::Maybe));
    }
}

/// Without an end, and with nothing in it: only what comes can be counted.
#[test]
fn a_body_that_decodes_to_nothing_is_too_large_all_the_same() {
    struct Endless(&'static [u8], &'static [u8]);
    impl Chunks for Endless {
        fn poll_chunk(
            mut self: Pin<&mut Self>,
            _cx: &mut Context<'_>,
        ) -> Poll<Option<Result<Bytes, TransportError>>> {
            let next = self.1;
            Poll::Ready(Some(Ok(Bytes::from_static(core::mem::replace(&mut self.0, next)))))
        }
    }
    const HEAD: &[u8] = &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0];
    const NAMED: &[u8] = &[0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0];
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
        let mut body = decode(answer(encoding, body), 100_000).into_body();
        let error = poll_once(body.chunk()).unwrap().unwrap().unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::TooLarge, Sent::Maybe));
    }
}

#[test]
fn the_limit_itself_is_allowed() {
    let encoded = gzip(TEXT);
    for (limit, is_enough) in [(encoded.len(), true), (encoded.len() - 1, false)] {
        let body = decode(answer("gzip", encoded.clone()), limit).into_body();
        assert_eq!(poll_once(body.collect(TEXT.len())).unwrap().is_ok(), is_enough);
    }
}

/// A block of a kind that there is not; a second byte would not help.
#[test]
fn a_first_byte_that_no_stream_has_is_refused_at_once() {
    assert_eq!(decoded("deflate", Pieces::of(&[7], 1)), Err((Kind::Protocol, Sent::Maybe)));
}

#[test]
fn gzip_of_an_unknown_kind_is_refused() {
    for (place, value) in [(0, 0), (1, 0), (2, 7), (3, 0x20), (3, 0x80)] {
        let mut encoded = gzip(TEXT);
        encoded[place] = value;
        let found = decoded("gzip", Pieces::of(&encoded, 1));
        assert_eq!(found, Err((Kind::Protocol, Sent::Maybe)), "{place}");
    }
}
