//! A clock that a test moves.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tencentcloud_core::{Clock, Now, Timestamp};

/// A clock that stands still until [`PausedClock::advance`] moves it.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_core::{Clock, Timestamp};
/// use tencentcloud_testing::PausedClock;
///
/// let clock = PausedClock::at(Timestamp::new(1_700_000_000).unwrap());
/// clock.advance(Duration::from_secs(90));
/// assert_eq!(clock.now().unix.seconds(), 1_700_000_090);
/// ```
#[derive(Debug)]
pub struct PausedClock {
    start: Timestamp,
    elapsed: Mutex<Duration>,
}

impl PausedClock {
    /// A clock that shows this second.
    pub fn at(start: Timestamp) -> Self {
        Self { start, elapsed: Mutex::new(Duration::ZERO) }
    }

    /// Moves both the wall clock and the monotonic one.
    pub fn advance(&self, by: Duration) {
        *self.elapsed.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Clock for PausedClock {
    /// Randomness is always zero, so that a test sees the same waits every time.
    fn now(&self) -> Now {
        let elapsed = *self.elapsed.lock().unwrap_or_else(PoisonError::into_inner);
        let unix = Timestamp::saturating(self.start.seconds() + elapsed.as_secs());
        Now { unix, elapsed, random: 0 }
    }
}
