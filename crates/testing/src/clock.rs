//! A clock under the control of a test.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tencentcloud_core::{Clock, Now, Timestamp};

mod host;
mod random;

use self::random::Random;

/// A clock that advances only when a test or a transport advances it.
///
/// Clones share one clock. Give one to the client ([`Clock`]) and one to the
/// transport ([`Scripted::with_clock`](crate::Scripted::with_clock)). Backoff,
/// `Retry-After` and timeouts then take no real time, and the test reads from
/// the clock how long they would have taken.
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
/// The clock of an emulator is one of these, too. It starts as a
/// [running](PausedClock::running) clock, which follows real time until
/// [`freeze`](PausedClock::freeze) stops it.
///
/// A sleep advances the clock at once. Sleeps of concurrent tasks therefore add
/// up, whereas on a real clock they overlap.
#[derive(Clone)]
pub struct PausedClock(Arc<Mutex<Reading>>);

struct Reading {
    unix: Duration,
    /// Never goes back, not even when the wall clock is set back.
    elapsed: Duration,
    /// The host's clock at the last reading; none while frozen.
    host: Option<Duration>,
    random: Random,
    sleeps: Vec<Duration>,
}

impl PausedClock {
    /// A frozen clock that shows this second. Its random numbers are zero until
    /// [`set_random`](PausedClock::set_random) or
    /// [`seed_random`](PausedClock::seed_random) changes them.
    pub fn at(start: Timestamp) -> Self {
        Self::new(Duration::from_secs(start.seconds()), None, Random::Constant(0))
    }

    /// A clock that follows real time from this second on, or from the host's
    /// time. Its random numbers differ from run to run.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencentcloud_core::{Clock, Timestamp};
    /// use tencentcloud_testing::PausedClock;
    ///
    /// let clock = PausedClock::running(Timestamp::new(1_700_000_000));
    /// clock.freeze(true);
    /// let frozen = clock.now().unix;
    /// clock.advance(Duration::from_secs(300));
    /// assert_eq!(clock.now().unix.seconds(), frozen.seconds() + 300);
    /// ```
    pub fn running(start: Option<Timestamp>) -> Self {
        let unix = start.map_or_else(host::unix, |start| Duration::from_secs(start.seconds()));
        Self::new(unix, Some(host::monotonic()), Random::fresh())
    }

    fn new(unix: Duration, host: Option<Duration>, random: Random) -> Self {
        let (elapsed, sleeps) = (Duration::ZERO, Vec::new());
        Self(Arc::new(Mutex::new(Reading { unix, elapsed, host, random, sleeps })))
    }

    /// Advances the wall clock and the monotonic clock.
    pub fn advance(&self, by: Duration) {
        self.reading().advance(by);
    }

    /// Sets the wall clock, forward or back. The monotonic clock stays, so
    /// signatures change while waits and timeouts do not.
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

    /// Stops the clock, or lets it follow real time from where it stopped.
    pub fn freeze(&self, frozen: bool) {
        let mut reading = self.reading();
        reading.host = if frozen { None } else { Some(host::monotonic()) };
    }

    /// Whether the clock is stopped.
    pub fn is_frozen(&self) -> bool {
        self.reading().host.is_none()
    }

    /// Makes every reading carry this random number. Jitter is proportional to
    /// it: 0 gives the shortest wait and [`u64::MAX`] the longest.
    pub fn set_random(&self, number: u64) {
        self.reading().random = Random::Constant(number);
    }

    /// Makes every reading carry the next number of a random sequence. The same
    /// seed gives the same sequence.
    pub fn seed_random(&self, seed: u64) {
        self.reading().random = Random::Sequence(seed);
    }

    /// Advances the clock and records the delay. A transport in virtual time
    /// calls it from its `sleep`.
    pub fn sleep(&self, delay: Duration) {
        let mut reading = self.reading();
        reading.sleeps.push(delay);
        reading.advance(delay);
    }

