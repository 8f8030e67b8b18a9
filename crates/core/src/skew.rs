//! The difference between the local clock and the service's.

use crate::Timestamp;

/// Seconds that a skew must change by before it is corrected. A smaller
/// difference is the latency of a response.
const TOLERANCE: u64 = 2;

/// The largest skew in seconds: a day. A `Date` farther away is a broken clock of
/// the server or of a proxy, by which no other server would accept a signature.
const MAX: u64 = 86_400;

/// The clock skew: seconds that the clock of a host is ahead of the local one.
///
/// It is learned from the `Date` header of a response that rejects a signature
/// because of its timestamp, for each host by itself. It is at most one day; a `Date`
/// farther away is ignored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClockSkew(i64);

impl ClockSkew {
    /// The time of the service's clock when the local clock shows `local`.
    pub fn correct(self, local: Timestamp) -> Timestamp {
        Timestamp::saturating(local.seconds().saturating_add_signed(self.0))
    }

    /// The skew when the local clock shows `local` and the service's shows `service`;
    /// None if it is more than a day.
    pub(crate) fn between(local: Timestamp, service: Timestamp) -> Option<Self> {
        // Both are below the year 10000.
        let seconds = service.seconds().cast_signed() - local.seconds().cast_signed();
        (seconds.unsigned_abs() <= MAX).then_some(Self(seconds))
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
            let skew = ClockSkew::between(at(local), at(service)).unwrap();
            assert_eq!(skew.correct(at(local)), at(service));
            assert_eq!(skew.seconds(), service.cast_signed() - local.cast_signed());
        }
        let behind = ClockSkew::between(at(5_000), at(1_000)).unwrap();
        assert_eq!(behind.correct(at(3_000)), at(0), "not before the epoch");
        let ahead = ClockSkew::between(at(0), at(4_000)).unwrap();
        assert_eq!(ahead.correct(Timestamp::MAX), Timestamp::MAX);
    }

    #[test]
    fn a_skew_of_more_than_a_day_is_none() {
        let at = |seconds| Timestamp::new(seconds).unwrap();
        for (seconds, known) in [(86_400, true), (86_401, false), (2_000_000_000, false)] {
            let (early, late) = (at(100), at(100 + seconds));
            assert_eq!(ClockSkew::between(early, late).is_some(), known, "{seconds}");
            assert_eq!(ClockSkew::between(late, early).is_some(), known, "-{seconds}");
        }
    }

    #[test]
    fn one_second_is_within_tolerance() {
        let none = ClockSkew::default();
        assert!(!none.differs(ClockSkew(1)) && !none.differs(ClockSkew(-1)));
        assert!(none.differs(ClockSkew(2)) && ClockSkew(-2).differs(none));
    }
}
