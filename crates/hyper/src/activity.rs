//! What a connection carried, and how it ended.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::time::Instant;

/// The activity of a connection. Its stream records it, the requests look at it.
#[derive(Debug, Default)]
pub(crate) struct Activity {
    /// A response arrived, so later requests use the connection again.
    has_served: AtomicBool,
    /// No further request may use the connection.
    is_retired: AtomicBool,
    /// The last write, if nothing was read since.
    silent_since: Mutex<Option<Instant>>,
    has_ended: AtomicBool,
    end: Notify,
}

/// Says that the connection has ended, when it is dropped.
pub(crate) struct Ends(pub(crate) Arc<Activity>);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.has_ended.store(true, Ordering::Release);
        self.0.end.notify_waiters();
    }
}

impl Activity {
    pub(crate) fn wrote(&self) {
        *self.lock() = Some(Instant::now());
    }

    pub(crate) fn read(&self) {
        *self.lock() = None;
    }

    pub(crate) fn served(&self) {
        self.has_served.store(true, Ordering::Relaxed);
    }

    pub(crate) fn has_served(&self) -> bool {
        self.has_served.load(Ordering::Relaxed)
    }

    pub(crate) fn retire(&self) {
        self.is_retired.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_retired(&self) -> bool {
        self.is_retired.load(Ordering::Relaxed)
    }

    /// Waits until the connection has ended.
    pub(crate) async fn ended(&self) {
        // It is notified from here on, so an end after this look is not missed.
        let end = self.end.notified();
        if !self.has_ended.load(Ordering::Acquire) {
            end.await;
        }
    }

    pub(crate) fn silent_since(&self) -> Option<Instant> {
        *self.lock()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Instant>> {
        self.silent_since.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
