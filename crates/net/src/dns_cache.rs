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

/// How long an address is kept, and how long a lookup may take, both from the start
/// of the lookup.
const LIFETIME: Duration = Duration::from_secs(60);

/// After this time a lookup counts as hung and gets a second one beside it. The
/// third waits twice as long, and so on.
const PATIENCE: Duration = Duration::from_secs(2);

/// How many lookups of one name may be under way.
const MAX_LOOKUPS: usize = 4;

/// The addresses that a lookup found, or why it found none.
pub type LookupResult = Result<Arc<[SocketAddr]>, ConnectError>;

/// The host names of a transport: known addresses, and lookups that are under way.
///
/// The cache decides which lookups are shared and for how long; it runs none. `L` is
/// a lookup in the form that the transport can wait for, created by the cache with
/// [`Default`]. Transports follow these rules:
///
/// - **A lookup runs by itself**, on a thread or a task, and not in the request that
///   started it. So it survives a request that gives up, and serves the next one.
/// - **Addresses are kept for a minute**, and until a connection to them fails
///   ([`forget`](Self::forget)). The address that worked is tried first
///   ([`prefer`](Self::prefer)).
/// - **A failure, a panic and silence are one result**, for the requests that wait for
///   this lookup. They are not kept.
/// - **A slow lookup is shared, a hung one gets company.** Requests share a lookup
///   until it is 2 s old. Then the next request, or one that still waits, starts
///   a second lookup beside it, after 4 s more a third, after 8 s more a fourth. The
///   first addresses serve all that wait. So one lost lookup costs 2 s, and a dead
///   name server at most 4 threads for a name.
/// - **No lookup counts longer than a minute.** Then its place is free, and its result
///   is ignored.
///
/// [`get_or_start`](Self::get_or_start) finds the lookup to wait for, and
/// [`finish`](Self::finish) reports its result.
pub struct DnsCache<L> {
    names: Mutex<HashMap<Target, Name<L>>>,
}

/// What a request for a host does next.
#[derive(Debug)]
pub enum Resolution<L> {
    /// Connect to these addresses.
    Addresses(Arc<[SocketAddr]>),
    /// Wait for this lookup, no longer than `patience`; then ask the cache again.
    Lookup {
        /// The newest lookup of the name.
        lookup: Arc<L>,
        /// Whether this request has to start it.
        is_new: bool,
        /// How long to wait for it.
        patience: Duration,
    },
}

struct Name<L> {
    known: Option<Known>,
    /// Oldest first.
    lookups: Vec<Lookup<L>>,
}

struct Known {
    started: Instant,
    addresses: Arc<[SocketAddr]>,
}

struct Lookup<L> {
    started: Instant,
    shared: Arc<L>,
}

impl<L: Default> DnsCache<L> {
    /// The longest time that a lookup may take. A transport that can cancel a lookup
    /// cancels it then.
    pub const MAX_LOOKUP: Duration = LIFETIME;

    /// The addresses of a host, or the lookup to wait for.
    pub fn get_or_start(&self, target: &Target, now: Instant) -> Resolution<L> {
        let mut names = self.lock();
        names.retain(|_, name| name.expire(now));
        names.entry(target.clone()).or_insert_with(Name::new).resolve(now)
    }

    /// Reports the result of a lookup, and returns the lookups whose waiters it is for:
    /// all of the name if it found addresses, else this one. The transport passes the
    /// result on to them.
    pub fn finish(&self, target: &Target, lookup: &Arc<L>, result: &LookupResult) -> Vec<Arc<L>> {
        let mut served = vec![Arc::clone(lookup)];
        let mut names = self.lock();
        let Some(name) = names.get_mut(target) else { return served };
        let place = name.lookups.iter().position(|other| Arc::ptr_eq(&other.shared, lookup));
        let Some(place) = place else { return served };
        let started = name.lookups.remove(place).started;
        if let Ok(addresses) = result {
            served.extend(name.lookups.iter().map(|other| Arc::clone(&other.shared)));
            // A lookup that hung must not replace a newer result.
            if name.known.as_ref().is_none_or(|known| known.started < started) {
                name.known = Some(Known { started, addresses: Arc::clone(addresses) });
            }
        }
        served
    }

    /// Removes these addresses of a target, but not newer ones. Call it when a
    /// connection to them failed.
    pub fn forget(&self, target: &Target, used: &Arc<[SocketAddr]>) {
        if let Some(name) = self.lock().get_mut(target)
            && name.knows(used)
        {
            name.known = None;
        }
    }

    /// Moves an address to the front of these addresses of a target. Call it when a
    /// connection to it was made, so that the next one does not try those before it.
    pub fn prefer(&self, target: &Target, used: &Arc<[SocketAddr]>, address: SocketAddr) {
        if used.first() == Some(&address) || !used.contains(&address) {
            return;
        }
        let mut names = self.lock();
        let Some(name) = names.get_mut(target).filter(|name| name.knows(used)) else { return };
        let others = used.iter().copied().filter(|other| *other != address);
        if let Some(known) = &mut name.known {
            known.addresses = std::iter::once(address).chain(others).collect();
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Target, Name<L>>> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<L: Default> Name<L> {
    fn new() -> Self {
        Self { known: None, lookups: Vec::new() }
    }

    /// Removes what is too old; whether anything is left.
    fn expire(&mut self, now: Instant) -> bool {
        let is_current = |started| now.saturating_duration_since(started) < LIFETIME;
        self.known.take_if(|known| !is_current(known.started));
        self.lookups.retain(|lookup| is_current(lookup.started));
        self.known.is_some() || !self.lookups.is_empty()
    }

    fn resolve(&mut self, now: Instant) -> Resolution<L> {
        if let Some(known) = &self.known {
            return Resolution::Addresses(Arc::clone(&known.addresses));
        }
        if let Some(newest) = self.lookups.last() {
            let patience = self.patience(now);
            if !patience.is_zero() {
                let lookup = Arc::clone(&newest.shared);
                return Resolution::Lookup { lookup, is_new: false, patience };
            }
        }
        let lookup = Arc::<L>::default();
        self.lookups.push(Lookup { started: now, shared: Arc::clone(&lookup) });
        Resolution::Lookup { lookup, is_new: true, patience: self.patience(now) }
    }

    /// The time until another lookup may start.
    fn patience(&self, now: Instant) -> Duration {
        let left = |lookup: Option<&Lookup<L>>, limit: Duration| {
            let age = lookup.map(|lookup| now.saturating_duration_since(lookup.started));
            limit.saturating_sub(age.unwrap_or(limit))
        };
        match self.lookups.len() {
            MAX_LOOKUPS.. => left(self.lookups.first(), LIFETIME),
            others => {
                let doublings = others.saturating_sub(1).try_into().unwrap_or(u32::MAX);
                left(self.lookups.last(), PATIENCE.saturating_mul(1 << doublings))
            }
        }
    }

    fn knows(&self, addresses: &Arc<[SocketAddr]>) -> bool {
        self.known.as_ref().is_some_and(|known| Arc::ptr_eq(&known.addresses, addresses))
    }
}

/// An empty cache.
impl<L> Default for DnsCache<L> {
    fn default() -> Self {
        Self { names: Mutex::default() }
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
) -> LookupResult {
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
mod tests;
