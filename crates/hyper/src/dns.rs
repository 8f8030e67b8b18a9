//! Lookups of host names.

use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::thread;

use futures_util::future::{FutureExt, Shared};
use tencentcloud_net::{ConnectError, DnsCache, Target, checked_addresses};
use tokio::sync::oneshot;
use tokio::time::Instant;

/// An async function from host and port to addresses.
pub(crate) type Resolver = dyn Fn(String, u16) -> Resolving + Send + Sync;
pub(crate) type Resolving = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// A lookup that is polled by all connections that wait for it.
type Lookup = Shared<Pin<Box<dyn Future<Output = Result<Arc<[SocketAddr]>, ConnectError>> + Send>>>;

/// The resolver of the operating system.
///
/// It may take half a minute and cannot be canceled. So it runs on its own thread:
/// a runtime waits for its blocking tasks when it ends, and a program must be able
/// to exit.
pub(crate) fn system_resolver(host: String, port: u16) -> Resolving {
    let (sender, receiver) = oneshot::channel();
    let spawned = thread::Builder::new().name("resolve".to_owned()).spawn(move || {
        let addresses = (host, port).to_socket_addrs().map(Iterator::collect);
        // Fails if no connection waits any more.
        let _ = sender.send(addresses);
    });
    Box::pin(async move {
        spawned?;
        receiver.await.unwrap_or_else(|lost| Err(io::Error::other(lost)))
    })
}

/// Resolver and cache of a transport.
pub(crate) struct Dns {
    resolver: Arc<Resolver>,
    cache: DnsCache<Lookup>,
}

impl Dns {
    pub(crate) fn new(resolver: Arc<Resolver>) -> Self {
        Self { resolver, cache: DnsCache::default() }
    }

    /// The addresses of a host, at least one.
    pub(crate) async fn resolve(&self, target: &Target) -> Result<Arc<[SocketAddr]>, ConnectError> {
        if let Some(ip) = target.ip() {
            return Ok(Arc::from([SocketAddr::new(ip, target.port())]));
        }
        let now = Instant::now().into_std();
        let lookup = self.cache.get_or_start(target, now, || Arc::new(self.start(target)));
        let result = Lookup::clone(&lookup).await;
        if result.is_err() {
            self.cache.forget_lookup(target, &lookup);
        }
        result
    }

    /// Removes the addresses of a host, to which a connection failed.
    pub(crate) fn forget(&self, target: &Target) {
        self.cache.forget(target);
    }

    fn start(&self, target: &Target) -> Lookup {
        let resolver = Arc::clone(&self.resolver);
        let (host, port) = (target.host().to_owned(), target.port());
        // The resolver is called when the lookup is polled, outside of the cache's
        // lock. Its panic must not reach those who share the lookup.
        let lookup = AssertUnwindSafe(async move { resolver(host, port).await }).catch_unwind();
        lookup.map(move |result| checked_addresses(result, port)).boxed().shared()
    }
}
