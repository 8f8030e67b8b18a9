//! A moving count.

use std::time::Duration;

/// How many events the last half second had, about: each loses its weight with time.
#[derive(Debug, Default)]
pub(super) struct Recent {
    count: f64,
    at: Duration,
}

impl Recent {
    pub(super) fn add(&mut self, now: Duration) {
        self.count = self.decayed(now) + 1.0;
        self.at = now;
    }

    /// The count at this time.
    pub(super) fn count(&self, now: Duration) -> usize {
        whole(self.decayed(now))
    }

    /// The count at the last event.
    pub(super) fn last_count(&self) -> usize {
        whole(self.count)
    }

    fn decayed(&self, now: Duration) -> f64 {
        let elapsed = now.saturating_sub(self.at).as_secs_f64();
        self.count * (-2.0 * elapsed).exp()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count that is not negative; `as` saturates"
)]
fn whole(count: f64) -> usize {
    count.round() as usize
}
