//! Client-side rate limiting.

use alloc::collections::VecDeque;
use core::time::Duration;

use self::pace::Pace;

mod pace;

/// The window in which the service counts requests.
const WINDOW: Duration = Duration::from_secs(1);

/// Upper bound of the random part of the pause after throttling, so that
/// processes that are throttled together do not resume together.
const JITTER_NANOS: u64 = 250_000_000;

/// A rate limiter for the requests of one account to one action.
///
/// The service counts the requests of one account to one action in a sliding window
/// of one second and rejects requests above the documented rate. A pacer schedules
/// requests so that they stay below it. When several processes share an account, it
/// finds the share that the others leave.
///
/// ```text
///  reserve ──▶ Permit ── wait ──▶ zero: redeem, send ──▶ succeeded   raise the rate
///     ▲                 │  ▲                │         └▶ throttled   pause, lower the rate
///     │                 ▼  │                │
///     │   sleep, call wait again: the       │ too late
///     │   permit may have been postponed    ▼
///     └──────────────────────────────── release
/// ```
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_core::Pacer;
///
/// let mut pacer = Pacer::new(20);
/// let (now, max_wait) = (Duration::from_secs(7), Duration::from_secs(1));
///
/// let first = pacer.reserve(now, max_wait).unwrap();
/// let second = pacer.reserve(now, max_wait).unwrap();
/// assert_eq!(pacer.wait(first, now), Duration::ZERO);
/// assert!(pacer.redeem(first, now));
/// assert_eq!(pacer.wait(second, now), Duration::from_micros(51_500));
///
/// // The second request is sent and throttled, because other processes send too:
/// let now = now + pacer.wait(second, now);
/// assert!(pacer.redeem(second, now));
/// pacer.throttled(second, now, 0);
/// let third = pacer.reserve(now, 2 * max_wait).unwrap();
/// assert_eq!(pacer.wait(third, now), Duration::from_secs(1));
/// assert!(pacer.rate() < 10.0);
/// ```
///
/// # Permits
///
/// Any one-second window [t, t + 1 s) contains at most `rate` permits. The permits of
/// `rate` + 1 requests span 1.03 s at any rate, so the limit holds even if a late timer
/// delays a request by up to 30 ms. At 20 requests per second this uses 19.4.
///
/// A permit that is redeemed later than that would crowd the requests behind it. If
/// none of them has been sent, they are postponed; otherwise the permit has passed, and
/// its owner reserves another ([`Pacer::redeem`]).
///
/// The algorithm is the generic cell rate algorithm (GCRA) with a burst of one:
/// permits are evenly spaced. A larger burst would gain up to a second once, but timers
/// and the network would then decide how many requests fall into a window.
///
/// A permit belongs to the caller that reserved it. A permit that is released
/// ([`Pacer::release`]) before it is due goes to the next caller of
/// [`Pacer::reserve`]; a permit that is neither used nor released is lost. Other
/// permits do not move up.
///
/// # Several rates
///
/// Callers that state different rates for one action share its pacer
/// ([`Pacer::reserve_at`]). The lowest rate holds in each one-second window that
/// contains a permit of it.
///
/// # Throttling
///
/// When the service throttles a request, the rate is set to the number of requests
/// accepted in the last second, but at least a third of the current rate, and then
/// reduced by 1/8, which leaves room for the other processes. It never falls below
/// 1/32 of the documented rate. Permits that are not yet due are postponed in order:
/// the first until the one-second window has passed, the others at the new, longer
/// interval.
///
/// Successes raise the rate along a cubic curve, as in TCP CUBIC: fast below the
/// rate that was throttled, slowly around it, where the requests of other processes
/// meet the limit, and ever faster if nothing is throttled there. One minute after
/// the pause the rate is the documented one again. A linear increase cannot do both:
/// a slope that restores a lone process within a minute keeps four processes
/// throttled all the time.
#[derive(Debug, Clone)]
pub struct Pacer {
    pace: Pace,
    /// Permits ahead and those of the last second, in order.
    reservations: VecDeque<Reservation>,
    /// How many of `reservations` are released.
    released: usize,
    /// The number of the permit at the front of `reservations`.
    first: u64,
    /// The time of the last permit, which may have left `reservations`.
    last: Option<Duration>,
    /// No permit is due before this time.
    resume: Duration,
    /// The first permit at the current pace. Outcomes of earlier permits carry no
    /// information about this pace.
    pace_since: Permit,
    /// The first permit behind all that were redeemed.
    unused: Permit,
}

/// When a permit is due, for which rate, and whether it is free again.
#[derive(Debug, Clone, Copy)]
struct Reservation {
    at: Duration,
    rate: u32,
    released: bool,
}

/// The right to send one request, issued by a [`Pacer`]. [`Pacer::wait`] returns when
/// it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permit(u64);

