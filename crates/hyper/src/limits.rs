//! Times and sizes that cannot be configured.

use std::time::Duration;

/// How long an idle connection is kept: less than the minute after which servers
/// and routers drop it, since a request on a dropped connection would be lost.
pub(crate) const IDLE_TIMEOUT: Duration = Duration::from_secs(50);

/// How many idle connections to a host are kept, for each runtime.
pub(crate) const IDLE_CONNECTIONS_PER_HOST: usize = 64;

/// How long a request waits for the first connection to a server, which another request
/// makes, before it makes one itself.
pub(crate) const FIRST_CONNECTION: Duration = Duration::from_secs(1);

/// How many runtimes have connections of their own. Another one replaces the oldest,
/// whose idle connections are closed.
pub(crate) const MAX_RUNTIMES: usize = 64;

/// After this much silence the system asks whether the other end of a connection is
/// still there, then this often between the questions, and this many times.
pub(crate) const TCP_KEEP_ALIVE: Duration = Duration::from_secs(15);
pub(crate) const TCP_KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(5);
pub(crate) const TCP_KEEP_ALIVE_RETRIES: u32 = 3;

/// How long an HTTP/2 connection with open requests may be silent before it is
/// pinged, and how long the response to the ping may take.
pub(crate) const HTTP2_PING: Duration = Duration::from_secs(15);

/// How long after the end of its connection a request may learn how it ended.
pub(crate) const AFTER_END: Duration = Duration::from_millis(200);

/// The longest limit of an attempt; longer ones are reduced to it, so that a point
/// in time can be computed: a year.
pub(crate) const MAX_LIMIT: Duration = Duration::from_secs(31_536_000);
