//! The attempts of a call, for the log of `-v` and for an interrupt.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tencentcloud_client::{AttemptInfo, Interceptor, WaitReason};
use tencentcloud_core::{Error, Request, Sent};

use crate::stderr;

/// Follows the attempts of a call, and logs them and every wait if asked to.
#[derive(Debug, Clone, Default)]
pub(super) struct Progress {
    is_verbose: bool,
    /// Whether an earlier attempt was sent.
    was_sent: Arc<AtomicBool>,
    /// Whether the service may have executed the latest attempt. Unknown, and so true,
    /// while it is under way.
    may_have_arrived: Arc<AtomicBool>,
}

impl Progress {
    pub(super) fn new(is_verbose: bool) -> Self {
        Self { is_verbose, ..Self::default() }
    }

    /// Whether the service may have executed the action by now.
    pub(super) fn may_have_taken_effect(&self) -> bool {
        self.may_have_arrived.load(Ordering::Relaxed)
    }

    /// Whether no request has left this machine.
    pub(super) fn nothing_was_sent(&self) -> bool {
        !self.may_have_taken_effect() && !self.was_sent.load(Ordering::Relaxed)
    }

    /// The transport has an attempt.
    pub(super) fn sending(&self) {
        self.may_have_arrived.store(true, Ordering::Relaxed);
    }

    fn log(&self, line: impl FnOnce() -> String) {
        if self.is_verbose {
            stderr::print(&line());
        }
    }
}

impl Interceptor for Progress {
    fn before_signing(&self, request: Request, attempt: u32) -> Request {
        self.log(|| format!("attempt {attempt}: {} {}", request.service(), request.action()));
        request
    }

    fn after_receiving(&self, info: &AttemptInfo<'_>) {
        let AttemptInfo { attempt, host, took, request_id, .. } = info;
        let took = took.as_millis();
        let error = info.outcome.err();
        self.was_sent
            .fetch_or(error.is_none_or(|error| error.sent() == Sent::Maybe), Ordering::Relaxed);
        let may_have_arrived = error.is_none_or(Error::may_have_taken_effect);
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
