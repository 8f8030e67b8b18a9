//! What the outcome of an attempt means for this call and for the others.

use core::time::Duration;

use http::HeaderMap;
use http::header::DATE;

use super::{Call, Route};
use crate::retry::backoff;
use crate::retry::class::RetryClass;
use crate::{AccountState, ClockSkew, Error, Now, Timestamp};

impl Call {
    /// The service did what was asked.
    pub(super) fn succeeded(&mut self, now: Now, route: Route, shared: &mut AccountState) {
        shared.budget.earn();
        self.report_rate(route, false, now, shared);
        self.report_host(route, Some(true), now, shared);
    }

    /// Tells the others what the failure says; how long to wait before another
    /// attempt, if there is to be one.
    pub(super) fn failed(
        &mut self,
        now: Now,
        error: &Error,
        headers: &HeaderMap,
        route: Route,
        shared: &mut AccountState,
    ) -> Option<Duration> {
        self.report_host(route, RetryClass::of_host(error), now, shared);
        let failure = RetryClass::of(error);
        if let Error::Api(_) = error {
            self.report_rate(route, failure == RetryClass::Throttled, now, shared);
        }
        let may_pass = match failure {
            RetryClass::Permanent => false,
            RetryClass::NotExecuted | RetryClass::Throttled => true,
            RetryClass::Expired => self.learn_skew(now, headers, shared),
            RetryClass::Unknown => self.policy.retry_writes || self.request.is_idempotent(),
        };
        if !may_pass || self.attempts > self.policy.retries {
            return None;
        }
        let delay = self.delay(now, failure, headers);
        // A wait that outlives the call is not begun.
        let fits = delay < self.limits(now).total;
        (fits && shared.budget.pay()).then_some(delay)
    }

    fn delay(&self, now: Now, failure: RetryClass, headers: &HeaderMap) -> Duration {
        if failure == RetryClass::Expired {
            return Duration::ZERO;
        }
        let throttled = failure == RetryClass::Throttled;
        let jitter = backoff::delay(self.policy, self.attempts, throttled, now.random);
        backoff::retry_after(headers, self.signing_time(now)).saturating_add(jitter)
    }

    /// Whether another attempt would be signed with a better time.
    fn learn_skew(&mut self, now: Now, headers: &HeaderMap, shared: &mut AccountState) -> bool {
        let date =
            headers.get(DATE).and_then(|date| Timestamp::from_http_date(date.to_str().ok()?));
        let Some(skew) = date.map(|date| ClockSkew::between(now.unix, date)) else {
            return false;
        };
        if self.skew_corrected || !skew.differs(self.skew) {
            return false;
        }
        self.skew_corrected = true;
        shared.skew = skew;
        true
    }

    /// The service took the request, whatever else it said of it, or refused it
    /// because there were too many.
    fn report_rate(&self, route: Route, throttled: bool, now: Now, shared: &mut AccountState) {
        if let (Some(slot), Some(pacer)) = (route.slot, shared.pacer(&self.request)) {
            if throttled {
                pacer.throttled(slot, now.elapsed, now.random);
            } else {
                pacer.succeeded(slot, now.elapsed);
            }
        }
    }

    /// Only hosts that another one can stand in for are result.
    fn report_host(&self, route: Route, works: Option<bool>, now: Now, shared: &mut AccountState) {
        let Some(works) = works else { return };
        if !self.backups.is_empty() {
            let host = self.origin(route);
            let breaker = shared.breaker(host);
            if works { breaker.succeeded(now.elapsed) } else { breaker.failed(now.elapsed) }
        }
    }
}
