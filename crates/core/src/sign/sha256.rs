//! SHA-256 that can be resumed, on the block function of `sha2`.
//!
//! A signature is a handful of short messages with constant beginnings: what
//! libraries spend around the block function is then as much as the blocks
//! themselves. Here a state in the middle of a message can be kept and copied,
//! and nothing else is done than filling blocks. `docs/benchmarks.md` has what
//! that is worth.

use alloc::vec::Vec;

use sha2::block_api::compress256;

pub(super) const BLOCK: usize = 64;

/// Blocks are handed to the block function several at a time, since every call
/// costs a sixth of a block. Most canonical requests fit.
const BUFFER: usize = 4 * BLOCK;

/// What a message has been hashed to so far.
pub(super) type State = [u32; 8];

/// The state before any message (FIPS 180-4, 5.3.3).
pub(super) const INITIAL: State = [
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
pub(super) struct Sha256 {
    state: State,
    /// Bytes that have reached the state.
    absorbed: usize,
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
    pub(super) const fn resume(state: State, absorbed: usize) -> Self {
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
        end(state, tail, message.len())
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

    /// The first bytes of a window that is zero behind them. The whole of it is
    /// copied where there is room: a copy of constant size needs no call.
    #[inline]
    pub(super) fn update_window<const SIZE: usize>(&mut self, window: &[u8; SIZE], length: usize) {
        let place = self.buffer.get_mut(self.filled..).and_then(|free| free.first_chunk_mut());
        match place {
            Some(place) => {
                *place = *window;
                self.filled += length;
            }
            None => self.update(window.get(..length).unwrap_or_default()),
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
        self.absorbed += BUFFER + rest.len() - tail.len();
        self.buffer = [0; BUFFER];
        fill(&mut self.buffer, tail);
        self.filled = tail.len();
    }

    /// The hash. What is put in afterwards makes another message.
    #[inline]
    pub(super) fn finish(&mut self) -> [u8; 32] {
        let length = self.absorbed + self.filled;
        let blocks = pad(&mut self.buffer, self.filled, length);
        if let Some(blocks) = self.buffer.as_chunks().0.get(..blocks) {
            compress256(&mut self.state, blocks);
            return bytes(self.state);
        }
        self.finish_past_buffer(length)
    }

    /// The padding would end beyond the buffer.
    #[cold]
    fn finish_past_buffer(&mut self, length: usize) -> [u8; 32] {
        let (blocks, tail) = self.buffer.get(..self.filled).unwrap_or_default().as_chunks();
        compress256(&mut self.state, blocks);
        end(self.state, tail, length)
    }

    /// The state after the whole blocks so far, how many bytes these are, and
    /// the bytes that are left over.
    pub(super) fn into_parts(mut self) -> (State, usize, Vec<u8>) {
        let (blocks, tail) =
            self.buffer.get(..self.filled).unwrap_or_default().as_chunks::<BLOCK>();
        compress256(&mut self.state, blocks);
        (self.state, self.absorbed + blocks.as_flattened().len(), tail.to_vec())
    }
}

/// The state after one more block.
#[inline]
pub(super) fn compress(mut state: State, block: &[u8; BLOCK]) -> State {
    compress256(&mut state, core::slice::from_ref(block));
    state
}

/// The hash of a message of `length` bytes, of which `tail` has not reached the
/// state: less than a block.
#[inline]
pub(super) fn end(state: State, tail: &[u8], length: usize) -> [u8; 32] {
    #[inline]
    fn last<const BYTES: usize>(mut state: State, tail: &[u8], length: usize) -> [u8; 32] {
        let mut buffer = [0; BYTES];
        fill(&mut buffer, tail);
        pad(&mut buffer, tail.len(), length);
        compress256(&mut state, buffer.as_chunks().0);
        bytes(state)
    }
    if tail.len() + END <= BLOCK {
        last::<BLOCK>(state, tail, length)
    } else {
        last::<{ 2 * BLOCK }>(state, tail, length)
    }
}

/// Ends a message in a buffer that is zero behind it; gives the blocks that it
/// has then. If these are more than the buffer has, it is not ended.
#[inline]
pub(super) fn pad(buffer: &mut [u8], filled: usize, length: usize) -> usize {
    let blocks = (filled + END).div_ceil(BLOCK);
    if let Some(place) = buffer.get_mut(..blocks * BLOCK).and_then(|all| all.last_chunk_mut()) {
        *place = (length as u64 * 8).to_be_bytes();
        if let Some(bit) = buffer.get_mut(filled) {
            *bit = 0x80;
        }
    }
    blocks
}

#[inline]
pub(super) fn bytes(state: State) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (place, word) in bytes.as_chunks_mut().0.iter_mut().zip(state) {
        *place = word.to_be_bytes();
    }
    bytes
}

/// Copies to the beginning of `place`, which is at least as long.
#[inline]
pub(super) fn fill(place: &mut [u8], bytes: &[u8]) {
    if let Some(place) = place.get_mut(..bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
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
            let mut whole = Sha256::new();
            whole.update(message);
            assert_eq!(whole.finish(), expected, "{end}");
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
        fn a_message_in_parts_is_resumed(
            message in prop::collection::vec(any::<u8>(), 0..600), cut in any::<prop::sample::Index>()
        ) {
            let (before, after) = message.split_at(cut.index(message.len() + 1));
            let mut first = Sha256::new();
            first.update(before);
            let (state, absorbed, tail) = first.into_parts();
            let mut second = Sha256::resume(state, absorbed);
            second.update(&tail);
            second.update(after);
            let expected: [u8; 32] = sha2::Sha256::digest(&message).into();
            prop_assert_eq!(second.finish(), expected);
        }
    }
}
