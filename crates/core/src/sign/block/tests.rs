//! This folder against plain `sha2` and `hmac`.

use alloc::vec::Vec;

use ::hmac::{KeyInit, Mac};
use proptest::prelude::*;
use sha2::Digest;

use super::hmac::{Hmac, Key, Message};
use super::sha256::{BLOCK, INITIAL, Sha256};
use super::template::Template;
use crate::sign::digits::hex;

fn sha256(message: &[u8]) -> [u8; 32] {
    sha2::Sha256::digest(message).into()
}

fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = ::hmac::Hmac::<sha2::Sha256>::new_from_slice(key).unwrap();
    mac.update(message);
    mac.finalize().into_bytes().into()
}

fn bytes(length: usize) -> Vec<u8> {
    (0..=255).cycle().take(length).collect()
}

/// `prefix` followed by a hash in hexadecimal.
fn with_hash(prefix: &[u8], hash: &[u8; 32]) -> Vec<u8> {
    [prefix, &hex(hash)].concat()
}

/// Covers all edges of blocks, of the padding and of the buffer.
#[test]
fn sha256_agrees_with_sha2_for_every_length() {
    let message = bytes(12 * BLOCK);
    for end in 0..message.len() {
        let message = &message[..end];
        let expected = sha256(message);
        assert_eq!(Sha256::digest(message), expected, "{end}");
        let mut hasher = Sha256::new();
        hasher.update(message);
        assert_eq!(hasher.finish(), expected, "{end}");
    }
}

proptest! {
    #[test]
    fn sha256_agrees_with_sha2_when_fed_in_pieces(
        pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..400), 0..8)
    ) {
        let mut hasher = Sha256::new();
        for piece in &pieces {
            hasher.update(piece);
        }
        prop_assert_eq!(hasher.finish(), sha256(&pieces.concat()));
    }

    #[test]
    fn sha256_agrees_with_sha2_when_fed_in_windows(
        pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..=BLOCK), 0..12)
    ) {
        let mut hasher = Sha256::new();
        for piece in &pieces {
            let mut window = [0; BLOCK];
            window[..piece.len()].copy_from_slice(piece);
            hasher.update_window(&window, piece.len());
        }
        prop_assert_eq!(hasher.finish(), sha256(&pieces.concat()));
    }

    #[test]
    fn sha256_agrees_with_sha2_when_resumed(
        message in prop::collection::vec(any::<u8>(), 0..600), cut in any::<prop::sample::Index>()
    ) {
        let (before, after) = message.split_at(cut.index(message.len() + 1));
        let mut first = Sha256::new();
        first.update(before);
        let (state, absorbed, tail) = first.into_parts();
        let mut second = Sha256::resume(state, absorbed);
        second.update(&tail);
        second.update(after);
        prop_assert_eq!(second.finish(), sha256(&message));
    }

    #[test]
    fn hmac_agrees_with_the_hmac_crate(
        key in prop::collection::vec(any::<u8>(), 0..150),
        cut in any::<prop::sample::Index>(),
        message in prop::collection::vec(any::<u8>(), 0..150),
    ) {
        let (first, second) = key.split_at(cut.index(key.len() + 1));
        let hmac = Hmac::new(&Key::of_pieces(first, second));
        let expected = hmac_sha256(&key, &message);
        prop_assert_eq!(hmac.code_of(|hash| hash.update(&message)), expected);
        prop_assert_eq!(hmac.code(&Message::new(&message)), expected);
    }

    #[test]
    fn hmac_agrees_with_the_hmac_crate_when_the_key_is_a_hash(key: [u8; 32], message: [u8; 40]) {
        let code = Hmac::new(&Key::new(&key)).code(&Message::new(&message));
        prop_assert_eq!(code, hmac_sha256(&key, &message));
    }
}

#[test]
fn message_is_one_block_up_to_55_bytes() {
    let is_block = |length| matches!(Message::new(&[1; 100][..length]), Message::Block(_));
    assert!(is_block(0) && is_block(55));
    assert!(!is_block(56) && !is_block(100));
}

#[test]
fn template_agrees_with_sha2_for_every_length() {
    for length in 0..=MAX_PREFIX {
        let mut prefix = bytes(length);
        let template = Template::new(0, [&prefix[..]]).unwrap();
        let hash = sha256(&prefix);
        let expected = sha256(&with_hash(&prefix, &hash));
        assert_eq!(template.hash(INITIAL, &hash, |_| ()), expected, "{length}");
        if length > 0 {
            prefix[0] = b'!';
            let patched = template.hash(INITIAL, &hash, |message| message[0] = b'!');
            assert_eq!(patched, sha256(&with_hash(&prefix, &hash)), "{length}");
        }
    }
}

#[test]
fn template_agrees_with_sha2_after_whole_blocks() {
    for length in 0..400 {
        let message = bytes(length);
        let mut hasher = Sha256::new();
        hasher.update(&message);
        let (state, template) = Template::of_rest(hasher);
        let expected = sha256(&with_hash(&message, &[7; 32]));
        assert_eq!(template.hash(state, &[7; 32], |_| ()), expected, "{length}");
    }
}

#[test]
fn template_is_none_when_the_message_is_too_long() {
    assert!(Template::new(0, [&[0; MAX_PREFIX + 1][..]]).is_none());
    assert!(Template::new(0, [&[0; 1000][..]]).is_none());
}

/// Three blocks without the hash and the shortest padding.
const MAX_PREFIX: usize = 3 * BLOCK - 64 - 9;
