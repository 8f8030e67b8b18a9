//! SHA-256 that can be resumed, and HMAC over it, on the block function of `sha2`.
//!
//! A signature is a handful of short messages with constant beginnings: what
//! libraries spend around the block function is then as much as the blocks
//! themselves. Here a state in the middle of a message can be kept and copied,
//! and nothing else is done than filling blocks. `docs/benchmarks.md` has what
//! that is worth.

use sha2::block_api::compress256;
use zeroize::Zeroizing;

const BLOCK: usize = 64;

/// The initial state of SHA-256 (FIPS 180-4, 5.3.3).
const INITIAL: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// A message being hashed.
#[derive(Clone)]
pub(super) struct Sha256 {
    state: [u32; 8],
    /// What does not fill a block yet, at its beginning.
    block: [u8; BLOCK],
    /// Bytes of the message so far.
    length: u64,
}

impl Sha256 {
    pub(super) const fn new() -> Self {
        Self::resume(INITIAL, 0)
    }

    /// Goes on after `blocks` whole blocks that led to `state`.
    const fn resume(state: [u32; 8], blocks: u64) -> Self {
        Self { state, block: [0; BLOCK], length: blocks * BLOCK as u64 }
    }

    pub(super) fn digest(message: &[u8]) -> [u8; 32] {
        let mut hash = Self::new();
        hash.update(message);
        hash.finish()
    }

    #[inline]
    pub(super) fn update(&mut self, mut bytes: &[u8]) {
        let filled = self.filled();
        self.length += bytes.len() as u64;
        if let Some(free) = self.block.get_mut(filled..)
            && filled > 0
        {
            match bytes.split_at_checked(free.len()) {
                None => return fill(free, bytes),
                Some((head, rest)) => {
                    free.copy_from_slice(head);
                    compress256(&mut self.state, &[self.block]);
                    bytes = rest;
                }
            }
        }
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        compress256(&mut self.state, blocks);
        fill(&mut self.block, rest);
    }

    /// The hash: one bit, zeros and the length in bits fill the last block.
    #[inline]
    pub(super) fn finish(mut self) -> [u8; 32] {
        const LENGTH_AT: usize = BLOCK - 8;
        let filled = self.filled();
        if let Some(free) = self.block.get_mut(filled..) {
            free.fill(0);
            fill(free, &[0x80]);
        }
        if filled >= LENGTH_AT {
            compress256(&mut self.state, &[self.block]);
            self.block = [0; BLOCK];
        }
        if let Some((_, place)) = self.block.split_last_chunk_mut() {
            *place = (self.length * 8).to_be_bytes();
        }
        compress256(&mut self.state, &[self.block]);

        let mut hash = [0; 32];
        for (bytes, word) in hash.as_chunks_mut::<4>().0.iter_mut().zip(self.state) {
            *bytes = word.to_be_bytes();
        }
        hash
    }

    #[expect(clippy::cast_possible_truncation, reason = "a remainder of 64 fits any integer")]
    const fn filled(&self) -> usize {
        (self.length % BLOCK as u64) as usize
    }
}

/// Copies to the beginning of `place`, which is at least as long.
#[inline]
fn fill(place: &mut [u8], bytes: &[u8]) {
    if let Some(place) = place.get_mut(..bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

/// HMAC-SHA256 with its key already absorbed: the states after the inner and
/// the outer pad. Wiped when dropped.
#[derive(Clone)]
pub(super) struct Hmac {
    inner: Zeroizing<[u32; 8]>,
    outer: Zeroizing<[u32; 8]>,
}

impl Hmac {
    pub(super) fn new(key: &[u8]) -> Self {
        let mut block = Zeroizing::new([0; BLOCK]);
        if key.len() <= BLOCK {
            fill(&mut block[..], key);
        } else {
            fill(&mut block[..], &Zeroizing::new(Sha256::digest(key))[..]);
        }
        let absorbed = |pad: u8| {
            let padded = Zeroizing::new(block.map(|byte| byte ^ pad));
            let mut state = Zeroizing::new(INITIAL);
            compress256(&mut state, core::slice::from_ref(&padded));
            state
        };
        Self { inner: absorbed(0x36), outer: absorbed(0x5c) }
    }

    /// The message authentication code of what `write` puts in.
    #[inline]
    pub(super) fn code(&self, write: impl FnOnce(&mut Sha256)) -> [u8; 32] {
        let mut inner = Sha256::resume(*self.inner, 1);
        write(&mut inner);
        let mut outer = Sha256::resume(*self.outer, 1);
        outer.update(&inner.finish());
        outer.finish()
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use hmac::{KeyInit, Mac};
    use proptest::prelude::*;
    use sha2::Digest;

    use super::*;

    /// Every length around the edges of blocks and of the padding.
    #[test]
    fn lengths_around_block_edges_agree_with_the_library() {
        let message: Vec<u8> = (0..=255).cycle().take(300).collect();
        for end in 0..message.len() {
            let message = &message[..end];
            let expected: [u8; 32] = sha2::Sha256::digest(message).into();
            assert_eq!(Sha256::digest(message), expected, "{end}");
        }
    }

    proptest! {
        #[test]
        fn any_pieces_make_the_hash_of_the_whole(
            pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..150), 0..8)
        ) {
            let mut ours = Sha256::new();
            for piece in &pieces {
                ours.update(piece);
            }
            let expected: [u8; 32] = sha2::Sha256::digest(pieces.concat()).into();
            prop_assert_eq!(ours.finish(), expected);
        }

        #[test]
        fn hmac_agrees_with_the_library(
            key in prop::collection::vec(any::<u8>(), 0..150),
            message in prop::collection::vec(any::<u8>(), 0..150),
        ) {
            let mut theirs = hmac::Hmac::<sha2::Sha256>::new_from_slice(&key).unwrap();
            theirs.update(&message);
            let expected: [u8; 32] = theirs.finalize().into_bytes().into();
            prop_assert_eq!(Hmac::new(&key).code(|hash| hash.update(&message)), expected);
        }
    }
}
