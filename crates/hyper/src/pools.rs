//! Connection pools, one for each runtime.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tencentcloud_net::Proxy;
use tokio::runtime::{Handle, Id};
use tokio::sync::oneshot;

use crate::body::RequestBody;
use crate::connect::{Connector, ConnectorConfig};
use crate::dns::Dns;
use crate::first_connection::FirstConnections;
use crate::limits::{HTTP2_PING, IDLE_CONNECTIONS_PER_HOST, IDLE_TIMEOUT, MAX_RUNTIMES};
use crate::tls::{Alpn, Tls};

/// The pools of a transport.
///
/// A connection is driven by tasks of the runtime that made it. While that runtime
/// sleeps, and after it is gone, a request of another runtime would wait in vain.
/// So a request uses only connections that its runtime made.
pub(crate) struct Pools {
    dns: Arc<Dns>,
    proxy: Proxy,
    tls: Arc<Tls>,
    /// Oldest first.
    by_runtime: Mutex<Vec<Arc<Pool>>>,
}

/// The connections of one runtime.
pub(crate) struct Pool {
    pub(crate) client: Client<Connector, RequestBody>,
    /// For https requests whose `Host` is not the authority of their URI.
    pub(crate) http1: Client<Connector, RequestBody>,
    pub(crate) first_connections: FirstConnections,
    runtime: Id,
    /// Closed when the runtime drops its tasks: one of them holds the receiver.
    ended: oneshot::Sender<Infallible>,
}

impl Pools {
    pub(crate) fn new(dns: Dns, proxy: Proxy, tls: Tls) -> Self {
        Self { dns: Arc::new(dns), proxy, tls: Arc::new(tls), by_runtime: Mutex::default() }
    }

    /// The pool of this runtime.
    pub(crate) fn of(&self, runtime: &Handle) -> Arc<Pool> {
        let id = runtime.id();
        let mut pools = self.by_runtime.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pool) = pools.iter().find(|pool| pool.runtime == id && pool.is_alive()) {
            return Arc::clone(pool);
        }
        pools.retain(|pool| pool.is_alive());
        if pools.len() >= MAX_RUNTIMES {
            pools.remove(0);
        }
        let pool = Arc::new(self.pool(runtime));
        pools.push(Arc::clone(&pool));
        pool
    }

    fn pool(&self, runtime: &Handle) -> Pool {
        let (ended, held) = oneshot::channel::<Infallible>();
        runtime.spawn(async move {
            // Ends with the pool, or is dropped with the runtime.
            let _ = held.await;
        });
        Pool {
            client: self.client(Alpn::Http2OrHttp1),
            http1: self.client(Alpn::Http1),
            first_connections: FirstConnections::default(),
            runtime: runtime.id(),
            ended,
        }
    }

    fn client(&self, alpn: Alpn) -> Client<Connector, RequestBody> {
        let connector = Connector(Arc::new(ConnectorConfig {
            dns: Arc::clone(&self.dns),
            proxy: self.proxy.clone(),
            tls: Arc::clone(&self.tls),
            alpn,
        }));
        Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE_TIMEOUT)
            .pool_max_idle_per_host(IDLE_CONNECTIONS_PER_HOST)
            // Only what a kept connection never took from its queue, because it had
            // ended or was closed for bytes that nobody asked for.
            .retry_canceled_requests(true)
            .http2_keep_alive_interval(HTTP2_PING)
            .http2_keep_alive_timeout(HTTP2_PING)
            .build(connector)
    }
}

impl Pool {
    fn is_alive(&self) -> bool {
        !self.ended.is_closed()
    }
}
