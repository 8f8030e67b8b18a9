//! A row of the matrix: a fault and the conditions of the call.

use std::time::Duration;

use tencentcloud_core::Limits;

use crate::outcome::Outcome;
use crate::route::Route;
use crate::script::Scenario;
use crate::test_client::{Over, Runtimes, SlowPart};

/// A section of the page.
pub(crate) struct Group {
    pub(crate) title: &'static str,
    pub(crate) faults: Vec<Fault>,
}

impl Group {
    /// Keeps the faults that contain one of the words; all if there are none.
    pub(crate) fn filter(mut self, words: &[String]) -> Self {
        self.faults.retain(|fault| {
            words.is_empty() || words.iter().any(|word| fault.what.contains(word.as_str()))
        });
        self
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) what: &'static str,
    pub(crate) route: Route,
    pub(crate) over: &'static [Over],
    /// Variants of the fault. Each meets a new client.
    pub(crate) scenarios: Vec<Scenario>,
    /// Repetitions of all scenarios, to hit races.
    pub(crate) times: usize,
    pub(crate) limit: Limit,
    /// Successful calls by the same client before the measured one.
    pub(crate) calls_before: usize,
    /// Whether the measured call waits until the server has closed a connection.
    pub(crate) after_close: bool,
    /// How long the client does nothing before the measured call.
    pub(crate) idle: Duration,
    /// The allowed outcomes of a race; empty if the outcome is deterministic.
    pub(crate) any_of: &'static [Outcome],
    /// The size in bytes of a parameter that makes the request long.
    pub(crate) padding: usize,
    /// The runtimes of a client over hyper.
    pub(crate) runtimes: Runtimes,
    /// What takes time in the client itself before a request is signed.
    pub(crate) slow_part: SlowPart,
    /// The call ends before anything is sent.
    pub(crate) sends_nothing: bool,
    /// The server says that it did not process the request that it received.
    pub(crate) is_disowned: bool,
    /// The response size limit, in bytes.
    pub(crate) body_limit: usize,
}

/// Which timeout is short enough to end the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    /// Neither: the client must detect the fault by itself.
    Neither,
    Connect,
    Total,
    /// A longer total timeout, where one transport reaches it and the other must not.
    LongTotal,
    /// What the transport allows a silent connection, with long timeouts.
    Silence,
    /// What an idempotent call allows a kept connection until the first byte. Another
    /// call has the total timeout, which is somewhat longer.
    FirstByte,
    /// No time at all.
    Zero,
}

impl Limit {
    pub(crate) fn is_total(self) -> bool {
        matches!(self, Self::Total | Self::LongTotal)
    }

    /// The connect and total timeouts. `factor` extends the total on a busy machine.
    pub(crate) fn durations(self, factor: u32) -> (Duration, Duration) {
        match self {
            Self::Neither => (LONG, LONG),
            Self::Silence => (LONG, 2 * LONG),
            Self::FirstByte => (LONG, Limits::DEFAULT_FIRST_BYTE_REUSED + TOTAL * 5),
            Self::Zero => (LONG, Duration::ZERO),
            Self::Connect => (CONNECT, LONG),
            Self::Total => (LONG, TOTAL * factor),
            Self::LongTotal => (LONG, 5 * TOTAL * factor),
        }
    }
}

/// A timeout that must not elapse: what fails at once fails long before.
pub(crate) const LONG: Duration = Duration::from_secs(40);
/// Short, but long enough for a busy machine to reach the fault.
const CONNECT: Duration = Duration::from_millis(400);
const TOTAL: Duration = Duration::from_secs(1);

/// A fault of a plain HTTP server that follows these scenarios.
pub(crate) fn fault(what: &'static str, scenarios: Vec<Scenario>) -> Fault {
    Fault {
        what,
        route: Route::PlainHttp,
        over: &[Over::Hyper, Over::Ureq],
        scenarios,
        times: 1,
        limit: Limit::Neither,
        calls_before: 0,
        after_close: false,
        idle: Duration::ZERO,
        any_of: &[],
        padding: 0,
        runtimes: Runtimes::Shared,
        slow_part: SlowPart::Nothing,
        sends_nothing: false,
        is_disowned: false,
        body_limit: Limits::DEFAULT_BODY,
    }
}

impl Fault {
    pub(crate) fn route(self, route: Route) -> Self {
        Self { route, ..self }
    }

    /// Restricts the fault to the transports that can meet it.
    pub(crate) fn over(self, over: &'static [Over]) -> Self {
        Self { over, ..self }
    }

    pub(crate) fn times(self, times: usize) -> Self {
        Self { times, ..self }
    }

    pub(crate) fn limit(self, limit: Limit) -> Self {
        Self { limit, ..self }
    }

    pub(crate) fn calls_before(self, calls_before: usize) -> Self {
        Self { calls_before, ..self }
    }

    pub(crate) fn after_close(self) -> Self {
        Self { after_close: true, ..self }
    }

    pub(crate) fn idle(self, idle: Duration) -> Self {
        Self { idle, ..self }
    }

    pub(crate) fn slow_part(self, slow_part: SlowPart) -> Self {
        Self { slow_part, ..self }
    }

    pub(crate) fn sends_nothing(self) -> Self {
        Self { sends_nothing: true, ..self }
    }

    pub(crate) fn any_of(self, any_of: &'static [Outcome]) -> Self {
        Self { any_of, ..self }
    }

    pub(crate) fn padding(self, padding: usize) -> Self {
        Self { padding, ..self }
    }

    pub(crate) fn runtimes(self, runtimes: Runtimes) -> Self {
        Self { runtimes, ..self }
    }

    pub(crate) fn disowned(self) -> Self {
        Self { is_disowned: true, ..self }
    }

    pub(crate) fn body_limit(self, body_limit: usize) -> Self {
        Self { body_limit, ..self }
    }
}
