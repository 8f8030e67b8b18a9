//! Connection pools, one for each runtime.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tencentcloud_net::Proxy;
use tokio::runtime::{Handle, Id};
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::connect::Connector;
use crate::dns::Dns;
use crate::limits::{IDLE_TIMEOUT, MAX_RUNTIMES};
use crate::pool::Pool;
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
    by_runtime: Mutex<Vec<Arc<RuntimePools>>>,
}

/// The connections of one runtime.
pub(crate) struct RuntimePools {
    pub(crate) http2_or_http1: Arc<Pool>,
    /// For https requests whose `Host` is not the authority of their URI.
    pub(crate) http1: Arc<Pool>,
    runtime: Id,
    /// Closed when the runtime drops its tasks: one of them holds the receiver.
    ended: oneshot::Sender<Infallible>,
}

impl Pools {
    pub(crate) fn new(dns: Dns, proxy: Proxy, tls: Tls) -> Self {
        Self { dns: Arc::new(dns), proxy, tls: Arc::new(tls), by_runtime: Mutex::default() }
    }

    /// The pools of this runtime.
    pub(crate) fn of(&self, runtime: &Handle) -> Arc<RuntimePools> {
        let id = runtime.id();
        let mut pools = self.by_runtime.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pools) = pools.iter().find(|pools| pools.runtime == id && pools.is_alive()) {
            return Arc::clone(pools);
        }
        pools.retain(|pools| pools.is_alive());
        if pools.len() >= MAX_RUNTIMES {
            pools.remove(0);
        }
        let added = Arc::new(self.start(runtime));
        pools.push(Arc::clone(&added));
        added
    }

    /// New pools, and the task of the runtime that evicts from them.
    fn start(&self, runtime: &Handle) -> RuntimePools {
        let [http2_or_http1, http1] =
            [Alpn::Http2OrHttp1, Alpn::Http1].map(|alpn| Arc::new(Pool::new(self.connector(alpn))));
        let pools = [&http2_or_http1, &http1].map(Arc::downgrade);
        let (ended, mut held) = oneshot::channel::<Infallible>();
        runtime.spawn(async move {
            // Ends with the pools, or is dropped with the runtime.
            while timeout(IDLE_TIMEOUT, &mut held).await.is_err() {
                pools.iter().filter_map(Weak::upgrade).for_each(|pool| pool.evict());
            }
        });
        RuntimePools { http2_or_http1, http1, runtime: runtime.id(), ended }
    }

    fn connector(&self, alpn: Alpn) -> Connector {
        let (dns, tls) = (Arc::clone(&self.dns), Arc::clone(&self.tls));
        Connector { dns, proxy: self.proxy.clone(), tls, alpn }
    }
}

impl RuntimePools {
    fn is_alive(&self) -> bool {
        !self.ended.is_closed()
    }
}