impl Pacer {
    /// A pacer for a documented rate in requests per second, such as
    /// [`Action::RATE`](crate::Action::RATE). A rate of zero counts as one.
    pub fn new(rate: u32) -> Self {
        Self::numbered(rate, 0)
    }

    /// A pacer whose permits are numbered from `first`.
    pub(crate) fn numbered(rate: u32, first: u64) -> Self {
        Self {
            pace: Pace::documented(rate),
            reservations: VecDeque::new(),
            released: 0,
            first,
            last: None,
            resume: Duration::ZERO,
            pace_since: Permit(first),
            unused: Permit(first),
        }
    }

    /// The number of the next new permit.
    pub(crate) fn next_number(&self) -> u64 {
        self.permit(self.reservations.len()).0
    }

    /// Reserves the next permit. Returns `None`, and reserves nothing, if that
    /// permit is due later than `max_wait` from `now`.
    ///
    /// Permits are issued, and stay, in the order of the calls. A released permit
    /// is issued again before a new one.
    pub fn reserve(&mut self, now: Duration, max_wait: Duration) -> Option<Permit> {
        self.reserve_at(self.pace.documented_rate(), now, max_wait)
    }

    /// [`Pacer::reserve`] for a caller that states this rate. The one-second windows
    /// that contain the permit have at most `rate` permits.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencentcloud_core::Pacer;
    ///
    /// let mut pacer = Pacer::new(20);
    /// let (now, max_wait) = (Duration::from_secs(7), Duration::from_secs(10));
    /// let slow = pacer.reserve_at(1, now, max_wait).unwrap();
    /// let next = pacer.reserve_at(20, now, max_wait).unwrap();
    /// assert_eq!(pacer.wait(slow, now), Duration::ZERO);
    /// assert_eq!(pacer.wait(next, now), Duration::from_millis(1_030));
    /// let last = pacer.reserve_at(20, now, max_wait).unwrap();
    /// assert_eq!(pacer.wait(last, now), Duration::from_micros(1_081_500));
    /// ```
    pub fn reserve_at(&mut self, rate: u32, now: Duration, max_wait: Duration) -> Option<Permit> {
        let rate = rate.max(1);
        self.prune(now);
        if let Some(index) = self.first_released(now, rate) {
            let reservation = self.reservations.get_mut(index)?;
            if reservation.at.saturating_sub(now) > max_wait {
                return None;
            }
            reservation.released = false;
            self.released -= 1;
            return Some(self.permit(index));
        }
        let mut at = now.max(self.resume);
        if let Some(last) = self.last {
            // A rate lower than this one still holds within a window of its permit.
            let earliest = at.max(last);
            let window = self.reservations.iter().rev();
            let window = window.take_while(|r| r.at.saturating_add(pace::SPAN) > earliest);
            let lowest = window.map(|r| r.rate).min().map_or(rate, |lowest| lowest.min(rate));
            self.pace.set_documented(lowest);
            at = at.max(last.checked_add(self.pace.interval())?);
            // The permits before may be closer than this rate allows.
            let count = usize::try_from(lowest).unwrap_or(usize::MAX);
            let back = self.reservations.len().checked_sub(count);
            if let Some(reservation) = back.and_then(|index| self.reservations.get(index)) {
                at = at.max(reservation.at.checked_add(pace::SPAN)?);
            }
        } else {
            self.pace.set_documented(rate);
        }
        if at.saturating_sub(now) > max_wait {
            return None;
        }
        let permit = self.permit(self.reservations.len());
        self.reservations.push_back(Reservation { at, rate, released: false });
        self.last = Some(at);
        Some(permit)
    }

    /// The time until the permit is due. Zero: [redeem](Pacer::redeem) it and send. After
    /// any other wait call this again, because the permit may have been postponed. A
    /// permit is never moved to an earlier time.
    pub fn wait(&self, permit: Permit, now: Duration) -> Duration {
        let reservation = self.index(permit).and_then(|index| self.reservations.get(index));
        reservation.map_or(Duration::ZERO, |reservation| reservation.at.saturating_sub(now))
    }

    /// Uses a permit that is due; the request is sent now. `false` if the permit has
    /// passed: it is more than 30 ms late, and a later permit has been used. Release
    /// it and reserve another.
    ///
    /// If no later permit has been used, as when the whole process slept, a late
    /// permit is used and those behind it are postponed.
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencentcloud_core::Pacer;
    ///
    /// let mut pacer = Pacer::new(20);
    /// let (now, max_wait) = (Duration::from_secs(7), Duration::from_secs(10));
    /// let [first, second, third] = [(); 3].map(|()| pacer.reserve(now, max_wait).unwrap());
    ///
    /// let late = now + Duration::from_secs(1);
    /// assert!(pacer.redeem(second, late));
    /// assert_eq!(pacer.wait(third, late), Duration::from_micros(51_500));
    /// assert!(!pacer.redeem(first, late), "its time has passed");
    /// ```
    pub fn redeem(&mut self, permit: Permit, now: Duration) -> bool {
        let index = self.index(permit);
        let reservation = index.and_then(|index| self.reservations.get(index));
        // A permit that is no longer kept was due more than a second ago.
        let is_late = reservation.is_none_or(|r| now.saturating_sub(r.at) > pace::TOLERANCE);
        if is_late {
            if permit < self.unused || now < self.resume {
                return false;
            }
            if let Some(index) = index {
                self.postpone(index, now);
            } else {
                self.last = self.last.max(Some(now));
                self.postpone(0, now.saturating_add(self.pace.interval()));
            }
        }
        self.unused = self.unused.max(Permit(permit.0.saturating_add(1)));
        true
    }

