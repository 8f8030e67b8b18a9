//! Whether a host is worth another attempt.
//!
//! ```text
//!            5 failures in a row, or 5 and 75 % within a minute
//!   closed ────────────────────────────────────────────────────▶ open ◀──┐
//!     ▲                                                           │ 60 s │
//!     │ it succeeds                                               ▼      │ it fails
//!     └───────────────────────────────────────────────────── one probe ──┘
//! ```
//!
//! ```
//! use std::time::Duration;
//! use tencentcloud_core::Breaker;
//!
//! let at = Duration::from_secs;
//! let mut breaker = Breaker::new();
//! for second in 0..5 {
//!     assert!(breaker.allows(at(second)));
//!     breaker.failed(at(second));
//! }
//! assert!(!breaker.allows(at(5)), "another host, then");
//!
//! assert!(breaker.allows(at(64)), "the probe");
//! assert!(!breaker.allows(at(64)), "is one request");
//! breaker.succeeded(at(65));
//! assert!(breaker.allows(at(65)));
//! ```

use alloc::collections::VecDeque;
use core::time::Duration;

/// Failures that open it: in a row, or as most of the attempts in the window.
const FAILURES: u64 = 5;

/// The window, in seconds, the present one included.
const WINDOW: u64 = 60;

/// How long it stays open.
const OPEN: Duration = Duration::from_secs(60);

/// A probe of which nothing was heard for so long was given up by its caller.
const PROBE: Duration = Duration::from_secs(30);

/// A circuit breaker: keeps requests from one host while it fails.
///
/// What counts as a failure is the caller's to say: for a [`Call`](crate::Call),
/// that the host could not be reached, did not answer with a reply, or replied
/// that it failed itself. Any other error that the service replies with is a
/// success of the host.
///
/// It opens after five failures in a row, however long they take, and when
/// failures are at least five and at least 75 % of the attempts within 60
/// seconds. After 60 s one request may probe the host: if it succeeds
/// everything before is forgotten, if it fails the host is left alone for
/// another 60 s. Nothing heard of the probe in 30 s, another one may go.
///
/// While it is open, what comes of earlier requests changes nothing.
#[derive(Debug, Clone)]
pub struct Breaker {
    state: State,
}

#[derive(Debug, Clone)]
enum State {
    Closed(Tally),
    /// Nobody passes before `until`. `probing`: since somebody did.
    Open {
        until: Duration,
        probing: bool,
    },
}

impl Breaker {
    /// A breaker that is closed: requests pass.
    pub fn new() -> Self {
        Self { state: State::Closed(Tally::default()) }
    }

    /// Whether a request may be sent to the host now. Whoever asks sends if it
    /// may, and tells what came of it: after a time open, the one who is
    /// allowed first is the probe.
    pub fn allows(&mut self, now: Duration) -> bool {
        match &mut self.state {
            State::Closed(_) => true,
            State::Open { until, .. } if now < *until => false,
            State::Open { until, probing } => {
                *until = now.saturating_add(PROBE);
                *probing = true;
                true
            }
        }
    }

    /// The host answered.
    pub fn succeeded(&mut self, now: Duration) {
        match &mut self.state {
            State::Closed(tally) => tally.succeeded(now),
            State::Open { probing: true, .. } => *self = Self::new(),
            State::Open { .. } => {}
        }
    }

    /// The host did not answer, or not with a reply of the service.
    pub fn failed(&mut self, now: Duration) {
        let opens = match &mut self.state {
            State::Closed(tally) => {
                tally.failed(now);
                tally.is_bad()
            }
            State::Open { probing, .. } => *probing,
        };
        if opens {
            self.state = State::Open { until: now.saturating_add(OPEN), probing: false };
        }
    }
}

/// Closed.
impl Default for Breaker {
    fn default() -> Self {
        Self::new()
    }
}

/// Attempts of the last minute, by the second.
#[derive(Debug, Clone, Default)]
struct Tally {
    seconds: VecDeque<Second>,
    failures_in_a_row: u64,
}

#[derive(Debug, Clone)]
struct Second {
    at: u64,
    attempts: u64,
    failures: u64,
}

impl Tally {
    fn succeeded(&mut self, now: Duration) {
        self.failures_in_a_row = 0;
        self.count(now, 0);
    }

    fn failed(&mut self, now: Duration) {
        self.failures_in_a_row += 1;
        self.count(now, 1);
    }

    fn is_bad(&self) -> bool {
        let attempts: u64 = self.seconds.iter().map(|second| second.attempts).sum();
        let failures: u64 = self.seconds.iter().map(|second| second.failures).sum();
        self.failures_in_a_row >= FAILURES || failures >= FAILURES && failures * 4 >= attempts * 3
    }

    fn count(&mut self, now: Duration, failures: u64) {
        let at = now.as_secs();
        self.seconds.retain(|second| at.saturating_sub(second.at) < WINDOW);
        match self.seconds.back_mut() {
            // Threads read the clock in one order and come here in another, so
            // that a time may be a little earlier than the one before.
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
