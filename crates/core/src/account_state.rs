//! State shared by all calls of one account.

use alloc::borrow::Cow;
use alloc::string::String;
use core::time::Duration;

use self::recent::Recent;
use crate::breaker::Pass;
use crate::{Breaker, ClockSkew, Origin, Pacer, Request, RetryBudget};

mod recent;

/// State shared by all calls of one account: retry budget, rate limits, and for each
/// host its clock skew and circuit breaker.
///
/// Keep one for each account, since the service limits rates by account. It does
/// no I/O; put it behind a lock if several calls run at once. It keeps the 256
/// actions and the 256 hosts that were used last.
#[derive(Debug, Clone, Default)]
pub struct AccountState {
    pub(crate) budget: RetryBudget,
    /// By service and action; only for actions that have a documented rate.
    pacers: Recent<(Cow<'static, str>, Cow<'static, str>), Pacer>,
    /// Where new pacers begin to number their permits: after those of all pacers
    /// that were dropped, so that no pacer takes the permit of another for its own.
    first_permit: u64,
    /// By authority; only for hosts with a clock skew, and for hosts of calls with a
    /// backup endpoint.
    hosts: Recent<String, Host>,
}

/// What is known of a host.
#[derive(Debug, Clone, Default)]
struct Host {
    skew: ClockSkew,
    breaker: Breaker,
}

impl AccountState {
    /// The difference between the clock of this host and this machine's, as far as
    /// it is known.
    pub fn skew(&self, origin: &Origin) -> ClockSkew {
        self.hosts.peek(origin.authority()).map(|host| host.skew).unwrap_or_default()
    }

    pub(crate) fn set_skew(&mut self, origin: &Origin, skew: ClockSkew) {
        self.with_host(origin, |host| host.skew = skew);
    }

    /// The pacer of the action; None if the action has no rate limit.
    pub(crate) fn pacer(&mut self, request: &Request) -> Option<&mut Pacer> {
        let rate = request.documented_rate().filter(|rate| *rate > 0)?;
        let key = request.key();
        if self.pacers.peek(&key).is_none() {
            let pacer = Pacer::numbered(rate, self.first_permit);
            if let Some(dropped) = self.pacers.insert(key.clone(), pacer) {
                self.first_permit = self.first_permit.max(dropped.next_number());
            }
        }
        self.pacers.get_mut(&key)
    }

    /// The index of the first origin whose breaker admits a request, with its pass;
    /// 0 if all are open.
    pub(crate) fn choose<'a>(
        &mut self,
        origins: impl Iterator<Item = &'a Origin>,
        now: Duration,
    ) -> (usize, Option<Pass>) {
        for (index, origin) in origins.enumerate() {
            if let Some(pass) = self.with_host(origin, |host| host.breaker.admit(now)) {
                return (index, Some(pass));
            }
        }
        (0, None)
    }

    /// Reports to the breaker of the host whether the host works.
    pub(crate) fn report(&mut self, origin: &Origin, pass: Pass, works: bool, now: Duration) {
        self.with_host(origin, |host| {
            if works {
                host.breaker.succeeded(pass, now);
            } else {
                host.breaker.failed(pass, now);
            }
        });
    }

    /// Returns the pass of a request that was not sent to the host.
    pub(crate) fn release(&mut self, origin: &Origin, pass: Pass) {
        self.with_host(origin, |host| host.breaker.release(pass));
    }

    fn with_host<T>(&mut self, origin: &Origin, f: impl FnOnce(&mut Host) -> T) -> T {
        if let Some(host) = self.hosts.get_mut(origin.authority()) {
            return f(host);
        }
        let mut host = Host::default();
        let result = f(&mut host);
        self.hosts.insert(origin.authority().into(), host);
        result
    }
}

#[cfg(test)]
mod tests;
