//! The shared rate limiter.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use async_trait::async_trait;
use tencentcloud_client::{Permission, RateLimiter, Request, Surroundings};

use crate::builder::QuotaBuilder;
use crate::name;
use crate::shared::Shared;
use crate::wait::Place;

/// A rate limiter that shares the rates of an account with other processes, over a Redis or
/// Valkey server.
///
/// Clones share the connection and the permits: give one to each client of the account.
///
/// ```no_run
/// use tencentcloud_client::{Client, Credential};
/// use tencentcloud_quota::Quota;
/// # let transport = tencentcloud_testing::Scripted::new();
///
/// let quota = Quota::builder("redis://127.0.0.1:6379").account("main").build()?;
/// let client = Client::builder(transport)
///     .credentials(Credential::new("test-secret-id-000001", "test-secret-key-000001")?)
///     .rate_limiter(quota)
///     .build();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Permits
///
/// The server grants permits of each action in turn, at most a second ahead and evenly
/// spaced, so that no second has more than the rate. A process that is busy obtains several
/// at a time, up to half a second's worth divided by the number of processes; one that is
/// not used in time expires.
///
/// The rate is the one that the request documents or that the builder sets. An action
/// without either is not paced until the service throttles it. What one process learns from
/// a throttled request holds for all: the rate is lowered, and rises again within a minute.
///
/// Calls of an action are permitted in the order in which they came. An async call that is
/// not polled when its turn has come loses its permit, but not its place.
///
/// # When the server is away
///
/// A call that waits for the server longer than the time limit (50 ms) is paced locally:
/// each process keeps its share of the rate, by the number of processes that were seen last.
/// So are the calls after it, until the server responds again; it is asked in the background.
///
/// # Threads and processes
///
/// One thread for each limiter talks to the server. It ends when the last clone is dropped.
/// Blocking and async clients, and clients of several runtimes, may share a limiter. Build it
/// after a fork: in a child process a limiter of the parent leaves all to local pacing.
#[derive(Debug, Clone)]
pub struct Quota {
    limiter: Arc<Limiter>,
}

#[derive(Debug)]
struct Limiter {
    shared: Arc<Shared>,
    account: String,
    rates: HashMap<(String, String), u32>,
}

/// What a [`Quota`] has done so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Round trips to the server for permits.
    pub round_trips: u64,
    /// Calls that were permitted by the server, or that no rate is known for.
    pub granted: u64,
    /// Calls that were paced locally, while the server was away.
    pub local: u64,
    /// Whether the server responds.
    pub connected: bool,
}

impl Quota {
    /// A builder for a limiter over the server at this URL:
    ///
    /// - `redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS with the
    ///   certificates that the system trusts, or those of `SSL_CERT_FILE`;
    /// - `redis+sentinel://[user:password@]host:port,host:port/name`: sentinels, and the
    ///   name under which they know the server; user and password are the server's;
    /// - `redis+cluster://[user:password@]host:port,host:port`: nodes of a cluster;
    /// - `rediss+sentinel://` and `rediss+cluster://`: the same with TLS.
    ///
    /// ```
    /// use tencentcloud_quota::Quota;
    ///
    /// // No server is there: calls are paced locally until there is one.
    /// let quota = Quota::builder("redis://127.0.0.1:1")
    ///     .account("main")
    ///     .rate("cvm", "DescribeInstances", 40)
    ///     .build()?;
    /// assert!(!quota.stats().connected);
    /// # Ok::<(), tencentcloud_quota::QuotaError>(())
    /// ```
    pub fn builder(url: &str) -> QuotaBuilder {
        QuotaBuilder::new(url)
    }

    pub(crate) fn new(
        shared: Arc<Shared>,
        account: String,
        rates: HashMap<(String, String), u32>,
    ) -> Self {
        let limiter = Limiter { shared, account, rates };
        Self { limiter: Arc::new(limiter) }
    }

    /// What this limiter and its clones have done so far.
    pub fn stats(&self) -> Stats {
        let counters = &self.limiter.shared.counters;
        Stats {
            round_trips: counters.round_trips.load(Ordering::Relaxed),
            granted: counters.granted.load(Ordering::Relaxed),
            local: counters.local.load(Ordering::Relaxed),
            connected: self.limiter.shared.is_connected(),
        }
    }
}

impl Limiter {
    /// The name of the request's rate. `None` if it is not shared.
    fn rate(&self, request: &Request) -> Option<String> {
        // The thread of a parent process is not there, and may have held the lock.
        if !self.shared.is_of_this_process() {
            return None;
        }
        let region = request.common_region().unwrap_or_default();
        name::rate(&self.account, request.service(), request.action(), region)
    }

    /// The rate that this process states, in requests per second; 0 for none.
    fn stated(&self, request: &Request) -> u32 {
        let mut set = self.rates.iter();
        let set = set.find(|((service, action), _)| {
            service == request.service() && action == request.action()
        });
        set.map(|(_, rate)| *rate).or(request.documented_rate()).unwrap_or_default()
    }
}

#[async_trait]
impl RateLimiter for Quota {
    async fn permit(&self, request: &Request, with: &Surroundings<'_>) -> Permission {
        let limiter = &*self.limiter;
        let Some(rate) = limiter.rate(request) else { return Permission::PaceLocally };
        let place = Place::enter(&limiter.shared, &rate, limiter.stated(request));
        let Some(place) = place else { return Permission::PaceLocally };
        place.turn(with).await.map_or(Permission::PaceLocally, Permission::Granted)
    }

    async fn throttled(&self, request: &Request, permit: Option<u64>, _: &Surroundings<'_>) {
        if let Some(rate) = self.limiter.rate(request) {
            self.limiter.shared.throttled(&rate, permit);
        }
    }

    fn name(&self) -> &'static str {
        "tencentcloud_quota"
    }
}

impl Drop for Limiter {
    fn drop(&mut self) {
        self.shared.close();
    }
}
