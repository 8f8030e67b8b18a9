//! What a connection carried, and whether it died in silence.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::Extensions;
use hyper_util::client::legacy::connect::{CaptureConnection, Connected};
use tokio::time::{Instant, sleep_until};

use crate::limits::MAX_LIMIT;

/// The activity of a connection. Its stream records it, the requests look at it.
#[derive(Debug, Default)]
pub(crate) struct Activity {
    /// A response arrived, so later requests use the connection again.
    has_served: AtomicBool,
    /// The last write, if nothing was read since.
    silent_since: Mutex<Option<Instant>>,
}

impl Activity {
    pub(crate) fn wrote(&self) {
        *self.silent_since() = Some(Instant::now());
    }

    pub(crate) fn read(&self) {
        *self.silent_since() = None;
    }

    pub(crate) fn served(&self) {
        self.has_served.store(true, Ordering::Relaxed);
    }

    fn silent_since(&self) -> MutexGuard<'_, Option<Instant>> {
        self.silent_since.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The activity of a request's connection, `None` before there is one.
    fn of(connection: &CaptureConnection) -> Option<Arc<Self>> {
        let mut extras = Extensions::new();
        connection.connection_metadata().as_ref()?.get_extras(&mut extras);
        extras.remove()
    }
}

/// Waits until a request that began at `start` uses a connection that served
/// before, and that has been silent for this long since the request was written.
pub(crate) async fn silence(connection: &CaptureConnection, start: Instant, limit: Duration) {
    loop {
        let activity = Activity::of(connection);
        let reused = activity.filter(|activity| activity.has_served.load(Ordering::Relaxed));
        let written = reused.and_then(|activity| *activity.silent_since());
        // HTTP/2 also writes between requests.
        let since = written.map_or_else(Instant::now, |written| written.max(start));
        let end = since + limit.min(MAX_LIMIT);
        if end <= Instant::now() {
            return;
        }
        sleep_until(end).await;
    }
}

/// Lets no further request use the connection.
pub(crate) fn retire(connection: &CaptureConnection) {
    connection.connection_metadata().as_ref().map(Connected::poison);
}
