//! The deadline of an attempt.

use std::time::Duration;

use tencentcloud_core::{Sent, TransportError, TransportErrorKind};
use tokio::time::{Instant, Sleep, sleep_until, timeout_at};

use crate::limits::MAX_LIMIT;

/// The point in time at which an attempt ends, head and body together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    at: Instant,
    limit: Duration,
}

impl Deadline {
    pub(crate) fn after(limit: Duration) -> Self {
        Self { at: Instant::now() + limit.min(MAX_LIMIT), limit }
    }

    /// The output of a future; `None` at the deadline.
    pub(crate) async fn race<F: Future>(self, future: F) -> Option<F::Output> {
        timeout_at(self.at, future).await.ok()
    }

    /// A timer for the deadline.
    pub(crate) fn sleep(self) -> Sleep {
        sleep_until(self.at)
    }

    /// The error of an attempt at the deadline.
    pub(crate) fn error(self, sent: Sent) -> TransportError {
        let reason = format!("the attempt took longer than {:?}", self.limit);
        TransportError::new(TransportErrorKind::Timeout, sent).with_source(reason)
    }
}
