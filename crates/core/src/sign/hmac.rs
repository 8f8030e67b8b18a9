//! HMAC-SHA256 whose key is absorbed once.

use zeroize::{Zeroize, zeroize_bytes};

use super::sha256::{BLOCK, INITIAL, Sha256, State, bytes, compress, fill, pad};

/// The states after the inner and the outer pad, which are all that is left of
/// the key. Wiped when dropped.
#[derive(Clone)]
pub(super) struct Hmac {
    inner: State,
    outer: State,
}

/// How the outer message ends: it is a pad and a hash, always of 96 bytes. As
/// a constant it is copied like the hash, and the block function reads what was
/// written as it was written.
const OUTER_PADDING: [u8; 32] = {
    let mut padding = [0; 32];
    padding[0] = 0x80;
    padding[30] = 3; // 96 * 8 = 0x300 bits
    padding
};

impl Hmac {
    #[inline]
    pub(super) fn new(key: &Key) -> Self {
        let (inner, outer) = (key.xor(0x36), key.xor(0x5c));
        Self { inner: compress(INITIAL, &inner.0), outer: compress(INITIAL, &outer.0) }
    }

    /// The message authentication code.
    #[inline]
    pub(super) fn code(&self, message: &Message<'_>) -> [u8; 32] {
        match message {
            Message::Block(block) => self.code_from(|inner| bytes(compress(inner, block))),
            Message::Long(text) => self.code_of(|hash| hash.update(text)),
        }
    }

    /// The message authentication code of what `write` puts in.
    #[inline]
    pub(super) fn code_of(&self, write: impl FnOnce(&mut Sha256)) -> [u8; 32] {
        self.code_from(|inner| {
            let mut hash = Sha256::resume(inner, BLOCK);
            write(&mut hash);
            hash.finish()
        })
    }

    /// The message authentication code, where the caller hashes the message
    /// from the state after the inner pad on.
    #[inline]
    pub(super) fn code_from(&self, hash: impl FnOnce(State) -> [u8; 32]) -> [u8; 32] {
        let hash = hash(self.inner);
        let mut block = [0; BLOCK];
        let (text, padding) = block.split_at_mut(BLOCK / 2);
        text.copy_from_slice(&hash);
        padding.copy_from_slice(&OUTER_PADDING);
        bytes(compress(self.outer, &block))
    }
}

impl Drop for Hmac {
    fn drop(&mut self) {
        self.inner.zeroize();
        self.outer.zeroize();
    }
}

/// A key, filled up to a block. Wiped when dropped. Aligned, since a block that
/// lies in two lines of the cache is read more slowly.
#[repr(align(64))]
pub(super) struct Key([u8; BLOCK]);

impl Key {
    /// From one hash, as every key of a chain is but the first.
    #[inline]
    pub(super) fn new(hash: &[u8; 32]) -> Self {
        let mut block = [0; BLOCK];
        fill(&mut block, hash);
        Self(block)
    }

    /// From two pieces, of any length, as the first is.
    #[inline]
    pub(super) fn of_pieces(first: &[u8], second: &[u8]) -> Self {
        let mut block = [0; BLOCK];
        if first.len() + second.len() <= BLOCK {
            fill(&mut block, first);
            fill(block.get_mut(first.len()..).unwrap_or_default(), second);
            return Self(block);
        }
        let mut hash = Sha256::new();
        hash.update(first);
        hash.update(second);
        Self::new(&hash.finish())
    }

    #[inline]
    fn xor(&self, pad: u8) -> Self {
        let mut block = self.0;
        for byte in &mut block {
            *byte ^= pad;
        }
        Self(block)
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        zeroize_bytes(&mut self.0);
    }
}

/// A message that is ready to be hashed behind the pad.
pub(super) enum Message<'a> {
    /// One block, its padding included: nothing is left to do but to compress.
    Block([u8; BLOCK]),
    /// More than 55 bytes.
    Long(&'a [u8]),
}

impl<'a> Message<'a> {
    #[inline]
    pub(super) fn new(text: &'a [u8]) -> Self {
        let mut block = [0; BLOCK];
        fill(&mut block, text);
        match pad(&mut block, text.len(), BLOCK + text.len()) {
            1 => Self::Block(block),
            _ => Self::Long(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use hmac::{KeyInit, Mac};
    use proptest::prelude::*;

    use super::*;

    fn expected(key: &[u8], message: &[u8]) -> [u8; 32] {
        let mut theirs = hmac::Hmac::<sha2::Sha256>::new_from_slice(key).unwrap();
        theirs.update(message);
        theirs.finalize().into_bytes().into()
    }

    #[test]
    fn a_short_message_is_one_block() {
        let is_block = |length| matches!(Message::new(&[1; 100][..length]), Message::Block(_));
        assert!(is_block(0) && is_block(55));
        assert!(!is_block(56) && !is_block(100));
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_library(
            key in prop::collection::vec(any::<u8>(), 0..150),
            cut in any::<prop::sample::Index>(),
            message in prop::collection::vec(any::<u8>(), 0..150),
        ) {
            let (first, second) = key.split_at(cut.index(key.len() + 1));
            let ours = Hmac::new(&Key::of_pieces(first, second));
            let expected = expected(&key, &message);
            prop_assert_eq!(ours.code_of(|hash| hash.update(&message)), expected);
            prop_assert_eq!(ours.code(&Message::new(&message)), expected);
        }

        #[test]
        fn so_does_a_key_of_a_hash(key: [u8; 32], message: [u8; 40]) {
            prop_assert_eq!(Hmac::new(&Key::new(&key)).code(&Message::new(&message)), expected(&key, &message));
        }
    }
}
