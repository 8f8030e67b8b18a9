//! The calls of one process to one action, and the permits that it holds for them.

use std::collections::VecDeque;
use std::time::Duration;

use self::line::Line;
pub(crate) use self::line::Wakers;
use self::local_pace::{LocalPace, Pace};
use self::recent::Recent;
pub(crate) use self::turn::Turn;
use crate::script::Reply;

mod asking;
mod line;
mod local_pace;
mod recent;
#[cfg(test)]
mod tests;
mod turn;

/// What the slots of `rate` + 1 permits span, in microseconds; the script has it, too.
const SPAN_MICROS: u64 = 1_030_000;

/// How often the use of an action without a rate is reported.
const REPORT: Duration = Duration::from_secs(1);

/// The waiting calls of one action and the permits for them: the first permit is for the
/// first call, and so on.
///
/// It does no I/O and reads no clock. Times are those since the start of the limiter; slots
/// are times of the server.
#[derive(Debug)]
pub(crate) struct Lane {
    weight: u32,
    /// The rate that this process states; 0 if it states none.
    pub(crate) stated: u32,
    /// From one permit to the next, for all processes together; `None` if no rate is known.
    interval: Option<Duration>,
    /// The sum of the weights of all processes.
    weights: u64,
    permits: VecDeque<Permit>,
    calls: Line,
    /// When the server was asked, if it has not responded yet.
    asked: Option<Duration>,
    /// Since when a call waits for the server to be asked.
    unasked_since: Option<Duration>,
    /// Until then the process paces alone, since the server refuses this rate.
    refused_until: Duration,
    /// When it may be asked again.
    ask_after: Duration,
    /// The last permit that was granted.
    last: Option<Permit>,
    /// The last turn that was taken without the server.
    last_alone: Option<Duration>,
    /// The slot of a throttled permit, to be reported.
    throttled: Option<u64>,
    /// How many requests were throttled, to be reported.
    refused: u32,
    /// Requests that were sent without a permit, to be reported.
    unpaced: u32,
    /// The permits that were used of late.
    used: Recent,
    used_since_asked: bool,
    /// When a permit was seen that was not used in time.
    wasted: Option<Duration>,
    pub(crate) last_used: Duration,
    local: LocalPace,
}

/// A permit that a process holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Permit {
    pub(crate) due: Duration,
    pub(crate) slot: u64,
}

/// Permits that the server has granted: slots of a regular grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) first: Permit,
    pub(crate) permits: u64,
    /// In microseconds; 0 if no rate is known.
    pub(crate) interval: u64,
    /// When to ask again if the next second is full.
    pub(crate) later: Option<Duration>,
    pub(crate) weights: u64,
}

impl Grant {
    /// The permits of a reply; `local` is the time here of a time of the server.
    pub(crate) fn of(reply: &Reply, local: impl Fn(u64) -> Duration) -> Self {
        Self {
            first: Permit { due: local(reply.slot), slot: reply.slot },
            permits: reply.permits,
            interval: reply.interval,
            later: Some(reply.later).filter(|later| *later > 0).map(local),
            weights: reply.weights,
        }
    }
}

/// Who decides about permits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Server,
    /// The process alone.
    Local,
    /// The server, but each process keeps its turn.
    Returning,
}

impl Lane {
    /// A lane for an action of which nothing but the stated rate is known, and that one
    /// process in `weights / weight` uses.
    pub(crate) fn new(stated: u32, weight: u32, weights: u64) -> Self {
        let interval = Some(u64::from(stated)).filter(|rate| *rate > 0);
        Self {
            weight,
            stated,
            interval: interval.map(|rate| Duration::from_micros(SPAN_MICROS.div_ceil(rate))),
            weights: weights.max(u64::from(weight)),
            permits: VecDeque::new(),
            calls: Line::default(),
            asked: None,
            unasked_since: None,
            refused_until: Duration::ZERO,
            ask_after: Duration::ZERO,
            last: None,
            last_alone: None,
            throttled: None,
            refused: 0,
            unpaced: 0,
            used: Recent::default(),
            used_since_asked: false,
            wasted: None,
            last_used: Duration::ZERO,
            local: LocalPace::default(),
        }
    }

