//! What the calls of one account know of each other.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::time::Duration;

use crate::request::Head;
use crate::{Breaker, ClockSkew, Origin, Pacer, Request, RetryBudget};

/// What one call learns and the next one needs: how much may still be spent on
/// retries, when each action may be called next, how far the clock is off and
/// which hosts are down.
///
/// One account has one of these: limits count by account. It does no I/O; whoever
/// has several calls at once puts it behind a lock. It holds the credential
/// that calls were made with, until they are made with another.
#[derive(Debug, Clone, Default)]
pub struct Shared {
    pub(crate) budget: RetryBudget,
    pub(crate) skew: ClockSkew,
    /// By service and action, with the documented rate; only where there is one.
    pacers: BTreeMap<(Cow<'static, str>, Cow<'static, str>), (u32, Pacer)>,
    /// By authority; only of hosts that another one stands in for.
    breakers: BTreeMap<String, Breaker>,
    /// Of requests that the service took, the oldest first.
    heads: Vec<Arc<Head>>,
}

/// As many kinds of request are remembered.
const HEADS: usize = 64;

impl Shared {
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

    /// The head that fits.
    pub(crate) fn head(&self, request: &Request, origin: &Origin) -> Option<Arc<Head>> {
        self.heads.iter().find(|head| head.fits(request, origin)).cloned()
    }

    #[cfg(test)]
    pub(crate) fn heads(&self) -> &[Arc<Head>] {
        &self.heads
    }

    /// For the next request like it.
    pub(crate) fn keep(&mut self, head: Arc<Head>) {
        self.heads.retain(|kept| !head.replaces(kept));
        if self.heads.len() >= HEADS {
            self.heads.remove(0);
        }
        self.heads.push(head);
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
