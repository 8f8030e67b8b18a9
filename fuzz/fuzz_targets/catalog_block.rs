//! Arbitrary bytes as a block of the catalog, and arbitrary text as what is in one: the
//! check and the reader do not panic, and the reader reads what passes the check.
#![no_main]

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use libfuzzer_sys::fuzz_target;
use tencentcloud_catalog::{check_block, read_block};

fuzz_target!(|bytes: &[u8]| {
    let Some((&[short, long], block)) = bytes.split_first_chunk() else { return };
    check_block(block, usize::from(u16::from_le_bytes([short, long])));

    let mut stored = DeflateEncoder::new(Vec::new(), Compression::none());
    stored.write_all(bytes).expect("memory takes all");
    let stored = stored.finish().expect("memory takes all");
    let is_valid = check_block(&stored, bytes.len());
    // What was read is never freed, so few texts are.
    let is_read = bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte)) < 16;
    if is_valid && is_read {
        assert!(read_block(&stored, bytes.len()));
    }
});
