//! The one place that reads a clock here.

use std::time::{Duration, Instant};

use ureq::unversioned::transport::time::Duration as Remaining;

/// No limit is longer than this: later moments need not be representable.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// A moment by which something must be over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline(Instant);

impl Deadline {
    pub(crate) fn after(limit: Duration) -> Self {
        Self(now() + clamp(limit))
    }

    /// What ureq leaves for the next step. It always leaves something definite,
    /// because every request is given limits.
    pub(crate) fn after_remaining(remaining: Remaining) -> Self {
        Self::after(match remaining {
            Remaining::Exact(limit) => limit,
            Remaining::NotHappening => LONGEST,
        })
    }

    /// The time that is left, `None` when it is over.
    pub(crate) fn left(self) -> Option<Duration> {
        let left = self.0.saturating_duration_since(now());
        (!left.is_zero()).then_some(left)
    }
}

/// A limit that can be added to any moment.
pub(crate) fn clamp(limit: Duration) -> Duration {
    limit.min(LONGEST)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a blocking transport keeps its own time limits, at the edge"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_out() {
        assert!(Deadline::after(Duration::from_secs(5)).left() > Some(Duration::from_secs(4)));
        assert_eq!(Deadline::after(Duration::ZERO).left(), None);
    }

    #[test]
    fn any_limit_can_be_kept() {
        assert!(Deadline::after(Duration::MAX).left().is_some());
        assert!(Deadline::after_remaining(Remaining::NotHappening).left().is_some());
    }
}
