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
        let elapsed = now.saturating_sub(self.at).as_secs_f64();
        self.count = self.count * (-2.0 * elapsed).exp() + 1.0;
        self.at = now;
    }

    /// The count at the last event.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count that is not negative; `as` saturates"
    )]
    pub(super) fn count(&self) -> usize {
        self.count.round() as usize
    }
}
