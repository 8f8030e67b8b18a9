//! How long a request waits for its response.

use hyper_util::client::legacy::connect::CaptureConnection;
use tencentcloud_core::Limits;
use tokio::time::{Instant, sleep_until, timeout_at};

use crate::activity;
use crate::deadline::Deadline;
use crate::first_connection::Turn;
use crate::limits::MAX_LIMIT;

/// Why a request is no longer waited for.
#[derive(Debug)]
pub(crate) enum End {
    Deadline,
    /// Its connection served before, and was silent for `first_byte_reused` since the
    /// request was written.
    Silence,
}

/// Waits until a request without a response is given up. Once the request has a
/// connection, its turn to make the first one ends.
pub(crate) async fn end(
    connection: &CaptureConnection,
    turn: Option<Turn>,
    deadline: Deadline,
    limits: Limits,
) -> End {
    let start = Instant::now();
    if let Some(turn) = turn {
        let mut connection = connection.clone();
        let connected = connection.wait_for_connection_metadata();
        let _ = timeout_at(deadline.instant(), connected).await;
        drop(turn);
    }
    let limit = limits.first_byte_reused.min(MAX_LIMIT);
    let mut end = start + limit;
    loop {
        // One timer for both: each would cost as much as all else here.
        sleep_until(end.min(deadline.instant())).await;
        let now = Instant::now();
        if now >= deadline.instant() {
            return End::Deadline;
        }
        // HTTP/2 also writes between requests.
        let since = activity::silent_since(connection).map_or(now, |since| since.max(start));
        end = since + limit;
        if end <= now {
            return End::Silence;
        }
    }
}
