//! The emulator's own time.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tencentcloud_core::{Clock, Now, Timestamp};

use crate::host_time;

/// The emulator's time: it starts at some second, runs on in real time, and can
/// be moved or stopped. Signatures, the rate limit, tasks and the `Date` header
/// all go by it.
///
/// Clones show the same time. A client that uses it as its [`Clock`] signs in
/// the emulator's time, whatever that is:
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_core::{Clock, Timestamp};
/// use tencentcloud_emulator::Emulator;
///
/// let start = Timestamp::new(1_700_000_000).unwrap();
/// let emulator = Emulator::builder().clock_start(start).build()?;
/// let clock = emulator.clock();
/// clock.freeze(true);
/// let frozen = clock.now().unix;
/// clock.advance(Duration::from_secs(300));
/// assert_eq!(clock.now().unix.seconds(), frozen.seconds() + 300);
/// # Ok::<(), tencentcloud_emulator::BuildError>(())
/// ```
#[derive(Clone)]
pub struct VirtualClock(Arc<Mutex<Reading>>);

/// What the clock showed when it was last looked at.
#[derive(Debug, Clone, Copy)]
struct Reading {
    unix: Duration,
    /// Time that has passed, skipped time included; setting the clock back
    /// does not take any of it away.
    elapsed: Duration,
    host: Duration,
    frozen: bool,
}

/// A point in the emulator's time, finer than a [`Timestamp`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(Duration);

impl VirtualClock {
    /// A clock that starts at this second, or at the machine's time.
    pub(crate) fn new(start: Option<Timestamp>) -> Self {
        Self(Arc::new(Mutex::new(Reading {
            unix: start.map_or_else(host_time::unix, |at| Duration::from_secs(at.seconds())),
            elapsed: Duration::ZERO,
            host: host_time::running(),
            frozen: false,
        })))
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        self.change(|reading| {
            reading.unix = reading.unix.saturating_add(by);
            reading.elapsed = reading.elapsed.saturating_add(by);
        });
    }

    /// Sets the clock to a second, forward or back.
    pub fn set(&self, to: Timestamp) {
        self.change(|reading| reading.unix = Duration::from_secs(to.seconds()));
    }

    /// Stops the clock, or lets it run on from where it stands.
    pub fn freeze(&self, frozen: bool) {
        self.change(|reading| reading.frozen = frozen);
    }

    /// Whether the clock stands still.
    pub fn is_frozen(&self) -> bool {
        self.read().frozen
    }

    pub(crate) fn moment(&self) -> Moment {
        Moment(self.read().unix)
    }

    fn read(&self) -> Reading {
        self.change(|_| ())
    }

    /// Brings the reading up to date, changes it, and shows the result.
    fn change(&self, change: impl FnOnce(&mut Reading)) -> Reading {
        let mut reading = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let host = host_time::running();
        if !reading.frozen {
            let passed = host.saturating_sub(reading.host);
            reading.unix = reading.unix.saturating_add(passed);
            reading.elapsed = reading.elapsed.saturating_add(passed);
        }
        reading.host = host;
        change(&mut reading);
        *reading
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Now {
        let reading = self.read();
        Now::new(Moment(reading.unix).timestamp(), reading.elapsed, fastrand::u64(..))
    }
}

impl fmt::Debug for VirtualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reading = self.read();
        f.debug_struct("VirtualClock")
            .field("unix", &reading.unix.as_secs())
            .field("frozen", &reading.frozen)
            .finish()
    }
}

impl Moment {
    /// The second that this moment is in.
    pub(crate) fn timestamp(self) -> Timestamp {
        Timestamp::saturating(self.0.as_secs())
    }

    /// Unix seconds with milliseconds.
    pub(crate) fn seconds(self) -> f64 {
        Duration::from_millis(u64::try_from(self.0.as_millis()).unwrap_or(u64::MAX)).as_secs_f64()
    }

    /// Time from an earlier moment to this one; nothing if it was not earlier.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

#[cfg(test)]
impl Moment {
    pub(crate) fn at(unix: Duration) -> Self {
        Self(unix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frozen_at(seconds: u64) -> VirtualClock {
        let clock = VirtualClock::new(Timestamp::new(seconds));
        clock.freeze(true);
        clock.set(Timestamp::saturating(seconds));
        clock
    }

    #[test]
    fn a_frozen_clock_moves_only_when_told() {
        let clock = frozen_at(1_000);
        let before = clock.now();
        clock.advance(Duration::from_millis(1_500));
        let after = clock.now();
        assert_eq!(clock.moment(), Moment(Duration::from_millis(1_001_500)));
        let by = Duration::from_millis(1_500);
        assert_eq!(after.elapsed, before.elapsed + by);
        assert!(clock.is_frozen());
    }

    #[test]
    fn setting_it_back_takes_no_elapsed_time_away() {
        let clock = frozen_at(1_000);
        clock.advance(Duration::from_secs(5));
        let elapsed = clock.now().elapsed;
        clock.set(Timestamp::saturating(10));
        assert_eq!(clock.now().unix.seconds(), 10);
        assert_eq!(clock.now().elapsed, elapsed);
        let (early, late) = (Moment(Duration::from_secs(1)), Moment(Duration::from_secs(3)));
        assert_eq!(late.since(early), Duration::from_secs(2));
        assert_eq!(early.since(late), Duration::ZERO);
    }

    #[test]
    fn it_starts_where_it_is_told_and_runs() {
        let clock = VirtualClock::new(Timestamp::new(1_000));
        let first = clock.moment();
        assert!((1_000..1_060).contains(&first.timestamp().seconds()));
        // A loop rather than a sleep: the clock must get on by itself.
        while clock.moment() == first {
            std::hint::spin_loop();
        }
        assert!(clock.moment() > first);
    }

    #[test]
    fn the_end_of_time_is_not_an_overflow() {
        let clock = frozen_at(1_000);
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now().unix, Timestamp::MAX);
    }
}
