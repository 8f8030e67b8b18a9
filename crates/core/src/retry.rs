//! Retries: whether a failed attempt is retried, and when.
//!
//! [`class`]: what an error means for a retry. [`backoff`]: how long to wait before
//! it. [`budget`]: how many retries an account may make.

use core::time::Duration;

pub(crate) mod backoff;
mod budget;
pub(crate) mod class;

pub use self::budget::RetryBudget;

/// Retries of transient errors that are safe to retry.
///
/// By default a call makes up to three retries. It retries an action that is not
/// idempotent only if the service cannot have executed it.
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
    pub(crate) max_retries: u32,
    pub(crate) retry_writes: bool,
    pub(crate) base: Duration,
    pub(crate) cap: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_retries: 3,
            retry_writes: false,
            base: Duration::from_millis(200),
            cap: Duration::from_secs(20),
        }
    }
}

impl RetryPolicy {
    /// No retries.
    pub fn never() -> Self {
        Self::default().max_retries(0)
    }

    /// Sets the number of retries, attempts after the first; the default is 3.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Also retries an action that is not idempotent when the outcome of an attempt
    /// is unknown. For programs that detect or tolerate duplicates.
    #[must_use]
    pub fn retry_writes(mut self) -> Self {
        self.retry_writes = true;
        self
    }

    /// Sets the upper bound of the first backoff; the default is 200 ms. The delay
    /// is random between zero and the bound, which doubles with every retry. After
    /// throttling it starts at one second, since the service counts by the second.
    #[must_use]
    pub fn base_delay(mut self, base: Duration) -> Self {
        self.base = base;
        self
    }

    /// Sets the maximum backoff; the default is 20 s. A longer `Retry-After` still
    /// applies, up to the deadline.
    #[must_use]
    pub fn max_delay(mut self, cap: Duration) -> Self {
        self.cap = cap;
        self
    }

    /// Whether [`RetryPolicy::retry_writes`] is set.
    pub fn retries_writes(self) -> bool {
        self.retry_writes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn setters_change_what_they_name_and_nothing_else() {
        let second = Duration::from_secs(1);
        let policy = RetryPolicy::default();
        let set = policy.max_retries(7).base_delay(second).max_delay(second * 9).retry_writes();
        let expected =
            RetryPolicy { max_retries: 7, retry_writes: true, base: second, cap: second * 9 };
        assert_eq!(set, expected);
        assert!(set.retries_writes() && !policy.retries_writes());
        assert_eq!(RetryPolicy::never(), policy.max_retries(0));
    }
}
