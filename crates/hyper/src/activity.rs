//! What a connection carried, and whether it died in silence.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::Extensions;
use hyper_util::client::legacy::connect::{CaptureConnection, Connected};
use tokio::time::Instant;

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

/// Since when the connection of a request is silent, if it served before and was
/// written to since.
pub(crate) fn silent_since(connection: &CaptureConnection) -> Option<Instant> {
    let activity = Activity::of(connection)?;
    activity.has_served.load(Ordering::Relaxed).then(|| *activity.silent_since()).flatten()
}

/// Lets no further request use the connection.
pub(crate) fn retire(connection: &CaptureConnection) {
    connection.connection_metadata().as_ref().map(Connected::poison);
}
