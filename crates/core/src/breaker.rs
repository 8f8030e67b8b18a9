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
///     let pass = breaker.admit(at(second)).unwrap();
///     breaker.failed(pass, at(second));
/// }
/// assert!(breaker.admit(at(5)).is_none(), "open: use another host");
///
/// let probe = breaker.admit(at(64)).unwrap();
/// assert!(breaker.admit(at(64)).is_none(), "half-open: no other request passes");
/// breaker.succeeded(probe, at(65));
/// assert!(breaker.admit(at(65)).is_some(), "closed");
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
/// opens for another 60 seconds. If a probe is [not sent](Breaker::release), or has no
/// outcome after 30 seconds, another request may probe the host.
///
/// An outcome counts only in the state in which its request was admitted. A request
/// that was sent before the breaker opened says nothing about a probe, and nothing
/// about the host after a probe has succeeded.
#[derive(Debug, Clone)]
pub struct Breaker {
    state: State,
    /// The pass of the current state; a new one after each change and each probe.
    pass: Pass,
}

/// The right to send one request to a host, issued by [`Breaker::admit`]. The outcome
/// of the request is reported with it, or the pass is released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pass(u64);

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
        Self { state: State::Closed(Outcomes::default()), pass: Pass(0) }
    }

    /// Returns a pass if a request may be sent to the host now. The caller must send
    /// it and report its outcome, or release the pass: the request may be the probe of
    /// a half-open breaker.
    pub fn admit(&mut self, now: Duration) -> Option<Pass> {
        match self.state {
            State::Closed(_) => {}
            State::Open { until } | State::HalfOpen { until } if now < until => return None,
            State::Open { .. } | State::HalfOpen { .. } => {
                self.enter(State::HalfOpen { until: now.saturating_add(PROBE) });
            }
        }
        Some(self.pass)
    }

    /// Records a response of the host to the request of this pass.
    pub fn succeeded(&mut self, pass: Pass, now: Duration) {
        if pass != self.pass {
            return;
        }
        match &mut self.state {
            State::Closed(outcomes) => outcomes.succeeded(now),
            State::HalfOpen { .. } => self.enter(State::Closed(Outcomes::default())),
            State::Open { .. } => {}
        }
    }

    /// Records a failure of the host with the request of this pass.
    pub fn failed(&mut self, pass: Pass, now: Duration) {
        if pass != self.pass {
            return;
        }
        let opens = match &mut self.state {
            State::Closed(outcomes) => {
                outcomes.failed(now);
                outcomes.exceed_limits()
            }
            State::HalfOpen { .. } => true,
            State::Open { .. } => false,
        };
        if opens {
            self.enter(State::Open { until: now.saturating_add(OPEN) });
        }
    }

    /// Returns a pass whose request was not sent. If it was the probe, another request
    /// may probe the host at once.
    pub fn release(&mut self, pass: Pass) {
        if pass == self.pass && matches!(self.state, State::HalfOpen { .. }) {
            self.enter(State::HalfOpen { until: Duration::ZERO });
        }
    }

    /// Changes the state; earlier passes no longer count.
    fn enter(&mut self, state: State) {
        self.state = state;
        self.pass.0 += 1;
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
