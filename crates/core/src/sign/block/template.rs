//! A short message that is known except for the hash at its end.
//!
//! The canonical request and the string to sign both end with a hash in
//! hexadecimal. Everything before it, and the padding after it, is laid out in
//! blocks in advance.

use sha2::block_api::compress256;

use super::sha256::{BLOCK, Sha256, State, bytes, fill, pad};
use crate::sign::digits::hex;

/// Size of a template in blocks. A string to sign fits if its service has at most
/// 68 bytes.
const BLOCKS: usize = 3;

/// Length of a hash in hexadecimal.
const HASH: usize = 64;

/// A padded message with a gap for a hash.
#[derive(Clone)]
pub(in crate::sign) struct Template {
    message: [u8; BLOCKS * BLOCK],
    gap: usize,
    blocks: usize,
}

impl Template {
    /// The template of a message that continues after `absorbed` bytes with these
    /// parts and a hash. `None` if it is too long.
    #[inline]
    pub(in crate::sign) fn new<const PARTS: usize>(
        absorbed: usize,
        parts: [&[u8]; PARTS],
    ) -> Option<Self> {
        let mut message = [0; BLOCKS * BLOCK];
        let mut gap = 0;
        for part in parts {
            message.get_mut(gap..gap + part.len())?.copy_from_slice(part);
            gap += part.len();
        }
        Some(Self::padded(message, gap, absorbed)).filter(|template| template.blocks <= BLOCKS)
    }

    /// The hash state after the whole blocks of an unfinished message, and the
    /// template of the rest, which is less than a block and always fits.
    pub(in crate::sign) fn of_rest(message: Sha256) -> (State, Self) {
        let (state, absorbed, tail) = message.into_parts();
        let mut message = [0; BLOCKS * BLOCK];
        fill(&mut message, &tail);
        (state, Self::padded(message, tail.len(), absorbed))
    }

    /// The bytes before the hash.
    #[inline]
    pub(in crate::sign) fn prefix(&self) -> &[u8] {
        self.message.get(..self.gap).unwrap_or_default()
    }

    #[inline]
    fn padded(mut message: [u8; BLOCKS * BLOCK], gap: usize, absorbed: usize) -> Self {
        let end = gap + HASH;
        let blocks = pad(&mut message, end, absorbed + end);
        Self { message, gap, blocks }
    }

    /// The hash of the message from `state` on, with `hash` in the gap and the
    /// changes that `patch` makes.
    #[inline]
    pub(in crate::sign) fn hash(
        &self,
        mut state: State,
        hash: &[u8; 32],
        patch: impl FnOnce(&mut [u8; BLOCKS * BLOCK]),
    ) -> [u8; 32] {
        let mut message = self.message;
        patch(&mut message);
        if let Some(gap) = message.get_mut(self.gap..self.gap + HASH) {
            gap.copy_from_slice(&hex(hash));
        }
        compress256(&mut state, message.as_chunks().0.get(..self.blocks).unwrap_or_default());
        bytes(state)
    }
}
