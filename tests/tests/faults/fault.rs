//! A row of the matrix: a fault, and the terms on which a call meets it.

use std::time::Duration;

use tencentcloud_core::Limits;

use crate::moves::Scene;
use crate::outcome::Outcome;
use crate::route::Route;
use crate::user::Over;

/// Rows that belong together.
pub(crate) struct Group {
    pub(crate) title: &'static str,
    pub(crate) faults: Vec<Fault>,
}

impl Group {
    /// Those that have one of the words; all of them if there are none.
    pub(crate) fn only(mut self, words: &[String]) -> Self {
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
    /// Each is met by a call of a client of its own.
    pub(crate) scenes: Vec<Scene>,
    /// How often all of that, to meet races.
    pub(crate) times: usize,
    pub(crate) limit: Limit,
    /// Calls that go well before the one that counts, by the same client.
    pub(crate) before: usize,
    /// Whether that call waits until the server has closed a connection.
    pub(crate) after_close: bool,
    /// What may come out, where two machines race; otherwise the outcome is one.
    pub(crate) either: &'static [Outcome],
    /// Bytes of a parameter that makes the request long.
    pub(crate) padding: usize,
    /// The largest body of an answer, in bytes.
    pub(crate) cap: usize,
}

/// Which time limit is short, so that it can end a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    /// None: the fault is noticed without.
    Neither,
    Connect,
    Total,
    /// Not so short, where one transport runs into it and the other must not.
    PatientTotal,
}

impl Limit {
    pub(crate) fn is_total(self) -> bool {
        matches!(self, Self::Total | Self::PatientTotal)
    }

    /// The limits to connect and in all. A busy machine is given more.
    pub(crate) fn durations(self, more: u32) -> (Duration, Duration) {
        match self {
            Self::Neither => (LONG, LONG),
            Self::Connect => (CONNECT, LONG),
            Self::Total => (LONG, TOTAL * more),
            Self::PatientTotal => (LONG, 5 * TOTAL * more),
        }
    }
}

/// A limit that must not run out; what ends at once ends long before.
pub(crate) const LONG: Duration = Duration::from_secs(40);
/// Short, but with room for a busy machine to get as far as the fault.
const CONNECT: Duration = Duration::from_millis(400);
const TOTAL: Duration = Duration::from_secs(1);

/// The cap of every call, unless said otherwise.
pub(crate) const CAP: usize = Limits::DEFAULT_BODY;

/// A server in clear that makes these moves.
pub(crate) fn fault(what: &'static str, scenes: Vec<Scene>) -> Fault {
    Fault {
        what,
        route: Route::Clear,
        over: &[Over::Hyper, Over::Ureq],
        scenes,
        times: 1,
        limit: Limit::Neither,
        before: 0,
        after_close: false,
        either: &[],
        padding: 0,
        cap: CAP,
    }
}

impl Fault {
    pub(crate) fn route(self, route: Route) -> Self {
        Self { route, ..self }
    }

    /// Only over this transport; the other cannot come to it.
    pub(crate) fn over(self, over: &'static [Over]) -> Self {
        Self { over, ..self }
    }

    pub(crate) fn times(self, times: usize) -> Self {
        Self { times, ..self }
    }

    pub(crate) fn limit(self, limit: Limit) -> Self {
        Self { limit, ..self }
    }

    pub(crate) fn before(self, before: usize) -> Self {
        Self { before, ..self }
    }

    pub(crate) fn after_close(self) -> Self {
        Self { after_close: true, ..self }
    }

    pub(crate) fn either(self, either: &'static [Outcome]) -> Self {
        Self { either, ..self }
    }

    pub(crate) fn padding(self, padding: usize) -> Self {
        Self { padding, ..self }
    }

    pub(crate) fn cap(self, cap: usize) -> Self {
        Self { cap, ..self }
    }
}
