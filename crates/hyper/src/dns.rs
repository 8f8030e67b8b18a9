//! Lookups of host names.

use std::fmt;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::pin::Pin;
use std::sync::Arc;
use std::thread;

use tencentcloud_net::{
    DnsCache, LookupResult, Resolution, Target, checked_addresses, localhost_addresses,
};
use tokio::sync::{oneshot, watch};
use tokio::time::{Instant, timeout};

/// An async function from host and port to addresses.
pub(crate) type Resolver = dyn Fn(String, u16) -> Resolving + Send + Sync;
pub(crate) type Resolving = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// The resolver of the operating system.
///
/// It may take half a minute and cannot be canceled. So it runs on its own thread:
/// a runtime waits for its blocking tasks when it ends, and a program must be able
/// to exit.
pub(crate) fn system_resolver(host: String, port: u16) -> Resolving {
    if let Some(addresses) = localhost_addresses(&host, port) {
        return Box::pin(std::future::ready(Ok(addresses)));
    }
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

/// A lookup on its own task. All connections to a host wait for the same one.
#[derive(Default)]
struct Lookup(watch::Sender<Outcome>);

#[derive(Clone, Default)]
enum Outcome {
    #[default]
    Running,
    Done(LookupResult),
    /// The runtime ended on which it ran. Another one may start it again.
    Lost,
}

impl Dns {
    pub(crate) fn new(resolver: Arc<Resolver>) -> Self {
        Self { resolver, cache: DnsCache::default() }
    }

    /// The addresses of a host, at least one.
    pub(crate) async fn resolve(self: &Arc<Self>, target: &Target) -> LookupResult {
        if let Some(ip) = target.ip() {
            return Ok(Arc::from([SocketAddr::new(ip, target.port())]));
        }
        loop {
            let now = Instant::now().into_std();
            let (lookup, is_new, patience) = match self.cache.get_or_start(target, now) {
                Resolution::Addresses(addresses) => return Ok(addresses),
                Resolution::Lookup { lookup, is_new, patience } => (lookup, is_new, patience),
            };
            if is_new {
                self.start(target, &lookup);
            }
            if let Ok(Outcome::Done(result)) = timeout(patience, lookup.outcome()).await {
                return result;
            }
        }
    }

    /// These addresses while a connection to them is being made.
    pub(crate) fn use_addresses(
        self: &Arc<Self>,
        target: &Target,
        addresses: &Arc<[SocketAddr]>,
    ) -> AddressesInUse {
        AddressesInUse(Some((Arc::clone(self), target.clone(), Arc::clone(addresses))))
    }

    fn start(self: &Arc<Self>, target: &Target, lookup: &Arc<Lookup>) {
        let (host, port) = (target.host().to_owned(), target.port());
        let (resolver, task) = (Arc::clone(&self.resolver), LookupTask::new(self, target, lookup));
        tokio::spawn(async move {
            // A local variable is dropped while a panic unwinds.
            let task = task;
            let lookup = async move { resolver(host, port).await };
            let found = timeout(DnsCache::<Lookup>::MAX_LOOKUP, lookup).await;
            let found = found.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
            task.finish(&Outcome::Done(checked_addresses(Ok(found), port)));
        });
    }
}

impl Lookup {
    async fn outcome(&self) -> Outcome {
        let mut outcome = self.0.subscribe();
        let outcome = outcome.wait_for(|outcome| !matches!(outcome, Outcome::Running)).await;
        // The sender lives as long as `self`.
        outcome.map_or(Outcome::Lost, |outcome| outcome.clone())
    }

    /// The first outcome counts.
    fn set(&self, outcome: &Outcome) {
        self.0.send_if_modified(|current| {
            let is_first = matches!(current, Outcome::Running);
            if is_first {
                current.clone_from(outcome);
            }
            is_first
        });
    }
}

/// Reports the outcome of a lookup, also when its task panics or is dropped.
struct LookupTask {
    dns: Arc<Dns>,
    target: Target,
    lookup: Arc<Lookup>,
}

impl LookupTask {
    fn new(dns: &Arc<Dns>, target: &Target, lookup: &Arc<Lookup>) -> Self {
        Self { dns: Arc::clone(dns), target: target.clone(), lookup: Arc::clone(lookup) }
    }

    fn finish(&self, outcome: &Outcome) {
        let lost = || checked_addresses(Ok(Err(io::ErrorKind::Interrupted.into())), 0);
        let result = match outcome {
            Outcome::Done(result) => result.clone(),
            Outcome::Running | Outcome::Lost => lost(),
        };
        for served in self.dns.cache.finish(&self.target, &self.lookup, &result) {
            served.set(outcome);
        }
    }
}

impl Drop for LookupTask {
    fn drop(&mut self) {
        self.finish(&if thread::panicking() {
            Outcome::Done(checked_addresses(Err(Box::new(())), self.target.port()))
        } else {
            Outcome::Lost
        });
    }
}

/// Addresses that are forgotten if no connection to them is made.
#[must_use = "dropping it forgets the addresses"]
pub(crate) struct AddressesInUse(Option<(Arc<Dns>, Target, Arc<[SocketAddr]>)>);

impl AddressesInUse {
    /// A connection to this address was made.
    pub(crate) fn connected(mut self, address: SocketAddr) {
        if let Some((dns, target, addresses)) = self.0.take() {
            dns.cache.prefer(&target, &addresses, address);
        }
    }
}

impl Drop for AddressesInUse {
    fn drop(&mut self) {
        if let Some((dns, target, addresses)) = &self.0 {
            dns.cache.forget(target, addresses);
        }
    }
}

impl fmt::Debug for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lookup").finish_non_exhaustive()
    }
}
