//! A clock that a test moves.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tencentcloud_core::{Clock, Now, Timestamp};

/// A clock that stands still until a test moves it, or a transport sleeps by it.
///
/// Clones are one clock: give one to the client ([`Clock`]), one to the
/// transport ([`Scripted::with_clock`](crate::Scripted::with_clock)) and keep
/// one. Then waits between attempts, `Retry-After` and deadlines take no time,
/// and the test reads from the clock what they would have taken.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_core::{Clock, Timestamp};
/// use tencentcloud_testing::PausedClock;
///
/// let clock = PausedClock::at(Timestamp::new(1_700_000_000).unwrap());
/// let same = clock.clone();
/// clock.advance(Duration::from_secs(90));
/// assert_eq!(same.now().unix.seconds(), 1_700_000_090);
/// assert_eq!(same.now().elapsed, Duration::from_secs(90));
/// ```
///
/// Whoever sleeps moves the clock at once. So the sleeps of several tasks come
/// one after another, where on a running clock they would overlap.
#[derive(Debug, Clone)]
pub struct PausedClock(Arc<Mutex<Reading>>);

#[derive(Debug)]
struct Reading {
    unix: Duration,
    elapsed: Duration,
    random: Random,
    sleeps: Vec<Duration>,
}

#[derive(Debug)]
enum Random {
    Always(u64),
    Sequence(u64),
}

impl PausedClock {
    /// A clock that shows this second. Its random numbers are zero until
    /// [`PausedClock::set_random`] or [`PausedClock::seed_random`] say otherwise.
    pub fn at(start: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(Reading {
            unix: Duration::from_secs(start.seconds()),
            elapsed: Duration::ZERO,
            random: Random::Always(0),
            sleeps: Vec::new(),
        })))
    }

    /// Moves both the wall clock and the monotonic one.
    pub fn advance(&self, by: Duration) {
        self.reading().advance(by);
    }

    /// Sets the wall clock alone, forward or back, as an administrator would:
    /// what is signed changes, what waits and deadlines are measured by does not.
    ///
    /// ```
    /// use tencentcloud_core::{Clock, Timestamp};
    /// use tencentcloud_testing::PausedClock;
    ///
    /// let clock = PausedClock::default();
    /// let before = clock.now().elapsed;
    /// clock.set_unix(Timestamp::new(1_000_000_000).unwrap());
    /// assert_eq!(clock.now().unix.seconds(), 1_000_000_000);
    /// assert_eq!(clock.now().elapsed, before);
    /// ```
    pub fn set_unix(&self, to: Timestamp) {
        self.reading().unix = Duration::from_secs(to.seconds());
    }

    /// Every reading carries this random number. Jitter scales it to the wait,
    /// so 0 and [`u64::MAX`] are its two ends.
    pub fn set_random(&self, always: u64) {
        self.reading().random = Random::Always(always);
    }

    /// Every reading carries another random number, in the same order for the
    /// same seed.
    pub fn seed_random(&self, seed: u64) {
        self.reading().random = Random::Sequence(seed);
    }

    /// Moves the clock by what somebody waits, and remembers it. This is what
    /// the `sleep` of a transport in virtual time does.
    pub fn sleep(&self, delay: Duration) {
        let mut reading = self.reading();
        reading.sleeps.push(delay);
        reading.advance(delay);
    }

    /// What was slept so far, in order.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.reading().sleeps.clone()
    }

    /// The monotonic clock, without drawing a random number.
    pub(crate) fn elapsed(&self) -> Duration {
        self.reading().elapsed
    }

    fn reading(&self) -> MutexGuard<'_, Reading> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reading {
    fn advance(&mut self, by: Duration) {
        self.unix = self.unix.saturating_add(by);
        self.elapsed = self.elapsed.saturating_add(by);
    }
}

/// Shows second 1,700,000,000, which is 2023-11-14 22:13:20 UTC.
impl Default for PausedClock {
    fn default() -> Self {
        Self::at(Timestamp::saturating(1_700_000_000))
    }
}

impl Clock for PausedClock {
    fn now(&self) -> Now {
        let mut reading = self.reading();
        Now::new(
            Timestamp::saturating(reading.unix.as_secs()),
            reading.elapsed,
            reading.random.draw(),
        )
    }
}

impl Random {
    /// `SplitMix64`: small, and good enough to tell waits apart.
    fn draw(&mut self) -> u64 {
        let state = match self {
            Self::Always(number) => return *number,
            Self::Sequence(state) => state,
        };
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sleeping_moves_it_and_is_remembered() {
        let clock = PausedClock::default();
        clock.sleep(Duration::from_millis(1_500));
        clock.advance(Duration::from_millis(500));
        assert_eq!(clock.sleeps(), [Duration::from_millis(1_500)]);
        assert_eq!(clock.now().elapsed, Duration::from_secs(2));
        assert_eq!(clock.now().unix.seconds(), 1_700_000_002);
    }

    #[test]
    fn random_numbers_are_those_that_the_test_chose() {
        let draw = |clock: &PausedClock| [(); 3].map(|()| clock.now().random);
        let clock = PausedClock::default();
        assert_eq!(draw(&clock), [0; 3]);
        clock.set_random(7);
        assert_eq!(draw(&clock), [7; 3]);
        clock.seed_random(1);
        let [a, b, c] = draw(&clock);
        assert!(a != b && b != c && a != c);
        clock.seed_random(1);
        assert_eq!(draw(&clock), [a, b, c]);
        clock.seed_random(2);
        assert_ne!(draw(&clock), [a, b, c]);
    }

    #[test]
    fn the_end_of_time_is_not_an_overflow() {
        let clock = PausedClock::default();
        clock.sleep(Duration::MAX);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now().unix, Timestamp::MAX);
    }
}