    /// The delays of all calls of [`sleep`](PausedClock::sleep), in order.
    ///
    /// These are the waits of a client: backoff and `Retry-After` between
    /// attempts, and waits for the rate limit. [`Scripted`](crate::Scripted) and
    /// [`Replay`](crate::Replay) record all of them, an emulator those while its
    /// clock is frozen. The list does not count [`advance`](PausedClock::advance),
    /// nor the delays of responses
    /// ([`ScriptedResponse::after`](crate::ScriptedResponse::after) and
    /// [`every`](crate::ScriptedResponse::every)), nor the time until a timeout.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.reading().sleeps.clone()
    }

    /// The wall clock as the time since the Unix epoch, with its fraction of a
    /// second.
    pub fn unix(&self) -> Duration {
        self.reading().unix
    }

    /// The monotonic clock. Reading it draws no random number.
    pub(crate) fn elapsed(&self) -> Duration {
        self.reading().elapsed
    }

    /// The reading, brought up to date if the clock follows real time.
    fn reading(&self) -> MutexGuard<'_, Reading> {
        let mut reading = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = reading.host {
            let host = host::monotonic();
            reading.advance(host.saturating_sub(before));
            reading.host = Some(host);
        }
        reading
    }
}

impl Reading {
    fn advance(&mut self, by: Duration) {
        self.unix = self.unix.saturating_add(by);
        self.elapsed = self.elapsed.saturating_add(by);
    }
}

/// A frozen clock at second 1,700,000,000 (2023-11-14 22:13:20 UTC).
impl Default for PausedClock {
    fn default() -> Self {
        Self::at(Timestamp::saturating(1_700_000_000))
    }
}

impl Clock for PausedClock {
    fn now(&self) -> Now {
        let mut reading = self.reading();
        let unix = Timestamp::saturating(reading.unix.as_secs());
        Now::new(unix, reading.elapsed, reading.random.next())
    }
}

impl fmt::Debug for PausedClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reading = self.reading();
        f.debug_struct("PausedClock")
            .field("unix", &reading.unix)
            .field("elapsed", &reading.elapsed)
            .field("frozen", &reading.host.is_none())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sleep_advances_the_clock_and_is_recorded() {
        let clock = PausedClock::default();
        clock.sleep(Duration::from_millis(1_500));
        clock.advance(Duration::from_millis(500));
        assert_eq!(clock.sleeps(), [Duration::from_millis(1_500)]);
        assert_eq!(clock.now().elapsed, Duration::from_secs(2));
        assert_eq!(clock.now().unix.seconds(), 1_700_000_002);
        assert_eq!(clock.unix(), Duration::from_secs(1_700_000_002));
    }

    #[test]
    fn elapsed_time_is_kept_when_the_wall_clock_is_set_back() {
        let clock = PausedClock::default();
        clock.advance(Duration::from_secs(5));
        clock.set_unix(Timestamp::saturating(10));
        assert_eq!(clock.now().unix.seconds(), 10);
        assert_eq!(clock.now().elapsed, Duration::from_secs(5));
    }

    #[test]
    fn running_clock_follows_real_time_until_frozen() {
        // A loop instead of a sleep: the clock must advance by itself.
        let wait_for_change = |clock: &PausedClock| {
            let first = clock.unix();
            while clock.unix() == first {
                std::hint::spin_loop();
            }
            first
        };
        let clock = PausedClock::running(Timestamp::new(1_000));
        assert!(!clock.is_frozen());
        let first = wait_for_change(&clock);
        assert!((1_000..1_060).contains(&first.as_secs()));

        clock.freeze(true);
        assert!(clock.is_frozen());
        let frozen = clock.unix();
        clock.advance(Duration::from_millis(1_500));
        assert_eq!(clock.unix(), frozen + Duration::from_millis(1_500));
        clock.freeze(false);
        wait_for_change(&clock);
        assert!(PausedClock::running(None).now().unix.seconds() > 1_700_000_000);
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
        let running = || draw(&PausedClock::running(None));
        assert_ne!(running(), running());
    }

    #[test]
    fn time_saturates_at_the_maximum() {
        let clock = PausedClock::default();
        clock.sleep(Duration::MAX);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now().unix, Timestamp::MAX);
    }
}