    /// Releases a permit that will not be used, for the next caller of
    /// [`Pacer::reserve`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use tencentcloud_core::Pacer;
    ///
    /// let mut pacer = Pacer::new(20);
    /// let (now, max_wait) = (Duration::ZERO, Duration::from_secs(10));
    /// let permits: Vec<_> = (0..100).filter_map(|_| pacer.reserve(now, max_wait)).collect();
    ///
    /// // All but the first are canceled; the next request does not wait behind them.
    /// permits.into_iter().skip(1).for_each(|permit| pacer.release(permit));
    /// let next = pacer.reserve(now, max_wait).unwrap();
    /// assert_eq!(pacer.wait(next, now), Duration::from_micros(51_500));
    /// ```
    pub fn release(&mut self, permit: Permit) {
        if let Some(reservation) =
            self.index(permit).and_then(|index| self.reservations.get_mut(index))
            && !reservation.released
        {
            reservation.released = true;
            self.released += 1;
        }
    }

    /// Records that the service throttled the request of this permit.
    ///
    /// Only the first such response lowers the rate: the requests in flight at
    /// that time carry the same signal. `random` is a fresh random number, as in
    /// [`Now::random`](crate::Now::random).
    pub fn throttled(&mut self, permit: Permit, now: Duration, random: u64) {
        if permit < self.pace_since {
            return;
        }
        self.prune(now);
        let due = self.reservations.partition_point(|reservation| reservation.at <= now);
        let sent = self.reservations.iter().take(due).filter(|r| !r.released).count();
        self.pace.slow(sent.saturating_sub(1));
        self.pace_since = self.permit(due);

        // The jitter always moves the next permit. Otherwise a slow process could
        // meet a fast one at the same phase forever, since the interval of one is
        // a multiple of the other's.
        let interval = self.pace.interval();
        let next = self.reservations.get(due).map(|reservation| reservation.at);
        let next = next.or_else(|| self.last?.checked_add(interval)).unwrap_or(now);
        let jitter = Duration::from_nanos(random % JITTER_NANOS);
        self.resume = next.max(now.saturating_add(WINDOW)).saturating_add(jitter);
        self.postpone(due, self.resume);
    }

    /// Records that the service did not throttle the request of this permit. Any
    /// other error counts as a success here.
    pub fn succeeded(&mut self, permit: Permit, now: Duration) {
        if permit >= self.pace_since {
            self.pace.recover(now.saturating_sub(self.resume));
        }
    }

    /// The current rate in requests per second: at most 97 % of the documented one.
    pub fn rate(&self) -> f64 {
        1.0 / self.pace.interval().as_secs_f64()
    }

    /// Postpones the permits from this index on: the first at least until `earliest`,
    /// the others in order at the current pace.
    fn postpone(&mut self, index: usize, mut earliest: Duration) {
        let lowest = self.reservations.iter().skip(index).map(|r| r.rate).min();
        let interval = self.pace.interval_below(lowest.unwrap_or(u32::MAX));
        for reservation in self.reservations.iter_mut().skip(index) {
            reservation.at = earliest.max(reservation.at);
            earliest = reservation.at.saturating_add(interval);
            self.last = Some(reservation.at);
        }
    }

    /// Drops the permits that the service no longer counts.
    fn prune(&mut self, now: Duration) {
        while let Some(reservation) = self.reservations.front().copied()
            && reservation.at.saturating_add(WINDOW) <= now
        {
            self.reservations.pop_front();
            self.released -= usize::from(reservation.released);
            self.first += 1;
        }
    }

    /// The index of the earliest released permit that is not past, and not closer to
    /// others than this rate allows.
    fn first_released(&self, now: Duration, rate: u32) -> Option<usize> {
        if self.released == 0 {
            return None;
        }
        self.reservations.iter().position(|r| r.released && r.at >= now && r.rate <= rate)
    }

    fn index(&self, permit: Permit) -> Option<usize> {
        usize::try_from(permit.0.checked_sub(self.first)?).ok()
    }

    fn permit(&self, index: usize) -> Permit {
        Permit(self.first + index as u64)
    }
}

#[cfg(test)]
mod tests;
