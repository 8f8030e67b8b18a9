//! Time and randomness, as arguments.

use core::fmt::Debug;
use core::time::Duration;

use crate::Timestamp;

/// One moment: what a [`Call`](crate::Call) needs to know of time and chance.
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
    /// A moment on both clocks, with a fresh random number.
    pub const fn new(unix: Timestamp, elapsed: Duration, random: u64) -> Self {
        Self { unix, elapsed, random }
    }
}

/// A source of [`Now`]. Only its implementations read a clock and draw random
/// numbers.
pub trait Clock: Debug + Send + Sync {
    /// The current moment.
    fn now(&self) -> Now;
}
