//! The one place where the machine's own clocks are read.

use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

static ORIGIN: LazyLock<Instant> = LazyLock::new(instant);

/// Time since some moment in this process; it never goes back.
pub(crate) fn running() -> Duration {
    ORIGIN.elapsed()
}

/// Time since the Unix epoch, as far as this machine knows.
pub(crate) fn unix() -> Duration {
    #[expect(
        clippy::disallowed_methods,
        reason = "a virtual clock has to start from some time, and this is the default"
    )]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH).unwrap_or_default()
}

fn instant() -> Instant {
    #[expect(
        clippy::disallowed_methods,
        reason = "a virtual clock runs on in real time, which this measures"
    )]
    Instant::now()
}
