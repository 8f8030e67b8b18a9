//! The connections of one runtime.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tencentcloud_net::{ConnectError, Target};
use tokio::sync::{Semaphore, TryAcquireError};
use tokio::time::{Instant, timeout};

use crate::connect::Connector;
use crate::connection::Connection;
use crate::limits::{FIRST_CONNECTION, IDLE_CONNECTIONS_PER_HOST, IDLE_TIMEOUT};

/// Connections that were made with one connector.
pub(crate) struct Pool {
    connector: Connector,
    servers: Mutex<HashMap<Target, Server>>,
}

#[derive(Default)]
struct Server {
    /// HTTP/1.1 connections without a request, and since when; the latest is last.
    idle: Vec<(Connection, Instant)>,
    /// The HTTP/2 connection that all requests share, and its last use.
    shared: Option<(Connection, Instant)>,
    /// Closed when there is a first connection, or it failed.
    first: Option<Arc<Semaphore>>,
}

/// The turn of the request that makes the first connection. Dropping it lets the
/// others proceed.
#[derive(Debug)]
struct Turn(Arc<Semaphore>);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Pool {
    pub(crate) fn new(connector: Connector) -> Self {
        Self { connector, servers: Mutex::default() }
    }

    /// A kept connection that takes a request now.
    pub(crate) async fn kept(&self, target: &Target) -> Option<Connection> {
        loop {
            let mut connection = self.servers().get_mut(target)?.take()?;
            if connection.ready().await {
                return Some(connection);
            }
        }
    }

    /// Makes a connection. Of a burst of requests to a new server, one makes the first
    /// connection: whether the others share it over HTTP/2 is known only then.
    pub(crate) async fn connect(
        &self,
        target: &Target,
        limit: Duration,
    ) -> Result<Connection, ConnectError> {
        let start = Instant::now();
        let turn = self.turn(target, limit).await;
        if turn.is_none()
            && let Some(connection) = self.kept(target).await
        {
            return Ok(connection);
        }
        let left = limit.saturating_sub(start.elapsed());
        let connection = self.connector.connect(target, left, limit).await?;
        if let Some(shared) = connection.share() {
            self.servers().entry(target.clone()).or_default().shared =
                Some((shared, Instant::now()));
        }
        Ok(connection)
    }

    /// Closes connections that were not used for a while.
    pub(crate) fn evict(&self) {
        self.servers().retain(|_, server| {
            server.idle.retain(|(connection, since)| is_usable(connection, *since));
            server.shared.take_if(|(connection, since)| !is_usable(connection, *since));
            let is_connecting = server.first.as_ref().is_some_and(|first| !first.is_closed());
            is_connecting || server.shared.is_some() || !server.idle.is_empty()
        });
    }

    /// Keeps a connection for the next request, unless all requests share it.
    fn keep(&self, target: Target, connection: Connection) {
        if connection.is_http2() {
            return;
        }
        let mut servers = self.servers();
        let idle = &mut servers.entry(target).or_default().idle;
        if idle.len() < IDLE_CONNECTIONS_PER_HOST {
            idle.push((connection, Instant::now()));
        }
    }

    /// Waits for the first connection to a server, made, failed or late, unless this
    /// request is to make it.
    async fn turn(&self, target: &Target, limit: Duration) -> Option<Turn> {
        if !target.is_tls() {
            return None;
        }
        let first = {
            let mut servers = self.servers();
            let first = &mut servers.entry(target.clone()).or_default().first;
            Arc::clone(first.get_or_insert_with(|| Arc::new(Semaphore::new(1))))
        };
        match Arc::clone(&first).try_acquire_owned() {
            Ok(permit) => {
                permit.forget();
                return Some(Turn(first));
            }
            Err(TryAcquireError::Closed) => return None,
            Err(TryAcquireError::NoPermits) => {}
        }
        // The permit is never returned, so this ends when the semaphore is closed.
        let _ = timeout(limit.min(FIRST_CONNECTION), first.acquire()).await;
        None
    }

    fn servers(&self) -> MutexGuard<'_, HashMap<Target, Server>> {
        self.servers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    fn take(&mut self) -> Option<Connection> {
        if let Some((connection, since)) = &mut self.shared {
            if is_usable(connection, *since) {
                *since = Instant::now();
                return connection.share();
            }
            // Of the next burst of requests, one makes the next connection to share.
            (self.shared, self.first) = (None, None);
        }
        while let Some((connection, since)) = self.idle.pop() {
            if is_usable(&connection, since) {
                return Some(connection);
            }
        }
        None
    }
}

fn is_usable(connection: &Connection, since: Instant) -> bool {
    !connection.is_closed() && since.elapsed() < IDLE_TIMEOUT
}

/// A connection that has a request, until the end of the response.
pub(crate) struct Lease {
    pool: Arc<Pool>,
    /// `None` when the connection is back in its pool.
    connection: Option<(Target, Connection)>,
}

impl Lease {
    pub(crate) fn new(pool: Arc<Pool>, target: Target, connection: Connection) -> Self {
        Self { pool, connection: Some((target, connection)) }
    }

    /// Keeps the connection, whose response was read to its end.
    pub(crate) fn end(mut self) {
        self.give_back();
    }

    fn give_back(&mut self) {
        if let Some((target, connection)) = self.connection.take() {
            self.pool.keep(target, connection);
        }
    }
}

/// A connection is closed if its response was not received to the end.
impl Drop for Lease {
    fn drop(&mut self) {
        if self.connection.as_ref().is_some_and(|(_, connection)| connection.is_ready()) {
            self.give_back();
        }
    }
}
