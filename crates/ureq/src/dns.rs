//! Lookups of host names.

use std::fmt;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tencentcloud_net::{
    DnsCache, LookupResult, Resolution, Target, checked_addresses, localhost_addresses,
};

use crate::deadline::{Deadline, now};
use crate::error;

/// A function from host and port to addresses.
pub(crate) type Resolver = dyn Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync;

/// The resolver of the operating system.
pub(crate) fn system_resolver(host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
    match localhost_addresses(host, port) {
        Some(addresses) => Ok(addresses),
        None => Ok((host, port).to_socket_addrs()?.collect()),
    }
}

/// Resolver and cache of a transport.
pub(crate) struct Dns {
    resolver: Arc<Resolver>,
    cache: DnsCache<Lookup>,
}

/// A lookup on its own thread. All connections to a host wait for the same one.
#[derive(Default)]
struct Lookup {
    result: Mutex<Option<LookupResult>>,
    is_done: Condvar,
}

impl Dns {
    pub(crate) fn new(resolver: Arc<Resolver>) -> Self {
        Self { resolver, cache: DnsCache::default() }
    }

    /// The addresses of a host, at least one.
    pub(crate) fn resolve(self: &Arc<Self>, target: &Target, deadline: Deadline) -> LookupResult {
        if let Some(ip) = target.ip() {
            return Ok(Arc::from([SocketAddr::new(ip, target.port())]));
        }
        while let Some(left) = deadline.left() {
            let (lookup, is_new, patience) = match self.cache.get_or_start(target, now()) {
                Resolution::Addresses(addresses) => return Ok(addresses),
                Resolution::Lookup { lookup, is_new, patience } => (lookup, is_new, patience),
            };
            if is_new {
                self.start(target, &lookup);
            }
            if let Some(result) = lookup.wait(patience.min(left)) {
                return result;
            }
        }
        Err(error::timeout("looking up the host name"))
    }

    /// Removes these addresses of a host, to which a connection failed.
    pub(crate) fn forget(&self, target: &Target, used: &Arc<[SocketAddr]>) {
        self.cache.forget(target, used);
    }

    /// Moves the address of a connection to the front.
    pub(crate) fn prefer(&self, target: &Target, used: &Arc<[SocketAddr]>, address: SocketAddr) {
        self.cache.prefer(target, used, address);
    }

    fn start(self: &Arc<Self>, target: &Target, lookup: &Arc<Lookup>) {
        let (dns, name, running) = (Arc::clone(self), target.clone(), Arc::clone(lookup));
        let spawned = thread::Builder::new().name("resolve".to_owned()).spawn(move || {
            let resolved =
                catch_unwind(AssertUnwindSafe(|| (dns.resolver)(name.host(), name.port())));
            dns.finish(&name, &running, &checked_addresses(resolved, name.port()));
        });
        if let Err(error) = spawned {
            self.finish(target, lookup, &checked_addresses(Ok(Err(error)), target.port()));
        }
    }

    fn finish(&self, target: &Target, lookup: &Arc<Lookup>, result: &LookupResult) {
        for served in self.cache.finish(target, lookup, result) {
            served.set(result);
        }
    }
}

impl Lookup {
    /// The first result counts.
    fn set(&self, result: &LookupResult) {
        self.lock().get_or_insert_with(|| result.clone());
        self.is_done.notify_all();
    }

    /// The result; `None` if there is none after this time.
    fn wait(&self, limit: Duration) -> Option<LookupResult> {
        let (result, _) = self
            .is_done
            .wait_timeout_while(self.lock(), limit, |result| result.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        result.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Option<LookupResult>> {
        self.result.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Dns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dns").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_address() {
        assert_eq!(format!("{:?}", Dns::new(Arc::new(system_resolver))), "Dns { .. }");
    }
}
