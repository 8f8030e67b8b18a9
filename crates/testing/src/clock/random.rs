//! The random numbers of a clock.

use std::hash::{BuildHasher, RandomState};

pub(super) enum Random {
    Constant(u64),
    /// The state of a `SplitMix64` generator.
    Sequence(u64),
}

impl Random {
    /// A sequence that differs from run to run.
    pub(super) fn fresh() -> Self {
        Self::Sequence(RandomState::new().hash_one(0))
    }

    pub(super) fn next(&mut self) -> u64 {
        let state = match self {
            Self::Constant(number) => return *number,
            Self::Sequence(state) => state,
        };
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
