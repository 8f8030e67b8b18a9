//! The difference between the local clock and the service's.

use crate::Timestamp;

/// Seconds that a skew must change by before it is corrected. A smaller
/// difference is the latency of a response.
const TOLERANCE: u64 = 2;

/// The clock skew: seconds that the service's clock is ahead of the local one.
///
/// It is learned from the `Date` header of a response that rejects a signature
/// because of its timestamp.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClockSkew(i64);

impl ClockSkew {
    /// The time of the service's clock when the local clock shows `local`.
    pub fn correct(self, local: Timestamp) -> Timestamp {
        Timestamp::saturating(local.seconds().saturating_add_signed(self.0))
    }

    /// The skew when the local clock shows `local` and the service's shows `service`.
    pub(crate) fn between(local: Timestamp, service: Timestamp) -> Self {
        // Both are below the year 10000.
        Self(service.seconds().cast_signed() - local.seconds().cast_signed())
    }

    /// Whether a signature that was rejected under `self` may be accepted under
    /// `other`.
    pub(crate) fn differs(self, other: Self) -> bool {
        self.0.abs_diff(other.0) >= TOLERANCE
    }

    /// Seconds that the service's clock is ahead of the local one; negative if it
    /// is behind.
    pub fn seconds(self) -> i64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skew_is_corrected_in_both_directions_within_the_range_of_timestamps() {
        let at = |seconds| Timestamp::new(seconds).unwrap();
        for (local, service) in [(1_000_u64, 5_000_u64), (5_000, 1_000), (0, 0)] {
            let skew = ClockSkew::between(at(local), at(service));
            assert_eq!(skew.correct(at(local)), at(service));
            assert_eq!(skew.seconds(), service.cast_signed() - local.cast_signed());
        }
        let behind = ClockSkew::between(at(5_000), at(1_000));
        assert_eq!(behind.correct(at(3_000)), at(0), "not before the epoch");
        let ahead = ClockSkew::between(at(0), Timestamp::MAX);
        assert_eq!(ahead.correct(at(1)), Timestamp::MAX);
    }

    #[test]
    fn one_second_is_within_tolerance() {
        let none = ClockSkew::default();
        assert!(!none.differs(ClockSkew(1)) && !none.differs(ClockSkew(-1)));
        assert!(none.differs(ClockSkew(2)) && ClockSkew(-2).differs(none));
    }
}
