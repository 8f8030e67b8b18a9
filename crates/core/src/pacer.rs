//! When the next request may go out.
//!
//! The service counts the requests of an account to an action in a window of
//! one second that slides along, and refuses what is above the documented
//! rate. A [`Pacer`] hands out moments to send at, so that this does not
//! happen; and where several processes share an account and it happens all
//! the same, it finds the share that is left for this one.
//!
//! ```text
//!  reserve ──▶ Permit ── wait ──▶ zero: send ──▶ succeeded   a little faster
//!                       │  ▲                └▶ throttled   slower, after a pause
//!                       ▼  │
//!                      sleep, ask again: the slot may have moved
//! ```
//!
//! Slots are evenly spaced (the generic cell rate algorithm, with a burst of
//! one). A burst would be faster by a second once, and then the timers and the
//! network decide what the service counts in one window.
//!
//! ```
//! use std::time::Duration;
//! use tencentcloud_core::Pacer;
//!
//! let mut pacer = Pacer::new(20);
//! let (now, patience) = (Duration::from_secs(7), Duration::from_secs(1));
//!
//! let first = pacer.reserve(now, patience).unwrap();
//! let second = pacer.reserve(now, patience).unwrap();
//! assert_eq!(pacer.wait(first, now), Duration::ZERO);
//! assert_eq!(pacer.wait(second, now), Duration::from_micros(51_500));
//!
//! // The second waits, sends, and is told that others send as well:
//! let now = now + pacer.wait(second, now);
//! pacer.throttled(second, now, 0);
//! let third = pacer.reserve(now, 2 * patience).unwrap();
//! assert_eq!(pacer.wait(third, now), Duration::from_secs(1));
//! assert!(pacer.rate() < 10.0);
//! ```

use alloc::collections::VecDeque;
use core::time::Duration;

use self::pace::Pace;

mod pace;

/// What the service counts in.
const WINDOW: Duration = Duration::from_secs(1);

/// A pause after throttling is longer than the window by up to this, at random:
/// processes that were throttled together do not come back together.
const STAGGER_NANOS: u64 = 250_000_000;

/// Paces the requests of one account to one action.
///
/// No half-open second ever holds more slots than the documented rate. Whoever
/// sends up to 30 ms after the slot, because a timer was late, keeps that: the
/// slots of `rate` + 1 requests span 1.03 s, whatever the rate is. Of 20 a
/// second 19.4 are used.
///
/// A slot belongs to whoever reserved it. One that is given back before its time
/// ([`Pacer::release`]) goes to the next who asks; one in which nobody sends is
/// lost. The others stay where they are.
///
/// # Under throttling
///
/// The pace falls to what the service let through in the last second, or to a
/// third if that was less, and by another eighth: then the processes together
/// have room. It never falls below a thirty-second of the documented rate. Slots
/// that are still ahead move, in their order: all wait for the window to pass,
/// and keep the new distance.
///
/// Successes raise the pace again along a cubic curve, as in TCP CUBIC: quickly
/// towards the pace that was refused, slowly around it, where the others'
/// requests are met, and ever faster when nothing is refused there. A minute
/// after the pause it is the documented rate again. A linear increase cannot do
/// both: what brings a process that was left alone back within a minute has
/// four of them refused all the time.
#[derive(Debug, Clone)]
pub struct Pacer {
    pace: Pace,
    /// Slots ahead and those of the last second, in order.
    slots: VecDeque<Place>,
    /// How many of them were given back.
    free: usize,
    /// The number of the first of `slots`.
    first: u64,
    /// The last slot given, whether it is still in `slots` or not.
    last: Option<Duration>,
    /// No slot is earlier.
    resume: Duration,
    /// The first slot that keeps the present pace. What came of those before
    /// says nothing about it.
    news: Permit,
}

/// The time of a slot, and whether somebody has it.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: Duration,
    free: bool,
}

/// A place in the order of a [`Pacer`], which alone knows the time of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permit(u64);

impl Pacer {
    /// A pacer for a documented rate in requests per second, which is what the
    /// page of an action says and [`Action::RATE`](crate::Action::RATE) holds.
    /// Zero is taken for one.
    pub fn new(rate: u32) -> Self {
        Self {
            pace: Pace::documented(rate),
            slots: VecDeque::new(),
            free: 0,
            first: 0,
            last: None,
            resume: Duration::ZERO,
            news: Permit(0),
        }
    }

