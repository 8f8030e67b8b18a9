//! The deadline of an attempt.

use std::time::Duration;

use tencentcloud_core::{Sent, TransportError, TransportErrorKind};
use tokio::time::Instant;

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

    pub(crate) fn left(self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }

    pub(crate) fn instant(self) -> Instant {
        self.at
    }

    /// The error of an attempt at the deadline.
    pub(crate) fn error(self, sent: Sent) -> TransportError {
        let reason = format!("the attempt took longer than {:?}", self.limit);
        TransportError::new(TransportErrorKind::Timeout, sent).with_source(reason)
    }
}
