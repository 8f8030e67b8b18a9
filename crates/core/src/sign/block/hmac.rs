//! HMAC-SHA256 that hashes its key only once.

use zeroize::{Zeroize, zeroize_bytes};

use super::sha256::{BLOCK, INITIAL, Sha256, State, bytes, compress, fill, pad};

/// A key, kept as the hash states after the inner and the outer pad. Zeroized on
/// drop.
#[derive(Clone)]
pub(in crate::sign) struct Hmac {
    inner: State,
    outer: State,
}

/// The padding of the outer message, which is a pad and a hash: 96 bytes. As a
/// constant it is copied in one piece like the hash. The block function stalls
/// when it reads bytes that were just written in smaller pieces.
const OUTER_PADDING: [u8; 32] = {
    let mut padding = [0; 32];
    padding[0] = 0x80;
    padding[30] = 3; // 96 * 8 = 0x300 bits
    padding
};

impl Hmac {
    #[inline]
    pub(in crate::sign) fn new(key: &Key) -> Self {
        let (inner, outer) = (key.xor(0x36), key.xor(0x5c));
        Self { inner: compress(INITIAL, &inner.0), outer: compress(INITIAL, &outer.0) }
    }

    /// The HMAC of a prepared message.
    #[inline]
    pub(in crate::sign) fn code(&self, message: &Message<'_>) -> [u8; 32] {
        match message {
            Message::Block(block) => self.code_from(|inner| bytes(compress(inner, block))),
            Message::Long(bytes) => self.code_of(|hash| hash.update(bytes)),
        }
    }

    /// The HMAC of what `write` adds to the hasher.
    #[inline]
    pub(in crate::sign) fn code_of(&self, write: impl FnOnce(&mut Sha256)) -> [u8; 32] {
        self.code_from(|inner| {
            let mut hash = Sha256::resume(inner, BLOCK);
            write(&mut hash);
            hash.finish()
        })
    }

    /// The HMAC of a message that `hash` hashes, beginning at the state after the
    /// inner pad.
    #[inline]
    pub(in crate::sign) fn code_from(&self, hash: impl FnOnce(State) -> [u8; 32]) -> [u8; 32] {
        let hash = hash(self.inner);
        let mut block = [0; BLOCK];
        let (message, padding) = block.split_at_mut(BLOCK / 2);
        message.copy_from_slice(&hash);
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

/// A key, padded to a block. Zeroized on drop. Aligned, since reading a block
/// that spans two cache lines is slower.
#[repr(align(64))]
pub(in crate::sign) struct Key([u8; BLOCK]);

impl Key {
    /// A key that is a hash, like all keys of the derivation except the first.
    #[inline]
    pub(in crate::sign) fn new(hash: &[u8; 32]) -> Self {
        let mut block = [0; BLOCK];
        fill(&mut block, hash);
        Self(block)
    }

    /// The concatenation of two byte strings of any length, like the first key.
    #[inline]
    pub(in crate::sign) fn of_pieces(first: &[u8], second: &[u8]) -> Self {
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

/// A message that is prepared for hashing after the pad.
pub(in crate::sign) enum Message<'a> {
    /// At most 55 bytes: one block including the padding.
    Block([u8; BLOCK]),
    /// More bytes, not padded yet.
    Long(&'a [u8]),
}

impl<'a> Message<'a> {
    #[inline]
    pub(in crate::sign) fn new(message: &'a [u8]) -> Self {
        let mut block = [0; BLOCK];
        fill(&mut block, message);
        match pad(&mut block, message.len(), BLOCK + message.len()) {
            1 => Self::Block(block),
            _ => Self::Long(message),
        }
    }
}
