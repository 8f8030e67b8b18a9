//! A point in time of the emulator's clock.

use std::time::Duration;

use tencentcloud_core::Timestamp;

/// The time since the Unix epoch, more precise than a [`Timestamp`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(Duration);

impl Moment {
    pub(crate) fn new(unix: Duration) -> Self {
        Self(unix)
    }

    /// The second that contains this moment.
    pub(crate) fn timestamp(self) -> Timestamp {
        Timestamp::saturating(self.0.as_secs())
    }

    /// Unix seconds with milliseconds.
    pub(crate) fn seconds(self) -> f64 {
        Duration::from_millis(u64::try_from(self.0.as_millis()).unwrap_or(u64::MAX)).as_secs_f64()
    }

    /// The time since an earlier moment; zero if that is later.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_since_a_later_moment_is_zero() {
        let at = |seconds| Moment::new(Duration::from_secs(seconds));
        assert_eq!(at(3).since(at(1)), Duration::from_secs(2));
        assert_eq!(at(1).since(at(3)), Duration::ZERO);
    }

    #[test]
    fn seconds_have_milliseconds() {
        let moment = Moment::new(Duration::from_micros(1_500_900));
        assert_eq!((moment.seconds(), moment.timestamp().seconds()), (1.5, 1));
    }
}
