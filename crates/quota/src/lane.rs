//! The calls of one process to one action, and the permits that it holds for them.

use std::collections::VecDeque;
use std::task::Waker;
use std::time::Duration;

use self::local_pace::LocalPace;
use self::recent::Recent;

mod asking;
mod local_pace;
mod recent;
#[cfg(test)]
mod tests;

/// How late a request may be sent; the interval of the slots allows for it.
const TOLERANCE: Duration = Duration::from_millis(30);

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
    calls: VecDeque<Waiting>,
    next_call: u64,
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
    /// How many were granted with it.
    granted_last: u32,
    /// The slot of a throttled permit, to be reported.
    throttled: Option<u64>,
    /// Requests that were sent without a permit, to be reported.
    unpaced: u32,
    /// The permits that were used of late.
    used: Recent,
    used_since_asked: bool,
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

/// A call that waits for a permit.
#[derive(Debug)]
struct Waiting {
    number: u64,
    waker: Option<Waker>,
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

/// What a waiting call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It may be sent, with the permit of this slot.
    Permitted(u64),
    /// It may be sent, since no rate is known.
    Unpaced,
    /// It may be sent, by the pace of this process alone.
    PacedLocally,
    /// It waits until it is woken, or until this time, to ask again.
    Wait(Option<Duration>),
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
            calls: VecDeque::new(),
            next_call: 0,
            asked: None,
            unasked_since: None,
            refused_until: Duration::ZERO,
            ask_after: Duration::ZERO,
            last: None,
            granted_last: 0,
            throttled: None,
            unpaced: 0,
            used: Recent::default(),
            used_since_asked: false,
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
        self.calls.is_empty() && self.asked.is_none()
    }

    /// A call joins the end of the line. Returns its number.
    pub(crate) fn enter(&mut self) -> u64 {
        if self.calls.is_empty() {
            // What a call that has left waited for is not overdue.
            self.unasked_since = None;
        }
        self.next_call += 1;
        self.calls.push_back(Waiting { number: self.next_call, waker: None });
        self.next_call
    }

    /// A call leaves the line, with or without a permit.
    pub(crate) fn leave(&mut self, number: u64) {
        if let Some(index) = self.index(number) {
            self.calls.remove(index);
            // Those behind it have earlier permits now.
            self.wake(index, self.permits.len().max(index) + 1);
        }
    }

    /// Whether it is the turn of this call. `timeout` is the time limit of the server.
    pub(crate) fn poll(
        &mut self,
        number: u64,
        waker: &Waker,
        now: Duration,
        mode: Mode,
        timeout: Duration,
    ) -> Turn {
        let Some(index) = self.index(number) else { return Turn::PacedLocally };
        let mode = if now < self.refused_until { Mode::Local } else { mode };
        let turn = self.turn(index, now, mode, timeout);
        if let Turn::Wait(_) = turn {
            if let Some(call) = self.calls.get_mut(index) {
                match &mut call.waker {
                    Some(known) => known.clone_from(waker),
                    none => *none = Some(waker.clone()),
                }
            }
        } else {
            self.calls.remove(index);
            self.used.add(now);
            self.used_since_asked = true;
            self.last_used = now;
            if turn == Turn::PacedLocally || mode == Mode::Returning {
                // The next call waits for its own turn now.
                self.wake(index, self.permits.len().max(index) + 1);
            }
        }
        turn
    }

    fn turn(&mut self, index: usize, now: Duration, mode: Mode, timeout: Duration) -> Turn {
        let Some(interval) = self.interval else {
            self.unpaced = self.unpaced.saturating_add(1);
            return if mode == Mode::Server { Turn::Unpaced } else { Turn::PacedLocally };
        };
        self.local.recover(now);
        while self.permits.front().is_some_and(|permit| permit.due + TOLERANCE < now) {
            self.permits.pop_front();
        }
        if let Some(permit) = self.permits.get(index).copied() {
            if permit.due > now {
                return Turn::Wait(Some(permit.due));
            }
            self.permits.remove(index);
            if mode == Mode::Returning {
                self.local.taken(permit.due, self.round(interval));
            }
            return Turn::Permitted(permit.slot);
        }
        if index > self.permits.len() {
            return Turn::Wait(None);
        }
        if mode != Mode::Local {
            let next = self.ask_at(mode, Duration::ZERO);
            if next.is_some_and(|at| at <= now) {
                self.unasked_since.get_or_insert(now);
            }
            let awaited = self.asked.or(self.unasked_since).or(next);
            return Turn::Wait(awaited.map(|asked| asked.saturating_add(timeout)));
        }
        let due = self.local_due();
        if due > now {
            return Turn::Wait(Some(due));
        }
        let on_time = due + TOLERANCE >= now;
        self.local.taken(if on_time { due } else { now }, self.round(interval));
        Turn::PacedLocally
    }

    /// When this process has its next turn without the server: after the permits that the
    /// others hold, as many as it was granted itself.
    fn local_due(&self) -> Duration {
        let interval = self.interval.unwrap_or_default();
        let others = self.round(interval).saturating_sub(interval);
        let held = self.granted_last;
        let after_last = self.last.map(|last| {
            last.due.saturating_add(others.saturating_mul(held)).saturating_add(interval)
        });
        self.local.due().max(after_last.unwrap_or_default())
    }

    /// From one turn of this process to its next, if all take their turns.
    fn round(&self, interval: Duration) -> Duration {
        #[expect(clippy::cast_precision_loss, reason = "a sum of weights")]
        let turns = self.weights as f64 / f64::from(self.weight);
        interval.mul_f64(turns)
    }

    /// The server has responded.
    pub(crate) fn granted(&mut self, grant: &Grant, now: Duration, mode: Mode) {
        self.asked = None;
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
        if grant.permits > 0 {
            self.granted_last = u32::try_from(grant.permits).unwrap_or(u32::MAX);
        }
        for number in 0..grant.permits {
            let slot = grant.first.slot.saturating_add(number.saturating_mul(grant.interval));
            let after = u32::try_from(number).unwrap_or(u32::MAX);
            let due = grant.first.due.saturating_add(interval.saturating_mul(after));
            let permit = Permit { due, slot };
            self.permits.push_back(permit);
            self.last = Some(permit);
        }
        if mode == Mode::Server {
            self.local = LocalPace::default();
        }
        self.wake(before, self.permits.len() + 1);
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

    fn index(&self, number: u64) -> Option<usize> {
        self.calls.binary_search_by_key(&number, |call| call.number).ok()
    }

    fn wake(&mut self, from: usize, to: usize) {
        let calls = self.calls.iter_mut().skip(from).take(to.saturating_sub(from));
        calls.filter_map(|call| call.waker.take()).for_each(Waker::wake);
    }

    pub(crate) fn wake_all(&mut self) {
        self.wake(0, self.calls.len());
    }
}
