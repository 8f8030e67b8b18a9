//! Deadlines, and the only reading of a clock.

use std::time::{Duration, Instant};

use ureq::unversioned::transport::time::Duration as Remaining;

use crate::limits::MAX_LIMIT;

/// The point in time at which a step must be complete.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(crate) struct Deadline(Instant);

impl Deadline {
    pub(crate) fn after(limit: Duration) -> Self {
        Self(now() + clamp(limit))
    }

    /// The deadline of ureq's next step. Every request has limits, so there always
    /// is one.
    pub(crate) fn after_remaining(remaining: Remaining) -> Self {
        Self::after(match remaining {
            Remaining::Exact(limit) => limit,
            Remaining::NotHappening => MAX_LIMIT,
        })
    }

    /// The time that is left, `None` after the deadline.
    pub(crate) fn left(self) -> Option<Duration> {
        let left = self.0.saturating_duration_since(now());
        (!left.is_zero()).then_some(left)
    }
}

/// A limit that can be added to any point in time.
pub(crate) fn clamp(limit: Duration) -> Duration {
    limit.min(MAX_LIMIT)
}

#[expect(clippy::disallowed_methods, reason = "a blocking transport measures its own limits")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadline_ends() {
        assert!(Deadline::after(Duration::from_secs(5)).left() > Some(Duration::from_secs(4)));
        assert_eq!(Deadline::after(Duration::ZERO).left(), None);
    }

    #[test]
    fn any_limit_has_a_deadline() {
        assert!(Deadline::after(Duration::MAX).left().is_some());
        assert!(Deadline::after_remaining(Remaining::NotHappening).left().is_some());
    }
}
