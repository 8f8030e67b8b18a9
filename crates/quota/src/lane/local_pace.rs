//! The pace of one process while the server is away.

use std::time::Duration;

/// How much of its pace a process keeps when it is throttled, which part of its share it
/// regains in a second, and which it never goes below.
const SLOWER: f64 = 0.75;
const RECOVERY: f64 = 1.0 / 240.0;
const SLOWEST: f64 = 1.0 / 32.0;

/// No process waits longer for its turn.
const LONGEST: Duration = Duration::from_secs(24 * 3_600);

/// When a process has its turns, and which part of its share of the rate it uses.
///
/// Its turns are those that it would have on the server if all processes were busy: as many
/// in a row as it was granted at once, then those of the others. So the processes of a fleet
/// that loses its server go on in turn.
#[derive(Debug)]
pub(super) struct LocalPace {
    next: Duration,
    /// How many turns are in a row, and how many of them are left.
    batch: u32,
    left: u32,
    part: f64,
    changed: Duration,
}

/// The time between two permits, and that between two turns of a process if it had one at a
/// time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    pub(super) interval: Duration,
    pub(super) round: Duration,
}

impl Default for LocalPace {
    fn default() -> Self {
        let (next, changed) = (Duration::ZERO, Duration::ZERO);
        Self { next, batch: 1, left: 1, part: 1.0, changed }
    }
}

impl LocalPace {
    /// The pace after the last of so many permits that the server granted at once.
    pub(super) fn after(last: Duration, batch: u32, pace: Pace) -> Self {
        let mut this = Self { batch, ..Self::default() };
        this.next = this.after_batch(last, pace);
        this.left = batch;
        this
    }

    /// When the next turn is.
    pub(super) fn due(&self) -> Duration {
        self.next
    }

    /// A turn was taken.
    pub(super) fn taken(&mut self, at: Duration, pace: Pace) {
        self.left = self.left.saturating_sub(1);
        self.next = if self.left > 0 {
            at.saturating_add(pace.interval.mul_f64(1.0 / self.part))
        } else {
            self.left = self.batch;
            self.after_batch(at, pace)
        };
    }

    /// A turn was taken that was not due: the process has left the order of turns.
    pub(super) fn taken_late(&mut self, at: Duration, pace: Pace) {
        (self.batch, self.left) = (1, 1);
        self.taken(at, pace);
    }

    fn after_batch(&self, last: Duration, pace: Pace) -> Duration {
        let others = pace.round.saturating_sub(pace.interval).saturating_mul(self.batch);
        let until_next = others.saturating_add(pace.interval).min(LONGEST);
        last.saturating_add(until_next.mul_f64(1.0 / self.part))
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
