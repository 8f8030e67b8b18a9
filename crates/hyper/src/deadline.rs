//! The deadline of an attempt.

use std::time::Duration;

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

    /// The output of a future, or an error at the deadline.
    pub(crate) async fn race<F: Future>(self, future: F) -> Result<F::Output, Elapsed> {
        timeout_at(self.at, future).await.map_err(|_| self.elapsed())
    }

    /// A timer for the deadline.
    pub(crate) fn sleep(self) -> Sleep {
        sleep_until(self.at)
    }

    pub(crate) fn elapsed(self) -> Elapsed {
        Elapsed { limit: self.limit }
    }
}

/// The limit of the attempt ran out.
#[derive(Debug, thiserror::Error)]
#[error("the attempt took longer than {limit:?}")]
pub(crate) struct Elapsed {
    limit: Duration,
}
