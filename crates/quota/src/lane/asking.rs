//! When a lane asks the server, and for what.

use std::time::Duration;

use super::{Lane, Mode, SPAN_MICROS};
use crate::script::Ask;

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
            return is_missing.then(|| self.ask_after.max(self.local_due()));
        }
        let held = self.permits.len();
        let kept = self.share() / 4;
        if self.calls.len() > held {
            let last_kept = held.checked_sub(kept + 1).and_then(|index| self.permits.get(index));
            let at = last_kept.map_or(Duration::ZERO, |p| p.due.saturating_sub(round_trip));
            return Some(at.max(self.ask_after));
        }
        let enough = self.share().min(self.used.last_count()) / 4;
        // Once for each use: a process that is idle by now asks no more.
        let is_low = self.used_since_asked && held - self.calls.len() < enough;
        is_low.then_some(self.ask_after)
    }

    /// How many permits the process may hold: half a second's, divided by weight.
    fn share(&self) -> usize {
        let interval = self.interval.unwrap_or_default().as_micros().max(1);
        let all = u128::from(SPAN_MICROS / 2) / interval / u128::from(self.weights);
        usize::try_from(all.max(1) * u128::from(self.weight)).unwrap_or(usize::MAX)
    }

    /// What to ask the server now.
    pub(crate) fn ask(&mut self, now: Duration, mode: Mode) -> Ask {
        (self.asked, self.unasked_since) = (Some(now), None);
        self.used_since_asked = false;
        let missing = self.calls.len().saturating_sub(self.permits.len());
        let spare = self.permits.len().saturating_sub(self.calls.len());
        let wanted = match mode {
            Mode::Server if self.interval.is_some() => {
                missing.max(self.share().min(self.used.count(now)).saturating_sub(spare))
            }
            Mode::Returning => missing.min(1),
            _ => 0,
        };
        let recent = self.last.filter(|last| last.due + Duration::from_secs(2) > now);
        Ask {
            stated: self.stated,
            wanted,
            last: recent.map_or(0, |last| last.slot),
            throttled: self.throttled.take().unwrap_or_default(),
            unpaced: std::mem::take(&mut self.unpaced),
            weights: self.weights,
            ..Ask::default()
        }
    }
}
