//! What the result of an attempt means for its call and for the account.

use core::time::Duration;

use http::HeaderMap;
use http::header::DATE;

use super::{Call, Route};
use crate::retry::backoff;
use crate::retry::class::RetryClass;
use crate::{AccountState, ClockSkew, Error, Now, Timestamp};

impl Call {
    pub(super) fn succeeded(&mut self, now: Now, route: Route, account: &mut AccountState) {
        account.budget.earn();
        self.report_rate(route, false, now, account);
        self.report_host(route, Some(true), now, account);
    }

    /// Reports the failure to the account. Returns how long to back off before the
    /// next attempt; None if the call is not retried.
    pub(super) fn failed(
        &mut self,
        now: Now,
        error: &Error,
        headers: &HeaderMap,
        route: Route,
        account: &mut AccountState,
    ) -> Option<Duration> {
        self.report_host(route, RetryClass::of_host(error), now, account);
        let class = RetryClass::of(error);
        if let Error::Api(_) = error {
            self.report_rate(route, class == RetryClass::Throttled, now, account);
        }
        let retryable = match class {
            RetryClass::Permanent => false,
            RetryClass::NotExecuted | RetryClass::Throttled => true,
            RetryClass::Expired => self.learn_skew(now, headers, route, account),
            RetryClass::Unknown => self.policy.retry_writes || self.request.is_idempotent(),
        };
        if !retryable || self.attempts > self.policy.max_retries {
            return None;
        }
        let delay = self.delay(now, class, headers);
        // A wait that reaches the deadline is not begun.
        let fits = delay < self.limits(now).total;
        self.paid = fits && account.budget.pay();
        self.paid.then_some(delay)
    }

    fn delay(&self, now: Now, class: RetryClass, headers: &HeaderMap) -> Duration {
        if class == RetryClass::Expired {
            return Duration::ZERO;
        }
        let throttled = class == RetryClass::Throttled;
        let jitter = backoff::delay(self.policy, self.attempts, throttled, now.random);
        backoff::retry_after(headers, self.signing_time(now)).saturating_add(jitter)
    }

    /// Whether the response shows a clock skew that the next attempt can correct.
    fn learn_skew(
        &mut self,
        now: Now,
        headers: &HeaderMap,
        route: Route,
        account: &mut AccountState,
    ) -> bool {
        let date = headers.get(DATE).and_then(|date| date.to_str().ok());
        let Some(date) = date.and_then(Timestamp::from_http_date) else { return false };
        let Some(skew) = ClockSkew::between(now.unix, date) else { return false };
        if self.skew_corrected.contains(&route.origin) || !skew.differs(self.skew) {
            return false;
        }
        self.skew_corrected.push(route.origin);
        account.set_skew(self.origin(route), skew);
        true
    }

    /// Reports to the pacer whether the service accepted or throttled the request.
    fn report_rate(&self, route: Route, throttled: bool, now: Now, account: &mut AccountState) {
        if let (Some(permit), Some(pacer)) = (route.permit, account.pacer(&self.request)) {
            if throttled {
                pacer.throttled(permit, now.elapsed, now.random);
            } else {
                pacer.succeeded(permit, now.elapsed);
            }
        }
    }

    /// Reports to the circuit breaker whether the host works, or that the attempt did
    /// not show it. A host has a breaker only if the call has a backup endpoint.
    fn report_host(&self, route: Route, works: Option<bool>, now: Now, account: &mut AccountState) {
        let Some(pass) = route.pass else { return };
        match works {
            Some(works) => account.report(self.origin(route), pass, works, now.elapsed),
            None => account.release(self.origin(route), pass),
        }
    }
}
