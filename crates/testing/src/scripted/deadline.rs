//! The end of one attempt, by a paused clock.

use std::time::Duration;

use tencentcloud_core::{Sent, TransportError, TransportErrorKind};

use crate::PausedClock;

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

    /// Lets this time pass; if that is too long, the time until the end.
    pub(super) fn wait(&self, delay: Duration) -> Result<(), TransportError> {
        match self.end.checked_sub(self.clock.elapsed()) {
            Some(left) if delay <= left => {
                self.clock.advance(delay);
                Ok(())
            }
            _ => Err(self.run_out()),
        }
    }

    /// Lets the time pass that is left.
    pub(super) fn run_out(&self) -> TransportError {
        self.clock.advance(self.end.saturating_sub(self.clock.elapsed()));
        TransportError::new(TransportErrorKind::Timeout, Sent::Maybe)
    }
}
