//! The attempts of a call, for the log of `-v` and for an interrupt.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tencentcloud_client::{AttemptInfo, Interceptor, WaitReason};
use tencentcloud_core::{Error, Request};

use crate::stderr;

/// Follows the attempts of a call, and logs them and every wait if asked to.
#[derive(Debug, Clone, Default)]
pub(super) struct Progress {
    is_verbose: bool,
    may_have_arrived: Arc<AtomicBool>,
}

impl Progress {
    pub(super) fn new(is_verbose: bool) -> Self {
        Self { is_verbose, ..Self::default() }
    }

    /// Whether the service may have executed the action by now. Unknown, and so true,
    /// while an attempt is under way.
    pub(super) fn may_have_taken_effect(&self) -> bool {
        self.may_have_arrived.load(Ordering::Relaxed)
    }

    fn log(&self, line: impl FnOnce() -> String) {
        if self.is_verbose {
            stderr::print(&line());
        }
    }
}

impl Interceptor for Progress {
    fn before_signing(&self, request: Request, attempt: u32) -> Request {
        self.may_have_arrived.store(true, Ordering::Relaxed);
        self.log(|| format!("attempt {attempt}: {} {}", request.service(), request.action()));
        request
    }

    fn after_receiving(&self, info: &AttemptInfo<'_>) {
        let AttemptInfo { attempt, host, took, request_id, .. } = info;
        let took = took.as_millis();
        let may_have_arrived = info.outcome.err().is_none_or(Error::may_have_taken_effect);
        self.may_have_arrived.store(may_have_arrived, Ordering::Relaxed);
        self.log(|| match info.outcome {
            Ok(_) => format!(
                "attempt {attempt}: response from {host} in {took} ms, request id {request_id:?}"
            ),
            Err(error) => format!("attempt {attempt}: {host} failed after {took} ms: {error}"),
        });
    }

    fn before_waiting(&self, delay: Duration, reason: WaitReason) {
        let reason = match reason {
            WaitReason::RateLimit => "for the rate limit",
            _ => "before the next attempt",
        };
        self.log(|| format!("waiting {} ms {reason}", delay.as_millis()));
    }
}
