//! The host's clocks, read in this one place.

use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

static ORIGIN: LazyLock<Instant> = LazyLock::new(now);

/// The time since the first reading in this process. It never goes back.
pub(super) fn monotonic() -> Duration {
    ORIGIN.elapsed()
}

/// The time since the Unix epoch.
pub(super) fn unix() -> Duration {
    #[expect(clippy::disallowed_methods, reason = "a running clock starts at the host's time")]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH).unwrap_or_default()
}

fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "a running clock follows real time")]
    Instant::now()
}
