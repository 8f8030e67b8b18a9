//! State shared by all calls of one account.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::String;
use core::time::Duration;

use crate::{Breaker, ClockSkew, Origin, Pacer, Request, RetryBudget};

/// State shared by all calls of one account: retry budget, rate limits, clock
/// skew and circuit breakers.
///
/// Keep one for each account, since the service limits rates by account. It does
/// no I/O; put it behind a lock if several calls run at once.
#[derive(Debug, Clone, Default)]
pub struct AccountState {
    pub(crate) budget: RetryBudget,
    pub(crate) skew: ClockSkew,
    /// By service and action, with the documented rate; only for actions that
    /// have one.
    pacers: BTreeMap<(Cow<'static, str>, Cow<'static, str>), (u32, Pacer)>,
    /// By authority; only for hosts of calls with a backup endpoint.
    breakers: BTreeMap<String, Breaker>,
}

impl AccountState {
    /// The difference between the service's clock and this machine's, as far as it
    /// is known.
    pub fn skew(&self) -> ClockSkew {
        self.skew
    }

    /// The pacer of the action; None if the action has no rate limit.
    pub(crate) fn pacer(&mut self, request: &Request) -> Option<&mut Pacer> {
        let rate = request.documented_rate().filter(|rate| *rate > 0)?;
        let new = || (rate, Pacer::new(rate));
        let (of_rate, pacer) = self.pacers.entry(request.key()).or_insert_with(new);
        if *of_rate != rate {
            (*of_rate, *pacer) = new();
        }
        Some(pacer)
    }

    pub(crate) fn breaker(&mut self, origin: &Origin) -> &mut Breaker {
        self.breakers.entry(origin.authority().into()).or_default()
    }

    /// The index of the first origin whose breaker is not open; 0 if all are open.
    pub(crate) fn choose<'a>(
        &mut self,
        mut origins: impl Iterator<Item = &'a Origin>,
        now: Duration,
    ) -> usize {
        origins.position(|origin| self.breaker(origin).allows(now)).unwrap_or(0)
    }
}
