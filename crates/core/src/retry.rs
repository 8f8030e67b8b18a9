//! Whether a failed attempt is made again, and when.
//!
//! Three questions, each in a file of its own: what the failure says about the
//! first attempt ([`class`]), how long to wait ([`backoff`]), and whether all
//! calls together may still afford it ([`budget`]).

use core::time::Duration;

pub(crate) mod backoff;
mod budget;
pub(crate) mod class;

pub use self::budget::RetryBudget;

/// What a call does after a failure that may pass.
///
/// The default makes up to three further attempts, and repeats a write only
/// where it is certain that the service did not carry it out.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_core::RetryPolicy;
///
/// let patient = RetryPolicy::default().max_retries(8).max_delay(Duration::from_secs(60));
/// assert!(!patient.retries_writes());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    pub(crate) retries: u32,
    pub(crate) retry_writes: bool,
    pub(crate) base: Duration,
    pub(crate) cap: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            retries: 3,
            retry_writes: false,
            base: Duration::from_millis(200),
            cap: Duration::from_secs(20),
        }
    }
}

impl RetryPolicy {
    /// One attempt and no more.
    pub fn never() -> Self {
        Self::default().max_retries(0)
    }

    /// Further attempts after the first; 3 unless set.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// Also repeats an action that is not harmless twice when nobody knows
    /// whether the service carried the first one out. For programs that find
    /// a duplicate themselves, or do not mind one.
    #[must_use]
    pub fn retry_writes(mut self) -> Self {
        self.retry_writes = true;
        self
    }

    /// The wait before the first retry is drawn from zero up to this, and the
    /// bound doubles with every further one; 200 ms unless set. After
    /// throttling it starts at a second, the service's own measure.
    #[must_use]
    pub fn base_delay(mut self, base: Duration) -> Self {
        self.base = base;
        self
    }

    /// The bound above which no wait is drawn; 20 s unless set. A server that
    /// asks for more in `Retry-After` gets it.
    #[must_use]
    pub fn max_delay(mut self, cap: Duration) -> Self {
        self.cap = cap;
        self
    }

    /// Whether [`RetryPolicy::retry_writes`] was chosen.
    pub fn retries_writes(self) -> bool {
        self.retry_writes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_what_was_said_of_it() {
        let second = Duration::from_secs(1);
        let policy = RetryPolicy::default();
        let set = policy.max_retries(7).base_delay(second).max_delay(second * 9).retry_writes();
        let expected =
            RetryPolicy { retries: 7, retry_writes: true, base: second, cap: second * 9 };
        assert_eq!(set, expected);
        assert!(set.retries_writes() && !policy.retries_writes());
        assert_eq!(RetryPolicy::never(), policy.max_retries(0));
    }
}
