//! A short message that is known but for a hash at its end.
//!
//! Both texts of a signature end with a hash in hexadecimal. All before it can
//! be laid out in blocks beforehand, padding included; what remains to be done
//! is to copy them, put the hash in its place and compress.

use sha2::block_api::compress256;

use super::sha256::{BLOCK, Sha256, State, bytes, fill, pad};
use super::text::hex;

/// Blocks of a template. The string to sign has room for a service of 68 bytes.
const BLOCKS: usize = 3;

const HASH: usize = 64;

/// Blocks with a hole of the size of a hash.
#[derive(Clone)]
pub(super) struct Template {
    message: [u8; BLOCKS * BLOCK],
    hole: usize,
    blocks: usize,
}

impl Template {
    /// For a message that goes on after `absorbed` bytes with `text`, in parts,
    /// and a hash; `None` if that is longer than a template can be.
    #[inline]
    pub(super) fn new<const PARTS: usize>(absorbed: usize, text: [&[u8]; PARTS]) -> Option<Self> {
        let mut message = [0; BLOCKS * BLOCK];
        let mut hole = 0;
        for part in text {
            message.get_mut(hole..hole + part.len())?.copy_from_slice(part);
            hole += part.len();
        }
        Some(Self::padded(message, hole, absorbed)).filter(|template| template.blocks <= BLOCKS)
    }

    /// For a message that lacks only a hash: the state that it has reached, and
    /// a template for the rest. That is less than a block, so it always fits.
    pub(super) fn of_rest(message: Sha256) -> (State, Self) {
        let (state, absorbed, tail) = message.into_parts();
        let mut message = [0; BLOCKS * BLOCK];
        fill(&mut message, &tail);
        (state, Self::padded(message, tail.len(), absorbed))
    }

    /// What stands before the hash.
    #[inline]
    pub(super) fn text(&self) -> &[u8] {
        self.message.get(..self.hole).unwrap_or_default()
    }

    #[inline]
    fn padded(mut message: [u8; BLOCKS * BLOCK], hole: usize, absorbed: usize) -> Self {
        let end = hole + HASH;
        let blocks = pad(&mut message, end, absorbed + end);
        Self { message, hole, blocks }
    }

    /// The hash of the message from `state` on, with `hash` in the hole, and
    /// whatever else `patch` changes.
    #[inline]
    pub(super) fn hash(
        &self,
        mut state: State,
        hash: &[u8; 32],
        patch: impl FnOnce(&mut [u8; BLOCKS * BLOCK]),
    ) -> [u8; 32] {
        let mut message = self.message;
        patch(&mut message);
        if let Some(hole) = message.get_mut(self.hole..self.hole + HASH) {
            hole.copy_from_slice(&hex(hash));
        }
        compress256(&mut state, message.as_chunks().0.get(..self.blocks).unwrap_or_default());
        bytes(state)
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::sign::sha256::INITIAL;
    use crate::sign::text::Text;

    #[test]
    fn it_hashes_what_the_text_would_be() {
        for length in 0..=BLOCKS * BLOCK - HASH - 9 {
            let text: Vec<u8> = (0..=255).take(length).collect();
            let template = Template::new(0, [&text[..]]).unwrap();
            let hash = Sha256::digest(&text);
            let mut whole = text.clone();
            whole.put(&hex(&hash));
            assert_eq!(template.hash(INITIAL, &hash, |_| ()), Sha256::digest(&whole), "{length}");
            if length > 0 {
                whole[0] = b'!';
                let patched = template.hash(INITIAL, &hash, |message| message[0] = b'!');
                assert_eq!(patched, Sha256::digest(&whole), "{length}");
            }
        }
    }

    #[test]
    fn the_rest_of_a_message_is_hashed_from_its_state() {
        for length in 0..400 {
            let text: Vec<u8> = (0..=255).cycle().take(length).collect();
            let mut message = Sha256::new();
            message.update(&text);
            let (state, template) = Template::of_rest(message);
            let mut whole = text.clone();
            whole.put(&hex(&[7; 32]));
            assert_eq!(template.hash(state, &[7; 32], |_| ()), Sha256::digest(&whole), "{length}");
        }
    }

    #[test]
    fn a_text_too_long_is_none() {
        assert!(Template::new(0, [&[0; BLOCKS * BLOCK - HASH - 8][..]]).is_none());
        assert!(Template::new(0, [&[0; 1000][..]]).is_none());
    }
}
