//! Time and randomness, as arguments.

use core::fmt::Debug;
use core::time::Duration;

use crate::Timestamp;

/// The current wall-clock time, monotonic time and a random number, as input for
/// [`Call`](crate::Call).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Now {
    /// The wall clock, for signatures.
    pub unix: Timestamp,
    /// A monotonic clock with any origin, for deadlines and waits.
    pub elapsed: Duration,
    /// A fresh random number, for jitter.
    pub random: u64,
}

impl Now {
    /// The time on both clocks, with a fresh random number.
    pub const fn new(unix: Timestamp, elapsed: Duration, random: u64) -> Self {
        Self { unix, elapsed, random }
    }
}

/// A source of [`Now`]. Only its implementations read a clock and draw random
/// numbers.
pub trait Clock: Debug + Send + Sync {
    /// The current time, with a fresh random number.
    fn now(&self) -> Now;
}
