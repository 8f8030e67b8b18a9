//! From the preparation of an attempt to its permit.

use core::time::Duration;

use super::{Call, State, Step, WaitReason};
use crate::{AccountState, Now};

/// A preparation that ended longer ago than this when the permit is due is repeated,
/// since a credential may expire during a long wait.
const FRESH: Duration = Duration::from_secs(10);

/// How long before the permit is due it is repeated.
const LEAD: Duration = Duration::from_secs(5);

/// Who permits the next attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pacing {
    /// The account's pacer.
    Local,
    /// The driver's rate limiter, which was not asked yet.
    Limiter,
    /// The rate limiter has granted a permit.
    Granted,
    /// The rate limiter leaves this attempt to the account's pacer.
    Declined,
}

impl Pacing {
    pub(super) fn of_next_attempt(self) -> Self {
        if self == Self::Local { Self::Local } else { Self::Limiter }
    }
}

impl Call {
    /// Reports that the rate limiter has granted a permit, which is due now.
    ///
    /// ```
    /// use tencentcloud_core::{
    ///     AccountState, Call, Endpoint, Limits, Now, Request, Step, Timestamp,
    /// };
    ///
    /// let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}").rate(20);
    /// let origin = Endpoint::nearest().origin("ecm")?;
    /// let mut call = Call::new(request, origin, Limits::default()).with_rate_limiter();
    /// let mut account = AccountState::default();
    /// let now = Now::new(Timestamp::saturating(1_700_000_000), std::time::Duration::ZERO, 0);
    ///
    /// assert!(matches!(call.next(now, &mut account), Step::Permit));
    /// call.permitted();
    /// assert!(matches!(call.next(now, &mut account), Step::Attempt));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn permitted(&mut self) {
        self.limiter_decided(Pacing::Granted);
    }

    /// Reports that the rate limiter leaves this attempt to the account's pacer. The next step
    /// may be a wait.
    ///
    /// ```
    /// use tencentcloud_core::{
    ///     AccountState, Call, Endpoint, Limits, Now, Request, Step, Timestamp,
    /// };
    ///
    /// let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}").rate(20);
    /// let origin = Endpoint::nearest().origin("ecm")?;
    /// let mut call = Call::new(request, origin, Limits::default()).with_rate_limiter();
    /// let mut account = AccountState::default();
    /// let now = Now::new(Timestamp::saturating(1_700_000_000), std::time::Duration::ZERO, 0);
    ///
    /// assert!(matches!(call.next(now, &mut account), Step::Permit));
    /// call.pace_locally();
    /// assert!(matches!(call.next(now, &mut account), Step::Attempt));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn pace_locally(&mut self) {
        self.limiter_decided(Pacing::Declined);
    }

    fn limiter_decided(&mut self, pacing: Pacing) {
        if matches!(self.state, State::Permitting) {
            self.state = State::Prepared;
            self.pacing = pacing;
        }
    }

    /// Sends, or obtains the permit to do so.
    pub(super) fn permit(&mut self, now: Now, left: Duration, account: &mut AccountState) -> Step {
        match self.pacing {
            Pacing::Limiter => {
                self.state = State::Permitting;
                Step::Permit
            }
            // The permit is kept, though the repeated preparation delays it.
            Pacing::Granted if self.is_stale(now.elapsed) => self.prepare(),
            Pacing::Granted => self.attempt(now, account),
            Pacing::Local | Pacing::Declined => self.await_permit(now, left, account),
        }
    }

    /// Whether the preparation is too old for an attempt at that time.
    fn is_stale(&self, due: Duration) -> bool {
        self.prepared.is_some_and(|at| due.saturating_sub(at) > FRESH)
    }

    pub(super) fn wait(&mut self, delay: Duration, reason: WaitReason) -> Step {
        self.wait_reason = Some(reason);
        Step::Wait(delay)
    }

    pub(super) fn prepare(&mut self) -> Step {
        self.state = State::Preparing;
        Step::Prepare
    }

    pub(super) fn out_of_time(&mut self, account: &mut AccountState) -> Step {
        self.abandon(account);
        Step::Done(Err(self.expire()))
    }

    /// Sends, or waits for the permit, which may have been postponed.
    fn await_permit(&mut self, now: Now, left: Duration, account: &mut AccountState) -> Step {
        let then = now.elapsed.max(self.waited_until);
        let rate = self.request.documented_rate().unwrap_or_default();
        let Some(pacer) = account.pacer(&self.request) else {
            return self.attempt(now, account);
        };
        let delay = loop {
            self.unused = self.unused.or_else(|| pacer.reserve_at(rate, then, left));
            let Some(permit) = self.unused else { return self.out_of_time(account) };
            let delay = pacer.wait(permit, then);
            if !delay.is_zero() {
                break delay;
            }
            if pacer.redeem(permit, then) {
                return self.attempt(now, account);
            }
            // It has passed, so the next one is new and not late.
            pacer.release(permit);
            self.unused = None;
        };
        if delay >= left {
            return self.out_of_time(account);
        }
        let due = then.saturating_add(delay);
        let is_stale = self.is_stale(due);
        if is_stale && delay <= LEAD {
            return self.prepare();
        }
        let delay = if is_stale { delay.saturating_sub(LEAD) } else { delay };
        self.waited_until = then.saturating_add(delay);
        self.state = State::Prepared;
        self.wait(delay, WaitReason::RateLimit)
    }
}
