//! Time and randomness, as arguments.

use core::fmt::Debug;
use core::time::Duration;

use crate::Timestamp;

/// One moment, as the call machine is told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Now {
    /// The wall clock: what requests are signed with.
    pub unix: Timestamp,
    /// A clock that never goes back, from any origin: deadlines and waits.
    pub elapsed: Duration,
    /// A fresh random number: jitter.
    pub random: u64,
}

impl Now {
    /// A moment as both clocks show it, with a fresh random number.
    pub const fn new(unix: Timestamp, elapsed: Duration, random: u64) -> Self {
        Self { unix, elapsed, random }
    }
}

/// Tells the time. Only its implementations read a clock; everything else is
/// given a [`Now`].
pub trait Clock: Debug + Send + Sync {
    /// This moment.
    fn now(&self) -> Now;
}
