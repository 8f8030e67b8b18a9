//! SHA-256 that can be resumed, and HMAC over it, on the block function of `sha2`.
//!
//! A signature is a handful of short messages with constant beginnings: what
//! libraries spend around the block function is then as much as the blocks
//! themselves. Here a state in the middle of a message can be kept and copied,
//! and nothing else is done than filling blocks. `docs/benchmarks.md` has what
//! that is worth.

use sha2::block_api::compress256;
use zeroize::{Zeroizing, zeroize_bytes};

const BLOCK: usize = 64;

/// Blocks are handed to the block function several at a time, since every call
/// costs a sixth of a block.
const BUFFER: usize = 3 * BLOCK;

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

/// Bytes that end a message: one bit and seven zeros, then its length in bits.
const END: usize = 1 + 8;

/// A message being hashed.
#[derive(Clone)]
pub(super) struct Sha256 {
    state: [u32; 8],
    /// Bytes that have reached the state.
    absorbed: u64,
    /// What has not, and zeros behind it.
    buffer: [u8; BUFFER],
    filled: usize,
}

impl Sha256 {
    #[inline]
    pub(super) const fn new() -> Self {
        Self::resume(INITIAL, 0)
    }

    /// Goes on after whole blocks that led to `state`.
    #[inline]
    const fn resume(state: [u32; 8], absorbed: u64) -> Self {
        Self { state, absorbed, buffer: [0; BUFFER], filled: 0 }
    }

    /// The hash of a message that is there as a whole: only its end is copied.
    #[inline]
    pub(super) fn digest(message: &[u8]) -> [u8; 32] {
        let (blocks, tail) = message.as_chunks::<BLOCK>();
        let mut state = INITIAL;
        if !blocks.is_empty() {
            compress256(&mut state, blocks);
        }
        end(state, tail, message.len() as u64)
    }

    #[inline]
    pub(super) fn update(&mut self, bytes: &[u8]) {
        let end = self.filled + bytes.len();
        match self.buffer.get_mut(self.filled..end) {
            Some(place) => {
                place.copy_from_slice(bytes);
                self.filled = end;
            }
            None => self.update_past_buffer(bytes),
        }
    }

    /// Fills the buffer up, absorbs it and what follows, and keeps the rest.
    #[cold]
    fn update_past_buffer(&mut self, bytes: &[u8]) {
        let free = self.buffer.get_mut(self.filled..).unwrap_or_default();
        let (head, rest) = bytes.split_at_checked(free.len()).unwrap_or((bytes, &[]));
        fill(free, head);
        let (blocks, tail) = rest.as_chunks::<BLOCK>();
        compress256(&mut self.state, self.buffer.as_chunks().0);
        compress256(&mut self.state, blocks);
        self.absorbed += (BUFFER + rest.len() - tail.len()) as u64;
        self.buffer = [0; BUFFER];
        fill(&mut self.buffer, tail);
        self.filled = tail.len();
    }

    /// The hash.
    #[inline]
    pub(super) fn finish(mut self) -> [u8; 32] {
        let length = self.absorbed + self.filled as u64;
        let blocks = (self.filled + END).div_ceil(BLOCK);
        pad(&mut self.buffer, self.filled, blocks, length);
        if let Some(blocks) = self.buffer.as_chunks().0.get(..blocks) {
            compress256(&mut self.state, blocks);
            return bytes(self.state);
        }
        // The last block would lie beyond the buffer.
        let (blocks, tail) = self.buffer.get(..self.filled).unwrap_or_default().as_chunks();
        compress256(&mut self.state, blocks);
        end(self.state, tail, length)
    }
}

/// The hash of a message of `length` bytes, of which `tail` has not reached the
/// state: less than a block.
#[inline]
fn end(state: [u32; 8], tail: &[u8], length: u64) -> [u8; 32] {
    #[inline]
    fn last<const BYTES: usize>(mut state: [u32; 8], tail: &[u8], length: u64) -> [u8; 32] {
        let mut buffer = [0; BYTES];
        fill(&mut buffer, tail);
        pad(&mut buffer, tail.len(), BYTES / BLOCK, length);
        compress256(&mut state, buffer.as_chunks().0);
        bytes(state)
    }
    if tail.len() + END <= BLOCK {
        last::<BLOCK>(state, tail, length)
    } else {
        last::<{ 2 * BLOCK }>(state, tail, length)
    }
}

/// Ends a message in a buffer that is zero behind it, if it has that many blocks.
#[inline]
fn pad(buffer: &mut [u8], filled: usize, blocks: usize, length: u64) {
    if let Some(bit) = buffer.get_mut(filled) {
        *bit = 0x80;
    }
    let message = buffer.get_mut(..blocks * BLOCK);
    if let Some(place) = message.and_then(|message| message.last_chunk_mut()) {
        *place = (length * 8).to_be_bytes();
    }
}

#[inline]
fn bytes(state: [u32; 8]) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (place, word) in bytes.as_chunks_mut().0.iter_mut().zip(state) {
        *place = word.to_be_bytes();
    }
    bytes
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
    /// With a key in two pieces, as the first key of a chain is.
    pub(super) fn new(first: &[u8], second: &[u8]) -> Self {
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
        // One block serves both pads, so that there is one to wipe.
        let mut absorb = |pad: u8| {
            for byte in &mut block {
                *byte ^= pad;
            }
            let mut state = Zeroizing::new(INITIAL);
            compress256(&mut state, core::slice::from_ref(&block));
            state
        };
        let inner = absorb(0x36);
        let outer = absorb(0x36 ^ 0x5c);
        zeroize_bytes(&mut block);
        Self { inner, outer }
    }

    /// The message authentication code of a message that is there as a whole.
    #[inline]
    pub(super) fn code(&self, message: &[u8]) -> [u8; 32] {
        if message.len() < BLOCK {
            return self.seal(&end(*self.inner, message, (BLOCK + message.len()) as u64));
        }
        self.code_of(|hash| hash.update(message))
    }

    /// The message authentication code of what `write` puts in.
    #[inline]
    pub(super) fn code_of(&self, write: impl FnOnce(&mut Sha256)) -> [u8; 32] {
        let mut inner = Sha256::resume(*self.inner, BLOCK as u64);
        write(&mut inner);
        self.seal(&inner.finish())
    }

    #[inline]
    fn seal(&self, inner: &[u8; 32]) -> [u8; 32] {
        end(*self.outer, inner, (BLOCK + inner.len()) as u64)
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
        let message: Vec<u8> = (0..=255).cycle().take(3 * BUFFER).collect();
        for end in 0..message.len() {
            let message = &message[..end];
            let expected: [u8; 32] = sha2::Sha256::digest(message).into();
            assert_eq!(Sha256::digest(message), expected, "{end}");
        }
    }

    proptest! {
        #[test]
        fn any_pieces_make_the_hash_of_the_whole(
            pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..400), 0..8)
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
            cut in any::<prop::sample::Index>(),
            message in prop::collection::vec(any::<u8>(), 0..150),
        ) {
            let mut theirs = hmac::Hmac::<sha2::Sha256>::new_from_slice(&key).unwrap();
            theirs.update(&message);
            let expected: [u8; 32] = theirs.finalize().into_bytes().into();
            let (first, second) = key.split_at(cut.index(key.len() + 1));
            let ours = Hmac::new(first, second);
            prop_assert_eq!(ours.code(&message), expected);
            prop_assert_eq!(ours.code_of(|hash| hash.update(&message)), expected);
        }
    }
}
