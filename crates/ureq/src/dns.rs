//! Lookups of host names.

use std::fmt;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use tencentcloud_core::TransportErrorKind;
use tencentcloud_net::{ConnectError, DnsCache, Target, checked_addresses};

use crate::deadline::{Deadline, now};
use crate::error;

/// A function from host and port to addresses.
pub(crate) type Resolver = dyn Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync;

/// The resolver of the operating system.
pub(crate) fn system_resolver(host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
    Ok((host, port).to_socket_addrs()?.collect())
}

/// Resolver and cache of a transport.
pub(crate) struct Dns {
    resolver: Arc<Resolver>,
    cache: DnsCache<Lookup>,
}

type Addresses = Result<Arc<[SocketAddr]>, ConnectError>;

/// A lookup on its own thread. All connections to a host wait for the same one, so
/// that a hung name server costs one thread, not one for each attempt.
#[derive(Default)]
struct Lookup {
    result: Mutex<Option<Addresses>>,
    is_done: Condvar,
}

impl Dns {
    pub(crate) fn new(resolver: Arc<Resolver>) -> Self {
        Self { resolver, cache: DnsCache::default() }
    }

    /// The addresses of a host, at least one.
    pub(crate) fn resolve(self: &Arc<Self>, target: &Target, deadline: Deadline) -> Addresses {
        if let Some(ip) = target.ip() {
            return Ok(Arc::from([SocketAddr::new(ip, target.port())]));
        }
        let lookup = self.cache.get_or_start(target, now(), || self.start(target));
        let result = lookup.wait(deadline);
        // Also if its thread could not start.
        if matches!(&*lookup.lock(), Some(Err(_))) {
            self.cache.forget_lookup(target, &lookup);
        }
        result
    }

    /// Removes the addresses of a host, to which a connection failed.
    pub(crate) fn forget(&self, target: &Target) {
        self.cache.forget(target);
    }

    fn start(self: &Arc<Self>, target: &Target) -> Arc<Lookup> {
        let lookup = Arc::<Lookup>::default();
        let (dns, running, target) = (Arc::clone(self), Arc::clone(&lookup), target.clone());
        let spawned = thread::Builder::new().name("resolve".to_owned()).spawn(move || {
            running.finish(dns.look_up(&target));
        });
        if let Err(error) = spawned {
            lookup.finish(Err(ConnectError::new(TransportErrorKind::Resolve, error)));
        }
        lookup
    }

    fn look_up(&self, target: &Target) -> Addresses {
        let resolved =
            catch_unwind(AssertUnwindSafe(|| (self.resolver)(target.host(), target.port())));
        checked_addresses(resolved, target.port())
    }
}

impl Lookup {
    fn finish(&self, result: Addresses) {
        *self.lock() = Some(result);
        self.is_done.notify_all();
    }

    fn wait(&self, deadline: Deadline) -> Addresses {
        let left = deadline.left().unwrap_or_default();
        let (result, _) = self
            .is_done
            .wait_timeout_while(self.lock(), left, |result| result.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        result.clone().unwrap_or_else(|| Err(error::timeout("looking up the host name")))
    }

    fn lock(&self) -> MutexGuard<'_, Option<Addresses>> {
        self.result.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Dns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dns").finish_non_exhaustive()
    }
}
