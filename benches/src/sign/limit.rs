//! The limit: the bare compressions of the blocks of a message.

use std::collections::BTreeSet;
use std::hint::black_box;

use sha2::block_api::compress256;

use super::Signer;
use crate::rounds::Subject;

/// Distinct numbers of blocks.
pub(super) struct Limits(Vec<usize>);

impl Limits {
    pub(super) fn new(blocks: impl Iterator<Item = usize>) -> Self {
        Self(blocks.collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// A subject for each number.
    pub(super) fn subjects<'a>(&self) -> Vec<Subject<'a>> {
        self.0.iter().map(|count| signer("limit", *count).subject).collect()
    }

    /// Adds the measured time of each subject, in the same order.
    pub(super) fn measured(self, times: &[f64]) -> Measured {
        Measured(self.0.into_iter().zip(times.iter().copied()).collect())
    }
}

/// Compresses all blocks in one call. No signer can do less, since every block needs the
/// state of the previous one.
pub(super) fn signer<'a>(name: &'static str, blocks: usize) -> Signer<'a> {
    let message = vec![[0x5a; 64]; blocks];
    let mut state = [7; 8];
    let compressions = move || compress256(black_box(&mut state), black_box(&message));
    Signer { subject: Subject::new(name, compressions), blocks }
}

pub(super) struct Measured(Vec<(usize, f64)>);

impl Measured {
    /// Nanoseconds of this many blocks.
    pub(super) fn of(&self, blocks: usize) -> f64 {
        let time = self.0.iter().find(|(count, _)| *count == blocks);
        time.map_or(f64::NAN, |(_, time)| *time)
    }
}
