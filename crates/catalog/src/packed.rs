//! What the build script packed: the services with their versions, and the deflated
//! facts of each version.

#![expect(clippy::unreadable_literal, reason = "the build script wrote the places of the blocks")]

use crate::service::{PackedVersion, Service};

include!(concat!(env!("OUT_DIR"), "/services.rs"));

/// The deflated facts of all versions, one after the other.
pub(crate) static BLOCKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/blocks.bin"));

#[cfg(test)]
mod tests {
    use super::BLOCKS;

    #[test]
    fn blocks_and_search_index_have_at_most_2_5_megabytes() {
        let index = include_bytes!(concat!(env!("OUT_DIR"), "/search.bin"));
        println!("blocks: {} bytes, search index: {} bytes", BLOCKS.len(), index.len());
        assert!(BLOCKS.len() + index.len() <= 2_500_000);
    }
}
