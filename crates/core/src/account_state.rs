//! What the calls of one account know of each other.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::String;
use core::time::Duration;

use crate::{Breaker, ClockSkew, Origin, Pacer, Request, RetryBudget};

/// What one call learns and the next one needs: how much may still be spent on
/// retries, when each action may be called next, how far the clock is off and
/// which hosts are down.
///
/// One account has one of these: limits count by account. It does no I/O; put it
/// behind a lock where several calls run at once.
#[derive(Debug, Clone, Default)]
pub struct AccountState {
    pub(crate) budget: RetryBudget,
    pub(crate) skew: ClockSkew,
    /// By service and action, with the documented rate; only where there is one.
    pacers: BTreeMap<(Cow<'static, str>, Cow<'static, str>), (u32, Pacer)>,
    /// By authority; only of hosts that another one stands in for.
    breakers: BTreeMap<String, Breaker>,
}

impl AccountState {
    /// The difference between this machine's clock and the service's, as far as
    /// it is known.
    pub fn skew(&self) -> ClockSkew {
        self.skew
    }

    /// The pacer of the action, if it is to be paced.
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

    /// The first of several hosts that is not known to be down; the first of
    /// all if all are.
    pub(crate) fn choose<'a>(
        &mut self,
        mut origins: impl Iterator<Item = &'a Origin>,
        now: Duration,
    ) -> usize {
        origins.position(|origin| self.breaker(origin).allows(now)).unwrap_or(0)
    }
}
