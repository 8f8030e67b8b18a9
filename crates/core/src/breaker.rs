//! A circuit breaker per host.

use alloc::collections::VecDeque;
use core::time::Duration;

/// Failures that open the breaker: consecutive ones, or the minimum for the
/// failure rate.
const FAILURES: u64 = 5;

/// The window of the failure rate in seconds, the current one included.
const WINDOW: u64 = 60;

/// How long the breaker stays open.
const OPEN: Duration = Duration::from_secs(60);

/// The time after which another probe may follow one without an outcome.
const PROBE: Duration = Duration::from_secs(30);

/// A circuit breaker: stops requests to a host while it fails.
///
/// ```text
///          5 consecutive failures, or
///          5 failures and 75 % within 60 s
///   closed ───────────────────────────────▶ open ◀──────┐
///     ▲                                       │ 60 s    │ the probe fails
///     │ the probe succeeds                    ▼         │
///     └─────────────────────────────────── half-open ───┘
/// ```
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_core::Breaker;
///
/// let at = Duration::from_secs;
/// let mut breaker = Breaker::new();
/// for second in 0..5 {
///     assert!(breaker.allows(at(second)));
///     breaker.failed(at(second));
/// }
/// assert!(!breaker.allows(at(5)), "open: use another host");
///
/// assert!(breaker.allows(at(64)), "half-open: one probe passes");
/// assert!(!breaker.allows(at(64)), "and no other request");
/// breaker.succeeded(at(65));
/// assert!(breaker.allows(at(65)), "closed");
/// ```
///
/// The caller decides what a failure is. For a [`Call`](crate::Call): the host
/// could not be reached, returned no valid response, or reported a failure of the
/// server. Any other API error counts as a success.
///
/// The breaker opens after five consecutive failures, however long they take, or
/// when at least five attempts, and at least 75 % of all attempts, failed within 60
/// seconds. After 60 seconds it is half-open: one request may probe the host. If the
/// probe succeeds, the breaker closes and starts over; if it fails, the breaker
/// opens for another 60 seconds. If a probe has no outcome after 30 seconds, another
/// request may probe the host.
///
/// Outcomes of requests that started earlier change nothing while the breaker is
/// open.
#[derive(Debug, Clone)]
pub struct Breaker {
    state: State,
}

#[derive(Debug, Clone)]
enum State {
    Closed(Outcomes),
    /// No request passes before `until`.
    Open {
        until: Duration,
    },
    /// A probe is under way; another one passes at `until`.
    HalfOpen {
        until: Duration,
    },
}

impl Breaker {
    /// A closed breaker: requests pass.
    pub fn new() -> Self {
        Self { state: State::Closed(Outcomes::default()) }
    }

    /// Whether a request may be sent to the host now. The caller must send it if
    /// this returns `true`, and report the outcome: it may be the probe of a
    /// half-open breaker.
    pub fn allows(&mut self, now: Duration) -> bool {
        match self.state {
            State::Closed(_) => true,
            State::Open { until } | State::HalfOpen { until } if now < until => false,
            State::Open { .. } | State::HalfOpen { .. } => {
                self.state = State::HalfOpen { until: now.saturating_add(PROBE) };
                true
            }
        }
    }

    /// Records a response of the host.
    pub fn succeeded(&mut self, now: Duration) {
        match &mut self.state {
            State::Closed(outcomes) => outcomes.succeeded(now),
            State::HalfOpen { .. } => *self = Self::new(),
            State::Open { .. } => {}
        }
    }

    /// Records a failure of the host.
    pub fn failed(&mut self, now: Duration) {
        let opens = match &mut self.state {
            State::Closed(outcomes) => {
                outcomes.failed(now);
                outcomes.exceed_limits()
            }
            State::HalfOpen { .. } => true,
            State::Open { .. } => false,
        };
        if opens {
            self.state = State::Open { until: now.saturating_add(OPEN) };
        }
    }
}

/// A closed breaker.
impl Default for Breaker {
    fn default() -> Self {
        Self::new()
    }
}

/// The outcomes of the last minute, counted by the second.
#[derive(Debug, Clone, Default)]
struct Outcomes {
    seconds: VecDeque<Second>,
    consecutive_failures: u64,
}

#[derive(Debug, Clone)]
struct Second {
    at: u64,
    attempts: u64,
    failures: u64,
}

impl Outcomes {
    fn succeeded(&mut self, now: Duration) {
        self.consecutive_failures = 0;
        self.count(now, 0);
    }

    fn failed(&mut self, now: Duration) {
        self.consecutive_failures += 1;
        self.count(now, 1);
    }

    fn exceed_limits(&self) -> bool {
        let attempts: u64 = self.seconds.iter().map(|second| second.attempts).sum();
        let failures: u64 = self.seconds.iter().map(|second| second.failures).sum();
        self.consecutive_failures >= FAILURES
            || failures >= FAILURES && failures * 4 >= attempts * 3
    }

    fn count(&mut self, now: Duration, failures: u64) {
        let at = now.as_secs();
        self.seconds.retain(|second| at.saturating_sub(second.at) < WINDOW);
        match self.seconds.back_mut() {
            // Threads may report in another order than they read the clock, so `at`
            // may be slightly before the last second.
            Some(second) if second.at >= at => {
                second.attempts += 1;
                second.failures += failures;
            }
            _ => self.seconds.push_back(Second { at, attempts: 1, failures }),
        }
    }
}

#[cfg(test)]
mod tests;
