//! The deadline of one attempt, by a paused clock.

use std::time::Duration;

use tencentcloud_core::{Sent, TransportError, TransportErrorKind};

use crate::clock::PausedClock;

#[derive(Debug)]
pub(super) struct Deadline {
    clock: PausedClock,
    /// By the monotonic clock.
    end: Duration,
}

impl Deadline {
    pub(super) fn after(clock: &PausedClock, total: Duration) -> Self {
        let end = clock.elapsed().saturating_add(total);
        Self { clock: clock.clone(), end }
    }

    /// Advances the clock by this delay, or to the deadline if that is earlier.
    pub(super) fn wait(&self, delay: Duration) -> Result<(), TransportError> {
        match self.end.checked_sub(self.clock.elapsed()) {
            Some(left) if delay <= left => {
                self.clock.advance(delay);
                Ok(())
            }
            _ => Err(self.run_out()),
        }
    }

    /// Advances the clock to the deadline.
    pub(super) fn run_out(&self) -> TransportError {
        self.clock.advance(self.end.saturating_sub(self.clock.elapsed()));
        TransportError::new(TransportErrorKind::Timeout, Sent::Maybe)
    }
}
