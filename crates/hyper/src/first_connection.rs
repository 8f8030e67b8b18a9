//! The first connection to a server, for which other requests wait.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tencentcloud_core::TransportErrorKind;
use tencentcloud_net::{ConnectError, Target};
use tokio::sync::{Semaphore, TryAcquireError};
use tokio::time::{Instant, timeout};

/// More servers than a program uses; beyond this, those that are known are
/// forgotten.
const MAX_SERVERS: usize = 256;

/// The servers to which a first connection was begun.
///
/// Whether a server speaks HTTP/2 is known once there is a connection. If a burst of
/// requests did not wait for it, each would make a separate one.
#[derive(Debug, Default)]
pub(crate) struct FirstConnections(Mutex<HashMap<String, Arc<Semaphore>>>);

/// The turn of the request that makes the first connection. Dropping it lets the
/// others proceed.
#[derive(Debug)]
pub(crate) struct Turn(Arc<Semaphore>);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl FirstConnections {
    /// Waits for the first connection to a server, made or failed, unless this
    /// request is to make it. Returns what is left of the limit; fails when it is
    /// used up.
    pub(crate) async fn turn(
        &self,
        server: &Target,
        limit: Duration,
    ) -> Result<(Option<Turn>, Duration), ConnectError> {
        let semaphore = self.semaphore(server);
        match Arc::clone(&semaphore).try_acquire_owned() {
            Ok(permit) => {
                permit.forget();
                return Ok((Some(Turn(semaphore)), limit));
            }
            Err(TryAcquireError::Closed) => return Ok((None, limit)),
            Err(TryAcquireError::NoPermits) => {}
        }
        let start = Instant::now();
        // The permit is never returned, so this ends when the semaphore is closed.
        let waited = timeout(limit, semaphore.acquire()).await;
        let left = limit.saturating_sub(start.elapsed());
        if waited.is_err() || left.is_zero() {
            let reason = format!("connecting took longer than {limit:?}");
            return Err(ConnectError::new(TransportErrorKind::Timeout, reason));
        }
        Ok((None, left))
    }

    fn semaphore(&self, server: &Target) -> Arc<Semaphore> {
        let key = format!("{}:{}", server.host(), server.port());
        let mut servers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if servers.len() >= MAX_SERVERS && !servers.contains_key(&key) {
            servers.retain(|_, semaphore| !semaphore.is_closed());
        }
        Arc::clone(servers.entry(key).or_insert_with(|| Arc::new(Semaphore::new(1))))
    }
}
