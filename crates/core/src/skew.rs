//! How far this machine's clock is from the service's.

use crate::Timestamp;

/// A difference below this is the time that an answer takes, and no reason to
/// correct anything.
const NOISE: i64 = 2;

/// The difference between the service's clock and this machine's, in whole
/// seconds, learnt from the `Date` header of an answer that refused a
/// signature for its time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClockSkew(i64);

impl ClockSkew {
    /// What the service's clock shows when this machine's shows `unix`.
    pub fn correct(self, unix: Timestamp) -> Timestamp {
        Timestamp::saturating(unix.seconds().saturating_add_signed(self.0))
    }

    /// The skew when the service says `date` at the moment that this machine
    /// says `unix`.
    pub(crate) fn between(unix: Timestamp, date: Timestamp) -> Self {
        // Both are below the year 10000.
        Self(date.seconds().cast_signed() - unix.seconds().cast_signed())
    }

    /// Whether a signature refused under `self` may be taken under `other`.
    pub(crate) fn differs(self, other: Self) -> bool {
        self.0.abs_diff(other.0) >= NOISE.unsigned_abs()
    }

    /// Seconds that the service's clock is ahead of this machine's; negative
    /// where it is behind.
    pub fn seconds(self) -> i64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_off_is_corrected_either_way() {
        let at = |seconds| Timestamp::new(seconds).unwrap();
        for (ours, theirs) in [(1_000_u64, 5_000_u64), (5_000, 1_000), (0, 0)] {
            let skew = ClockSkew::between(at(ours), at(theirs));
            assert_eq!(skew.correct(at(ours)), at(theirs));
            assert_eq!(skew.seconds(), theirs.cast_signed() - ours.cast_signed());
        }
        let back = ClockSkew::between(at(5_000), at(1_000));
        assert_eq!(back.correct(at(3_000)), at(0), "never before the epoch");
        let ahead = ClockSkew::between(at(0), Timestamp::MAX);
        assert_eq!(ahead.correct(at(1)), Timestamp::MAX);
    }

    #[test]
    fn a_second_is_noise() {
        let none = ClockSkew::default();
        assert!(!none.differs(ClockSkew(1)) && !none.differs(ClockSkew(-1)));
        assert!(none.differs(ClockSkew(2)) && ClockSkew(-2).differs(none));
    }
}
