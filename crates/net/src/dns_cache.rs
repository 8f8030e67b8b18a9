//! Addresses of host names, kept for a minute.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tencentcloud_core::TransportErrorKind;

use crate::{ConnectError, Target};

/// How long a result is kept, counted from the start of its lookup.
const LIFETIME: Duration = Duration::from_secs(60);

/// The lookups of a transport by target, both running and completed, so
/// that a burst of connections to one host looks it up once.
///
/// `L` is a lookup in the form that the transport can wait for. The cache decides
/// which lookups are shared and for how long; it runs none. A lookup that fails
/// must be removed with [`forget_lookup`](Self::forget_lookup), since failures
/// are not kept.
pub struct DnsCache<L> {
    lookups: Mutex<HashMap<Target, Entry<L>>>,
}

struct Entry<L> {
    started: Instant,
    lookup: Arc<L>,
}

impl<L> DnsCache<L> {
    /// The lookup of a target, no older than a minute. `start` starts a new one if
    /// there is none. It runs under the cache's lock, so it must not block.
    pub fn get_or_start(
        &self,
        target: &Target,
        now: Instant,
        start: impl FnOnce() -> Arc<L>,
    ) -> Arc<L> {
        let mut lookups = self.lock();
        lookups.retain(|_, entry| now.saturating_duration_since(entry.started) < LIFETIME);
        let entry = lookups.entry(target.clone());
        Arc::clone(&entry.or_insert_with(|| Entry { started: now, lookup: start() }).lookup)
    }

    /// Removes the addresses of a target. Call it when a connection to them
    /// failed.
    pub fn forget(&self, target: &Target) {
        self.lock().remove(target);
    }

    /// Removes this lookup of a target, but not a newer one. Call it when the
    /// lookup failed.
    pub fn forget_lookup(&self, target: &Target, lookup: &Arc<L>) {
        let mut lookups = self.lock();
        if lookups.get(target).is_some_and(|entry| Arc::ptr_eq(&entry.lookup, lookup)) {
            lookups.remove(target);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Target, Entry<L>>> {
        self.lookups.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An empty cache.
impl<L> Default for DnsCache<L> {
    fn default() -> Self {
        Self { lookups: Mutex::default() }
    }
}

impl<L> fmt::Debug for DnsCache<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DnsCache").finish_non_exhaustive()
    }
}

/// The addresses that a resolver returned for a port, with port 0 replaced by
/// that port. `Err` outside is a panic of the resolver, as `catch_unwind` returns
/// it.
///
/// A panic, an error and an empty list fail with kind
/// [`Resolve`](TransportErrorKind::Resolve).
pub fn checked_addresses(
    resolved: thread::Result<io::Result<Vec<SocketAddr>>>,
    port: u16,
) -> Result<Arc<[SocketAddr]>, ConnectError> {
    let resolved = resolved.unwrap_or_else(|_| Err(io::Error::other("the resolver panicked")));
    let failed = |reason: &dyn fmt::Display| ConnectError::new(TransportErrorKind::Resolve, reason);
    let mut addresses = resolved.map_err(|error| failed(&error))?;
    if addresses.is_empty() {
        return Err(failed(&"host has no address"));
    }
    for address in addresses.iter_mut().filter(|address| address.port() == 0) {
        address.set_port(port);
    }
    Ok(addresses.into())
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests pass instants to the cache")]
mod tests {
    use super::*;

    fn target(uri: &str) -> Target {
        Target::of(&uri.parse().unwrap()).unwrap()
    }

    #[test]
    fn debug_shows_no_host() {
        assert_eq!(format!("{:?}", cache().0), "DnsCache { .. }");
    }

    /// A cache with lookup 1 of `http://a.example` at a moment.
    fn cache() -> (DnsCache<u32>, Target, Instant) {
        let (cache, a, now) = (DnsCache::default(), target("http://a.example"), Instant::now());
        assert_eq!(*cache.get_or_start(&a, now, || Arc::new(1)), 1);
        (cache, a, now)
    }

    #[test]
    fn lookup_is_shared_for_a_minute() {
        let (cache, a, now) = cache();
        for (seconds, expected) in [(0, 1), (59, 1), (60, 2), (119, 2)] {
            let now = now + Duration::from_secs(seconds);
            assert_eq!(*cache.get_or_start(&a, now, || Arc::new(2)), expected, "{seconds}");
        }
    }

    #[test]
    fn hosts_and_ports_are_distinct() {
        let (cache, _, now) = cache();
        for uri in ["http://b.example", "http://a.example:81"] {
            assert_eq!(*cache.get_or_start(&target(uri), now, || Arc::new(2)), 2, "{uri}");
        }
    }

    #[test]
    fn forgotten_lookup_is_started_again() {
        let (cache, a, now) = cache();
        cache.forget(&target("http://b.example"));
        assert_eq!(*cache.get_or_start(&a, now, || Arc::new(2)), 1);
        cache.forget(&a);
        assert_eq!(*cache.get_or_start(&a, now, || Arc::new(2)), 2);
    }

    #[test]
    fn newer_lookup_survives_the_failure_of_an_older_one() {
        let (cache, a, now) = cache();
        let older = cache.get_or_start(&a, now, || Arc::new(2));
        let later = now + LIFETIME;
        let newer = cache.get_or_start(&a, later, || Arc::new(2));
        cache.forget_lookup(&a, &older);
        assert_eq!(*cache.get_or_start(&a, later, || Arc::new(3)), 2);
        cache.forget_lookup(&a, &newer);
        assert_eq!(*cache.get_or_start(&a, later, || Arc::new(3)), 3);
    }

    #[test]
    fn addresses_are_checked() {
        let resolved = vec![([192, 0, 2, 1], 0).into(), ([192, 0, 2, 2], 81).into()];
        let addresses = checked_addresses(Ok(Ok(resolved)), 443).unwrap();
        assert_eq!(addresses.iter().map(SocketAddr::port).collect::<Vec<_>>(), [443, 81]);
        let error = checked_addresses(Ok(Ok(Vec::new())), 443).unwrap_err();
        assert_eq!(error.to_string(), "host has no address");
        assert!(checked_addresses(Ok(Err(io::ErrorKind::NotFound.into())), 443).is_err());
        let error = checked_addresses(Err(Box::new("panic")), 443).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Resolve);
        assert_eq!(error.to_string(), "the resolver panicked");
    }
}