    /// The sum of the weights of all processes.
    pub(crate) fn weights(&self) -> u64 {
        self.weights
    }

    /// Whether nothing is lost when the lane is dropped.
    pub(crate) fn is_idle(&self) -> bool {
        self.calls.is_deserted() && self.asked.is_none()
    }

    /// A call joins the end of the line. Returns its number.
    pub(crate) fn enter(&mut self) -> u64 {
        self.calls.enter()
    }

    /// A call leaves the line, with or without a permit.
    pub(crate) fn leave(&mut self, number: u64) {
        if let Some(place) = self.calls.place(number) {
            self.remove(place);
            self.wake_behind(place);
        }
    }

    fn remove(&mut self, place: usize) {
        self.calls.remove(place);
        if self.calls.len() <= self.permits.len() {
            // What a call that has left waited for is not overdue.
            self.unasked_since = None;
        }
    }

    /// The pace of this process if all take their turns.
    fn pace(&self, interval: Duration) -> Pace {
        #[expect(clippy::cast_precision_loss, reason = "a sum of weights")]
        let turns = self.weights as f64 / f64::from(self.weight);
        Pace { interval, round: interval.mul_f64(turns) }
    }

    /// The server has responded.
    pub(crate) fn granted(&mut self, grant: &Grant, now: Duration, mode: Mode) {
        (self.asked, self.last_alone) = (None, None);
        self.weights = match mode {
            Mode::Server => grant.weights.max(u64::from(self.weight)),
            // The others may not have returned yet.
            _ => grant.weights.max(self.weights),
        };
        let interval = Duration::from_micros(grant.interval);
        self.interval = Some(interval).filter(|interval| !interval.is_zero());
        self.ask_after = match self.interval {
            None => now + REPORT,
            Some(_) => grant.later.unwrap_or_default(),
        };
        let before = self.permits.len();
        for number in 0..grant.permits {
            let slot = grant.first.slot.saturating_add(number.saturating_mul(grant.interval));
            let after = u32::try_from(number).unwrap_or(u32::MAX);
            let due = grant.first.due.saturating_add(interval.saturating_mul(after));
            let permit = Permit { due, slot };
            self.permits.push_back(permit);
            self.last = Some(permit);
        }
        if let (true, 1.., Some(last)) = (mode != Mode::Returning, grant.permits, self.last) {
            let batch = u32::try_from(grant.permits).unwrap_or(u32::MAX);
            self.local = LocalPace::after(last.due, batch, self.pace(interval));
        }
        self.calls.wake(before, self.permits.len() + 1);
        if self.interval.is_none() {
            self.wake_all();
        }
    }

    /// The server did not respond.
    pub(crate) fn no_reply(&mut self) {
        (self.asked, self.unasked_since) = (None, None);
        self.ask_after = Duration::ZERO;
        self.wake_all();
    }

    /// The server refuses this rate; it is asked again after this time.
    pub(crate) fn refused(&mut self, until: Duration) {
        self.refused_until = until;
        self.no_reply();
        self.ask_after = until;
    }

    /// The service has throttled the permit of this slot; `None` if it was a local one.
    pub(crate) fn throttled(&mut self, slot: Option<u64>, now: Duration) {
        self.refused = self.refused.saturating_add(1);
        if let Some(slot) = slot {
            self.throttled = Some(self.throttled.unwrap_or_default().max(slot));
            return;
        }
        if self.interval.is_none() {
            let used = u64::try_from(2 * self.used.count(now)).unwrap_or(u64::MAX).max(1);
            self.interval = Some(Duration::from_micros(SPAN_MICROS / used));
            self.weights = u64::from(self.weight);
        }
        self.local.slow(now);
    }

    /// Wakes those that have earlier permits, or are the next, since the call of this place
    /// has left.
    fn wake_behind(&mut self, place: usize) {
        self.calls.wake(place, self.permits.len().max(place) + 2);
    }

    pub(crate) fn wake_all(&mut self) {
        self.calls.wake(0, self.calls.len());
    }

    /// The wakers that are to be called or dropped by now.
    pub(crate) fn take_wakers(&mut self) -> Wakers {
        self.calls.take_wakers()
    }
}
