//! A SHA-256 hasher whose state can be saved and resumed.

use alloc::vec::Vec;

use sha2::block_api::compress256;

pub(in crate::sign) const BLOCK: usize = 64;

/// Size of the buffer. Compressing several blocks per call saves the overhead of
/// a call, a sixth of a block. Most canonical requests fit.
const BUFFER: usize = 4 * BLOCK;

/// The state of a hash after whole blocks.
pub(in crate::sign) type State = [u32; 8];

/// The initial hash value (FIPS 180-4, 5.3.3).
pub(in crate::sign) const INITIAL: State = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// Size of the shortest padding: the byte 0x80 and the message length in bits.
const MIN_PADDING: usize = 1 + 8;

/// A hasher.
pub(in crate::sign) struct Sha256 {
    state: State,
    /// Number of bytes compressed into the state.
    absorbed: usize,
    /// Bytes that are not compressed yet, followed by zeros.
    buffer: [u8; BUFFER],
    filled: usize,
}

impl Sha256 {
    #[inline]
    pub(in crate::sign) const fn new() -> Self {
        Self::resume(INITIAL, 0)
    }

    /// A hasher that continues after `absorbed` bytes of whole blocks.
    #[inline]
    pub(in crate::sign) const fn resume(state: State, absorbed: usize) -> Self {
        Self { state, absorbed, buffer: [0; BUFFER], filled: 0 }
    }

    /// The hash of a complete message. Copies only its last, partial block.
    #[inline]
    pub(in crate::sign) fn digest(message: &[u8]) -> [u8; 32] {
        let (blocks, tail) = message.as_chunks::<BLOCK>();
        let mut state = INITIAL;
        if !blocks.is_empty() {
            compress256(&mut state, blocks);
        }
        end(state, tail, message.len())
    }

    #[inline]
    pub(in crate::sign) fn update(&mut self, bytes: &[u8]) {
        let end = self.filled + bytes.len();
        match self.buffer.get_mut(self.filled..end) {
            Some(target) => {
                target.copy_from_slice(bytes);
                self.filled = end;
            }
            None => self.update_past_buffer(bytes),
        }
    }

    /// Hashes the first `length` bytes of a window whose other bytes are zero.
    /// Copies the whole window if it fits: a copy of constant size needs no call.
    #[inline]
    pub(in crate::sign) fn update_window<const SIZE: usize>(
        &mut self,
        window: &[u8; SIZE],
        length: usize,
    ) {
        let target = self.buffer.get_mut(self.filled..).and_then(|free| free.first_chunk_mut());
        match target {
            Some(target) => {
                *target = *window;
                self.filled += length;
            }
            None => self.update(window.get(..length).unwrap_or_default()),
        }
    }

    /// Fills and compresses the buffer, then all further whole blocks, and
    /// buffers the rest.
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

    /// The hash. The hasher must not be used afterwards.
    #[inline]
    pub(in crate::sign) fn finish(&mut self) -> [u8; 32] {
        let length = self.absorbed + self.filled;
        let blocks = pad(&mut self.buffer, self.filled, length);
        if let Some(blocks) = self.buffer.as_chunks().0.get(..blocks) {
            compress256(&mut self.state, blocks);
            return bytes(self.state);
        }
        self.finish_past_buffer(length)
    }

    /// The hash if the padding does not fit into the buffer.
    #[cold]
    fn finish_past_buffer(&mut self, length: usize) -> [u8; 32] {
        let (blocks, tail) = self.buffer.get(..self.filled).unwrap_or_default().as_chunks();
        compress256(&mut self.state, blocks);
        end(self.state, tail, length)
    }

    /// The state after all whole blocks, their size in bytes, and the remaining
    /// bytes.
    pub(in crate::sign) fn into_parts(mut self) -> (State, usize, Vec<u8>) {
        let (blocks, tail) =
            self.buffer.get(..self.filled).unwrap_or_default().as_chunks::<BLOCK>();
        compress256(&mut self.state, blocks);
        (self.state, self.absorbed + blocks.as_flattened().len(), tail.to_vec())
    }
}

/// Compresses one block.
#[inline]
pub(in crate::sign) fn compress(mut state: State, block: &[u8; BLOCK]) -> State {
    compress256(&mut state, core::slice::from_ref(block));
    state
}

/// The hash of a message of `length` bytes whose last bytes, `tail`, are not
/// compressed yet. They are less than a block.
#[inline]
pub(in crate::sign) fn end(state: State, tail: &[u8], length: usize) -> [u8; 32] {
    #[inline]
    fn last<const BYTES: usize>(mut state: State, tail: &[u8], length: usize) -> [u8; 32] {
        let mut buffer = [0; BYTES];
        fill(&mut buffer, tail);
        pad(&mut buffer, tail.len(), length);
        compress256(&mut state, buffer.as_chunks().0);
        bytes(state)
    }
    if tail.len() + MIN_PADDING <= BLOCK {
        last::<BLOCK>(state, tail, length)
    } else {
        last::<{ 2 * BLOCK }>(state, tail, length)
    }
}

/// Pads the message of `filled` bytes in a buffer that is zero behind it, and
/// returns the number of blocks. If they do not fit, the buffer is unchanged.
#[inline]
pub(in crate::sign) fn pad(buffer: &mut [u8], filled: usize, length: usize) -> usize {
    let blocks = (filled + MIN_PADDING).div_ceil(BLOCK);
    if let Some(target) = buffer.get_mut(..blocks * BLOCK).and_then(|all| all.last_chunk_mut()) {
        *target = (length as u64 * 8).to_be_bytes();
        if let Some(bit) = buffer.get_mut(filled) {
            *bit = 0x80;
        }
    }
    blocks
}

/// The state as the bytes of a hash.
#[inline]
pub(in crate::sign) fn bytes(state: State) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (target, word) in bytes.as_chunks_mut().0.iter_mut().zip(state) {
        *target = word.to_be_bytes();
    }
    bytes
}

/// Copies to the beginning of `buffer`, which is at least as long.
#[inline]
pub(in crate::sign) fn fill(buffer: &mut [u8], bytes: &[u8]) {
    if let Some(target) = buffer.get_mut(..bytes.len()) {
        target.copy_from_slice(bytes);
    }
}
