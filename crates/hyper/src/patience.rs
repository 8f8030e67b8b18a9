//! How long a request waits for its response.

use tencentcloud_core::Limits;
use tokio::time::{Instant, sleep_until};

use crate::activity::Activity;
use crate::deadline::Deadline;
use crate::limits::MAX_LIMIT;

/// Why a request is no longer waited for.
#[derive(Debug)]
pub(crate) enum End {
    Deadline,
    /// Its connection served before, and was silent for `first_byte_reused` since the
    /// request was written.
    Silence,
}

/// Waits until a request that has a connection and no response is given up.
pub(crate) async fn end(activity: &Activity, deadline: Deadline, limits: Limits) -> End {
    let start = Instant::now();
    let is_reused = activity.has_served();
    let limit = limits.first_byte_reused.min(MAX_LIMIT);
    let mut end = if is_reused { start + limit } else { deadline.instant() };
    loop {
        // One timer for both: each would cost as much as all else here.
        sleep_until(end.min(deadline.instant())).await;
        let now = Instant::now();
        if now >= deadline.instant() {
            return End::Deadline;
        }
        // HTTP/2 also writes between requests.
        let since = activity.silent_since().map_or(now, |since| since.max(start));
        end = since + limit;
        if end <= now {
            return End::Silence;
        }
    }
}
