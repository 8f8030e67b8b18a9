//! The machine's clock: the one place of this crate that reads it.

use std::sync::LazyLock;
use std::time::{Instant, SystemTime};

use tencentcloud_core::{Clock, Now, Timestamp};

/// Tells the time of this machine, and draws random numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// The origin of the monotonic clock: its first use in this process.
#[expect(clippy::disallowed_methods, reason = "this is the Clock that reads the clock")]
static ORIGIN: LazyLock<Instant> = LazyLock::new(Instant::now);

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the Clock that reads the clock")]
    fn now(&self) -> Now {
        let elapsed = ORIGIN.elapsed();
        // A clock set before 1970 signs nothing that a server would take; it
        // reads as the epoch, and the server says that the time is off.
        let since_epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let unix = Timestamp::saturating(since_epoch.map_or(0, |time| time.as_secs()));
        Now::new(unix, elapsed, fastrand::u64(..))
    }
}