    /// Takes the next slot; `None`, and nothing is taken, if that is more than
    /// `patience` away.
    ///
    /// Slots come in the order in which they are asked for, and stay in it, but
    /// for one that was given back: that comes first.
    pub fn reserve(&mut self, now: Duration, patience: Duration) -> Option<Permit> {
        self.forget(now);
        if let Some(index) = self.first_free(now) {
            let place = self.slots.get_mut(index)?;
            if place.at.saturating_sub(now) > patience {
                return None;
            }
            place.free = false;
            self.free -= 1;
            return Some(self.number(index));
        }
        let mut at = now.max(self.resume);
        if let Some(last) = self.last {
            at = at.max(last.checked_add(self.pace.interval())?);
        }
        if at.saturating_sub(now) > patience {
            return None;
        }
        let slot = self.number(self.slots.len());
        self.slots.push_back(Place { at, free: false });
        self.last = Some(at);
        Some(slot)
    }

    /// How long it is until the slot. Zero: send now. After any other wait ask
    /// again; throttling in the meantime moves the slot away, never nearer.
    pub fn wait(&self, slot: Permit, now: Duration) -> Duration {
        let place = self.index(slot).and_then(|index| self.slots.get(index));
        place.map_or(Duration::ZERO, |place| place.at.saturating_sub(now))
    }

    /// Gives a slot back in which nothing will be sent, for the next who asks.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencentcloud_core::Pacer;
    ///
    /// let mut pacer = Pacer::new(20);
    /// let (now, patience) = (Duration::ZERO, Duration::from_secs(10));
    /// let slots: Vec<_> = (0..100).filter_map(|_| pacer.reserve(now, patience)).collect();
    ///
    /// // All but the first are cancelled; the next need not wait behind them.
    /// slots.into_iter().skip(1).for_each(|slot| pacer.release(slot));
    /// let next = pacer.reserve(now, patience).unwrap();
    /// assert_eq!(pacer.wait(next, now), Duration::from_micros(51_500));
    /// ```
    pub fn release(&mut self, slot: Permit) {
        if let Some(place) = self.index(slot).and_then(|index| self.slots.get_mut(index))
            && !place.free
        {
            place.free = true;
            self.free += 1;
        }
    }

    /// The service refused the request of this slot because there were too many.
    ///
    /// Only the first answer of this kind slows down: the others that were on
    /// their way with it say the same once more. `random` is a fresh random
    /// number, as in [`Now::random`](crate::Now::random).
    pub fn throttled(&mut self, slot: Permit, now: Duration, random: u64) {
        if slot < self.news {
            return;
        }
        self.forget(now);
        let due = self.slots.partition_point(|place| place.at <= now);
        let sent = self.slots.iter().take(due).filter(|place| !place.free).count();
        self.pace.slow(sent.saturating_sub(1));
        self.news = self.number(due);

        // The next slot moves by the random part in any case. Without that, a
        // slow process could meet a fast one at the same point of its steps
        // for ever, since their distances are multiples of each other.
        let interval = self.pace.interval();
        let next = self.slots.get(due).map(|place| place.at);
        let next = next.or_else(|| self.last?.checked_add(interval)).unwrap_or(now);
        let stagger = Duration::from_nanos(random % STAGGER_NANOS);
        self.resume = next.max(now.saturating_add(WINDOW)).saturating_add(stagger);
        let mut earliest = self.resume;
        for place in self.slots.iter_mut().skip(due) {
            place.at = earliest.max(place.at);
            earliest = place.at.saturating_add(interval);
            self.last = Some(place.at);
        }
    }

    /// The service took the request of this slot, whatever else it answered.
    pub fn succeeded(&mut self, slot: Permit, now: Duration) {
        if slot >= self.news {
            self.pace.recover(now.saturating_sub(self.resume));
        }
    }

    /// The present pace, in requests per second: at most the documented rate
    /// less 3 %.
    pub fn rate(&self) -> f64 {
        1.0 / self.pace.interval().as_secs_f64()
    }

    /// Drops the slots of which the service has stopped counting.
    fn forget(&mut self, now: Duration) {
        while let Some(place) = self.slots.front().copied()
            && place.at.saturating_add(WINDOW) <= now
        {
            self.slots.pop_front();
            self.free -= usize::from(place.free);
            self.first += 1;
        }
    }

    /// The earliest slot ahead that somebody gave back.
    fn first_free(&self, now: Duration) -> Option<usize> {
        if self.free == 0 {
            return None;
        }
        self.slots.iter().position(|place| place.free && place.at >= now)
    }

    fn index(&self, slot: Permit) -> Option<usize> {
        usize::try_from(slot.0.checked_sub(self.first)?).ok()
    }

    fn number(&self, index: usize) -> Permit {
        Permit(self.first + index as u64)
    }
}

#[cfg(test)]
mod tests;
