//! When a lane asks the server, and for what.

use std::time::Duration;

use super::{Lane, Mode, SPAN_MICROS};
use crate::script::Ask;

/// How long a slot matters to a server that has lost its data.
const RECENT: Duration = Duration::from_secs(2);

/// How long it matters that the process was alone. One that was throttled several times then
/// has its turns seconds apart.
const ALONE: Duration = Duration::from_secs(10);

/// How long a process obtains no permits ahead after it did not use one.
const WASTEFUL: Duration = Duration::from_secs(5);

impl Lane {
    /// Whether the server has not responded in time.
    pub(crate) fn is_overdue(&self, now: Duration, timeout: Duration) -> bool {
        self.asked.or(self.unasked_since).is_some_and(|asked| now >= asked.saturating_add(timeout))
    }

    /// When the server is to be asked, if there is a reason to. `round_trip` is how long
    /// before the last permit is due the next ones are asked for.
    pub(crate) fn ask_at(&self, mode: Mode, round_trip: Duration) -> Option<Duration> {
        if self.asked.is_some() || mode == Mode::Local {
            return None;
        }
        if self.throttled.is_some() {
            return Some(Duration::ZERO);
        }
        if self.interval.is_none() {
            return (self.unpaced > 0).then_some(self.ask_after);
        }
        if mode == Mode::Returning {
            // In its turn, one at a time: others may not know yet that the server is back.
            let is_missing = self.permits.is_empty() && !self.calls.is_empty();
            return is_missing.then(|| self.ask_after.max(self.local.due()));
        }
        let held = self.permits.len();
        let kept = self.share() / 4;
        if self.calls.len() > held {
            let last_kept = held.checked_sub(kept + 1).and_then(|index| self.permits.get(index));
            let at = last_kept.map_or(Duration::ZERO, |p| p.due.saturating_sub(round_trip));
            return Some(at.max(self.ask_after));
        }
        let busy = self.share().min(self.used.last_count());
        let enough = if self.wastes(self.last_used) { 0 } else { busy / 4 };
        // Once for each use: a process that is idle by now asks no more.
        let is_low = self.used_since_asked && held < enough;
        is_low.then_some(self.ask_after)
    }

    /// How many permits the process may hold: half a second's, divided by weight.
    fn share(&self) -> usize {
        let interval = self.interval.unwrap_or_default().as_micros().max(1);
        let all = u128::from(SPAN_MICROS / 2) / interval / u128::from(self.weights);
        usize::try_from(all.max(1) * u128::from(self.weight)).unwrap_or(usize::MAX)
    }

    /// Whether permits were not used of late: then the process obtains none ahead.
    fn wastes(&self, now: Duration) -> bool {
        self.wasted.is_some_and(|at| at + WASTEFUL > now)
    }

    /// What to ask the server now. `slot_at` is the server's time at a time here.
    pub(crate) fn ask(
        &mut self,
        now: Duration,
        mode: Mode,
        slot_at: impl Fn(Duration) -> u64,
    ) -> Ask {
        (self.asked, self.unasked_since) = (Some(now), None);
        self.used_since_asked = false;
        let missing = self.calls.len().saturating_sub(self.permits.len());
        let spare = self.permits.len().saturating_sub(self.calls.len());
        let wanted = match mode {
            Mode::Server if self.interval.is_some() => {
                // A busy process grows to its share.
                let busy = self.share().min(self.used.count(now) + missing);
                let ahead = if self.wastes(now) { 0 } else { busy.saturating_sub(spare) };
                missing.max(ahead)
            }
            Mode::Returning if self.local.due() <= now => missing.min(1),
            _ => 0,
        };
        let granted = self.last.filter(|last| last.due + RECENT > now);
        let is_later = |at: &Duration| granted.is_none_or(|granted| *at > granted.due);
        let alone = self.last_alone.filter(|at| *at + ALONE > now).filter(is_later);
        let last = alone.map(&slot_at).or(granted.map(|last| last.slot)).unwrap_or_default();
        let before_next = self.local.due().saturating_sub(self.interval.unwrap_or_default());
        Ask {
            stated: self.stated,
            wanted,
            last,
            is_alone: alone.is_some(),
            throttled: self.throttled.take().unwrap_or_default(),
            refused: std::mem::take(&mut self.refused),
            unpaced: std::mem::take(&mut self.unpaced),
            taken: if last > 0 { slot_at(before_next) } else { 0 },
            ..Ask::default()
        }
    }
}
