//! The pace of one process while the server is away.

use std::time::Duration;

/// How much of its pace a process keeps when it is throttled, which part of its share it
/// regains in a second, and which it never goes below.
const SLOWER: f64 = 0.875;
const RECOVERY: f64 = 1.0 / 240.0;
const SLOWEST: f64 = 1.0 / 32.0;

/// When a process has its turns, and which part of its share of the rate it uses.
#[derive(Debug)]
pub(super) struct LocalPace {
    next: Duration,
    part: f64,
    changed: Duration,
}

impl Default for LocalPace {
    fn default() -> Self {
        Self { next: Duration::ZERO, part: 1.0, changed: Duration::ZERO }
    }
}

impl LocalPace {
    /// When the next turn is.
    pub(super) fn due(&self) -> Duration {
        self.next
    }

    /// A turn was taken; a `round` later is the next, if the process uses its whole share.
    pub(super) fn taken(&mut self, at: Duration, round: Duration) {
        self.next = at + round.mul_f64(1.0 / self.part);
    }

    /// The service has throttled a request.
    pub(super) fn slow(&mut self, now: Duration) {
        self.part = (self.part * SLOWER).max(SLOWEST);
        self.changed = now;
    }

    pub(super) fn recover(&mut self, now: Duration) {
        let regained = now.saturating_sub(self.changed).as_secs_f64() * RECOVERY;
        self.part = (self.part + regained).min(1.0);
        self.changed = now;
    }
}
