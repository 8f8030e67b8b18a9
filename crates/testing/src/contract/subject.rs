//! The transport under test, as the rules see it.

use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use tencentcloud_core::{Limits, Transport};

use super::capability::Capability;
use super::exchange::{Outcome, Verdict, exchange};

/// A future that [`Contract::for_async`](super::Contract::for_async) passes to
/// its `block_on`.
pub type Task<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// A way to make the transport under test and to run its futures.
#[derive(Clone)]
pub(super) struct Subject {
    pub(super) make: Arc<dyn Fn() -> Arc<dyn Transport> + Send + Sync>,
    pub(super) run: Arc<dyn Fn(Task<'_>) + Send + Sync>,
    pub(super) is_blocking: bool,
    pub(super) absent: Vec<Capability>,
}

impl Subject {
    pub(super) fn lacks(&self, capability: Capability) -> bool {
        self.absent.contains(&capability)
    }

    /// A new transport.
    pub(super) fn transport(&self) -> Arc<dyn Transport> {
        (self.make)()
    }

    /// Runs a future as the user of the transport would.
    pub(super) fn run<T: Send>(&self, future: impl Future<Output = T> + Send) -> Result<T, String> {
        let mut result = None;
        (self.run)(Box::pin(async { result = Some(future.await) }));
        result.ok_or_else(|| "block_on returned before the future was ready".to_owned())
    }

    /// Runs the check of a rule.
    pub(super) fn trial(&self, trial: impl Future<Output = Verdict> + Send) -> Verdict {
        self.run(trial)?
    }

    /// One exchange over a new transport.
    pub(super) fn once(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<Outcome, String> {
        let transport = self.transport();
        self.run(exchange(&*transport, request, limits))
    }
}
