//! Times and sizes that cannot be configured.

use std::time::Duration;

/// How long an idle connection is kept: less than the minute after which servers
/// and routers drop it, since a request on a dropped connection would be lost.
pub(crate) const IDLE_TIMEOUT: Duration = Duration::from_secs(50);

/// How long an address may be silent before the next one is tried beside it.
pub(crate) const HEAD_START: Duration = Duration::from_millis(300);

/// How many idle connections are kept, to all hosts and to one. As many threads
/// can use one service without new connections.
pub(crate) const IDLE_CONNECTIONS: usize = 100;
pub(crate) const IDLE_CONNECTIONS_PER_HOST: usize = 64;

/// The longest limit of an attempt; longer ones are reduced to it, so that a point
/// in time can be computed: a year.
pub(crate) const MAX_LIMIT: Duration = Duration::from_secs(31_536_000);

/// Bytes of one read, and of one write of ureq: 64 KiB.
pub(crate) const BUFFER: usize = 65_536;

/// Bytes of written data that may wait to be sent together: 16 KiB.
pub(crate) const CORK: usize = 16_384;

/// The longest head of a response. The buffer must hold more, so that ureq sees
/// the excess.
pub(crate) const MAX_RESPONSE_HEAD: usize = BUFFER / 2;

/// The longest request target or header: ureq writes a line into its buffer in one
/// piece. The service accepts no more than half of that.
pub(crate) const MAX_REQUEST_LINE: usize = BUFFER - 1024;

/// The longest chunk of a body without a length: 16 KiB.
pub(crate) const CHUNK: usize = 16_384;
