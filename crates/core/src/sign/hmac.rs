//! HMAC-SHA256 whose key is absorbed once.

use zeroize::{Zeroize, zeroize_bytes};

use super::sha256::{BLOCK, INITIAL, Sha256, State, bytes, compress, end, fill};

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
    /// With a key of half a block, as every key is but the first of a chain.
    #[inline]
    pub(super) fn new(key: &[u8; 32]) -> Self {
        let mut block = [0; BLOCK];
        fill(&mut block, key);
        Self::absorb(block)
    }

    /// With a key of any length in two pieces, as the first of a chain is.
    #[inline]
    pub(super) fn with_pieces(first: &[u8], second: &[u8]) -> Self {
        let mut block = [0; BLOCK];
        if first.len() + second.len() <= BLOCK {
            fill(&mut block, first);
            fill(block.get_mut(first.len()..).unwrap_or_default(), second);
        } else {
            let mut hash = Sha256::new();
            hash.update(first);
            hash.update(second);
            fill(&mut block, &hash.finish());
        }
        Self::absorb(block)
    }

    #[inline]
    fn absorb(mut key: [u8; BLOCK]) -> Self {
        let mut inner_block = key.map(|byte| byte ^ 0x36);
        let mut outer_block = key.map(|byte| byte ^ 0x5c);
        let inner = compress(INITIAL, &inner_block);
        let outer = compress(INITIAL, &outer_block);
        for block in [&mut key, &mut inner_block, &mut outer_block] {
            zeroize_bytes(block);
        }
        Self { inner, outer }
    }

    /// The message authentication code of a message of less than a block, as
    /// those are that derive a key, or of any other.
    #[inline]
    pub(super) fn code(&self, message: &[u8]) -> [u8; 32] {
        if message.len() < BLOCK {
            return self.code_from(|inner| end(inner, message, BLOCK + message.len()));
        }
        self.code_of(|hash| hash.update(message))
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

    proptest! {
        #[test]
        fn it_agrees_with_the_library(
            key in prop::collection::vec(any::<u8>(), 0..150),
            cut in any::<prop::sample::Index>(),
            message in prop::collection::vec(any::<u8>(), 0..150),
        ) {
            let (first, second) = key.split_at(cut.index(key.len() + 1));
            let ours = Hmac::with_pieces(first, second);
            prop_assert_eq!(ours.code(&message), expected(&key, &message));
            prop_assert_eq!(ours.code_of(|hash| hash.update(&message)), expected(&key, &message));
        }

        #[test]
        fn so_does_a_key_of_a_hash(key: [u8; 32], message: [u8; 40]) {
            prop_assert_eq!(Hmac::new(&key).code(&message), expected(&key, &message));
        }
    }
}
