//! How long a request waits for its response.

use std::pin::pin;

use futures_util::future::{Either, select};
use tencentcloud_core::Limits;
use tokio::time::{Instant, sleep, sleep_until};

use crate::activity::Activity;
use crate::deadline::Deadline;
use crate::limits::{AFTER_END, MAX_LIMIT};

/// Why a request is no longer waited for.
#[derive(Debug)]
pub(crate) enum End {
    Deadline,
    /// Its connection served before, and was silent for `first_byte_reused` since the
    /// request was written.
    Silence,
    /// Its connection has ended, and nobody said so to the request. A request that is handed
    /// over in this very moment stays in the channel to the connection's task.
    Lost,
}

/// Waits until a request that has a connection and no response is given up.
pub(crate) async fn end(activity: &Activity, deadline: Deadline, limits: Limits) -> End {
    let silence = pin!(silence(activity, deadline, limits));
    let lost = pin!(async {
        activity.ended().await;
        sleep(AFTER_END).await;
    });
    match select(silence, lost).await {
        Either::Left((end, _)) => end,
        Either::Right(_) => End::Lost,
    }
}

async fn silence(activity: &Activity, deadline: Deadline, limits: Limits) -> End {
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::*;
    use crate::activity::Ends;

    #[tokio::test(start_paused = true)]
    async fn request_is_lost_soon_after_its_connection_ended() {
        let minute = Duration::from_secs(60);
        for after in [0, 5].map(Duration::from_secs) {
            let activity = Arc::new(Activity::default());
            let ends = Ends(Arc::clone(&activity));
            let start = Instant::now();
            let ending = async {
                sleep(after).await;
                drop(ends);
            };
            let waiting = end(&activity, Deadline::after(minute), Limits::new(minute, minute));
            let ((), reason) = tokio::join!(ending, waiting);
            assert!(matches!(reason, End::Lost), "{reason:?}");
            assert_eq!(start.elapsed(), after + AFTER_END);
        }
    }
}
