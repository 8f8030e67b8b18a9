//! What the outcome of an attempt means for this call and for the others.

use core::mem;
use core::time::Duration;

use http::HeaderMap;
use http::header::DATE;

use super::{Call, Known, Way};
use crate::retry::backoff;
use crate::retry::failure::Failure;
use crate::{ClockSkew, Error, Now, Shared, Timestamp};

impl Call {
    /// The service did what was asked.
    pub(super) fn succeeded(&mut self, now: Now, way: Way, shared: &mut Shared) {
        shared.budget.earn();
        self.keep_head(shared);
        self.judge_rate(way, false, now, shared);
        self.judge_host(way, Some(true), now, shared);
    }

    /// Tells the others what the failure says; how long to wait before another
    /// attempt, if there is to be one.
    pub(super) fn failed(
        &mut self,
        now: Now,
        error: &Error,
        headers: &HeaderMap,
        way: Way,
        shared: &mut Shared,
    ) -> Option<Duration> {
        self.judge_host(way, Failure::of_host(error), now, shared);
        let failure = Failure::of(error);
        if let Error::Api(api) = error {
            if !api.code.as_str().starts_with("AuthFailure") {
                self.keep_head(shared);
            }
            self.judge_rate(way, failure == Failure::Throttled, now, shared);
        }
        let may_pass = match failure {
            Failure::Final => false,
            Failure::Definite | Failure::Throttled => true,
            Failure::Expired => self.learn_skew(now, headers, shared),
            Failure::Doubtful => self.0.policy.repeat_writes || self.0.request.is_harmless_twice(),
        };
        if !may_pass || self.0.attempts > self.0.policy.retries {
            return None;
        }
        let delay = self.delay(now, failure, headers);
        // A wait that outlives the call is not begun.
        let fits = delay < self.limits(now).total;
        (fits && shared.budget.pay()).then_some(delay)
    }

    /// The service has taken the request for what it is.
    fn keep_head(&mut self, shared: &mut Shared) {
        if let Known::New(head) = mem::take(&mut self.0.head) {
            shared.keep(head);
        }
    }

    fn delay(&self, now: Now, failure: Failure, headers: &HeaderMap) -> Duration {
        if failure == Failure::Expired {
            return Duration::ZERO;
        }
        let throttled = failure == Failure::Throttled;
        let jitter = backoff::delay(self.0.policy, self.0.attempts, throttled, now.random);
        backoff::retry_after(headers, self.signing_time(now)).saturating_add(jitter)
    }

    /// Whether another attempt would be signed with a better time.
    fn learn_skew(&mut self, now: Now, headers: &HeaderMap, shared: &mut Shared) -> bool {
        let date =
            headers.get(DATE).and_then(|date| Timestamp::from_http_date(date.to_str().ok()?));
        let Some(skew) = date.map(|date| ClockSkew::between(now.unix, date)) else {
            return false;
        };
        if self.0.skew_corrected || !skew.differs(self.0.skew) {
            return false;
        }
        self.0.skew_corrected = true;
        shared.skew = skew;
        true
    }

    /// The service took the request, whatever else it said of it, or refused it
    /// because there were too many.
    fn judge_rate(&self, way: Way, throttled: bool, now: Now, shared: &mut Shared) {
        if let (Some(slot), Some(pacer)) = (way.slot, shared.pacer(&self.0.request)) {
            if throttled {
                pacer.throttled(slot, now.elapsed, now.random);
            } else {
                pacer.succeeded(slot, now.elapsed);
            }
        }
    }

    /// Only hosts that another one can stand in for are judged.
    fn judge_host(&self, way: Way, works: Option<bool>, now: Now, shared: &mut Shared) {
        let Some(works) = works else { return };
        if !self.0.backups.is_empty() {
            let host = self.origin(way);
            let breaker = shared.breaker(host);
            if works { breaker.succeeded(now.elapsed) } else { breaker.failed(now.elapsed) }
        }
    }
}
