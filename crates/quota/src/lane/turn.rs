//! Whose turn it is.

use std::task::Waker;
use std::time::Duration;

use super::{Lane, Mode};

/// How late a request may be sent; the interval of the slots allows for it.
const TOLERANCE: Duration = Duration::from_millis(30);

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
    Wait(Duration),
}

impl Lane {
    /// Whether it is the turn of this call. `timeout` is the time limit of the server.
    pub(crate) fn poll(
        &mut self,
        number: u64,
        waker: &Waker,
        now: Duration,
        mode: Mode,
        timeout: Duration,
    ) -> Turn {
        let Some(place) = self.calls.place(number) else { return Turn::PacedLocally };
        let mode = if now < self.refused_until { Mode::Local } else { mode };
        let place = self.pass(place, now, mode);
        let turn = self.turn(place, now, mode, timeout);
        if let Turn::Wait(_) = turn {
            self.calls.wait(place, waker);
        } else {
            self.remove(place);
            self.used.add(now);
            self.used_since_asked = true;
            self.last_used = now;
            if turn == Turn::PacedLocally || mode == Mode::Returning {
                // The next call waits for its own turn now.
                self.wake_behind(place);
            }
        }
        turn
    }

    /// Drops what was not used in time, and puts the calls aside that it was for. Returns the
    /// place of the call of this place.
    fn pass(&mut self, mut place: usize, now: Duration, mode: Mode) -> usize {
        while self.permits.front().is_some_and(|permit| permit.due + TOLERANCE < now) {
            self.permits.pop_front();
            self.wasted = Some(now);
            if place > 0 {
                self.calls.put_aside(0);
                place -= 1;
            }
        }
        let next = self.permits.len();
        if mode == Mode::Local {
            while place > next && missed(self.local.due(), place - next) <= now {
                self.calls.put_aside(next);
                place -= 1;
            }
        }
        place
    }

    fn turn(&mut self, place: usize, now: Duration, mode: Mode, timeout: Duration) -> Turn {
        let Some(interval) = self.interval else {
            self.unpaced = self.unpaced.saturating_add(1);
            return if mode == Mode::Server { Turn::Unpaced } else { Turn::PacedLocally };
        };
        self.local.recover(now);
        if let Some(permit) = self.permits.get(place).copied() {
            if permit.due > now {
                return Turn::Wait(permit.due);
            }
            self.permits.remove(place);
            if mode == Mode::Returning {
                self.local.taken(permit.due, self.pace(interval));
            }
            return Turn::Permitted(permit.slot);
        }
        // How many calls are to have their turns before it.
        let before = place.saturating_sub(self.permits.len());
        if mode != Mode::Local {
            if let Some(next) = self.ask_at(mode, Duration::ZERO) {
                self.unasked_since.get_or_insert(next.max(now));
            }
            let awaited = self.asked.or(self.unasked_since);
            let awaited = awaited.map(|asked| asked.saturating_add(timeout));
            let last_held = self.permits.back().map(|permit| missed(permit.due.max(now), 1));
            return Turn::Wait(missed(awaited.or(last_held).unwrap_or(now + timeout), before));
        }
        let due = self.local.due();
        if before > 0 || due > now {
            return Turn::Wait(missed(due, before));
        }
        let at = if due + TOLERANCE >= now {
            self.local.taken(due, self.pace(interval));
            due
        } else {
            self.local.taken_late(now, self.pace(interval));
            now
        };
        self.last_alone = Some(at);
        Turn::PacedLocally
    }
}

/// When so many calls have not taken the turn of this time, one after another; then the next
/// one does not wait for them any longer.
fn missed(due: Duration, calls: usize) -> Duration {
    let each = TOLERANCE + Duration::from_millis(1);
    due.saturating_add(each.saturating_mul(u32::try_from(calls).unwrap_or(u32::MAX)))
}
