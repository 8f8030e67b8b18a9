//! The system clock: the only file of this crate that reads it.

use std::sync::LazyLock;
use std::time::{Instant, SystemTime};

use tencentcloud_core::{Clock, Now, Timestamp, TimestampError};

/// The clock of this machine, and a source of random numbers for jitter.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// The origin of the monotonic clock: its first use in this process.
#[expect(clippy::disallowed_methods, reason = "this is the Clock that reads the clock")]
static ORIGIN: LazyLock<Instant> = LazyLock::new(Instant::now);

impl SystemClock {
    /// Converts a system time to a timestamp of the protocol, in seconds.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use tencentcloud_client::SystemClock;
    ///
    /// let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    /// assert_eq!(SystemClock::timestamp(time)?.to_string(), "1700000000");
    /// # Ok::<(), tencentcloud_client::TimestampError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails for a time before 1970 or after 9999.
    pub fn timestamp(time: SystemTime) -> Result<Timestamp, TimestampError> {
        let since_epoch = time.duration_since(SystemTime::UNIX_EPOCH).ok();
        since_epoch.and_then(|since| Timestamp::new(since.as_secs())).ok_or(TimestampError)
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the Clock that reads the clock")]
    fn now(&self) -> Now {
        let elapsed = ORIGIN.elapsed();
        // A clock set before 1970 reads as 1970; the service then rejects the
        // signature.
        let since_epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let since_epoch = since_epoch.unwrap_or_default();
        let unix = Timestamp::saturating(since_epoch.as_secs());
        Now::new(unix, elapsed, at_moment(fastrand::u64(..), since_epoch.subsec_nanos()))
    }
}

/// A random number of this moment. A forked child inherits the state of the generator
/// and would draw the nonces and the jitter of its parent and of its siblings, but
/// hardly in the same nanosecond.
fn at_moment(random: u64, nanoseconds: u32) -> u64 {
    // An odd multiplier maps moments to values that differ in high bits, too.
    random ^ u64::from(nanoseconds).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn forked_processes_draw_different_nonces_and_jitter() {
        let inherited = fastrand::u64(..);
        for moment in 1..1_000 {
            let differs = at_moment(inherited, moment) ^ at_moment(inherited, moment + 1);
            assert!(differs >> 54 != 0, "jitter differs by a thousandth");
            assert!(differs & 0xFF_FFFF != 0, "the lowest bits differ");
            let other = at_moment(!inherited, moment);
            assert_eq!(at_moment(inherited, moment) ^ other, u64::MAX, "all of the number counts");
        }
    }

    #[test]
    fn timestamp_fails_outside_1970_to_9999() {
        let epoch = SystemTime::UNIX_EPOCH;
        let last = Duration::from_secs(Timestamp::MAX.seconds());
        assert_eq!(SystemClock::timestamp(epoch), Ok(Timestamp::saturating(0)));
        assert_eq!(SystemClock::timestamp(epoch + last), Ok(Timestamp::MAX));
        for time in [epoch - Duration::from_nanos(1), epoch + last + Duration::from_secs(1)] {
            assert_eq!(SystemClock::timestamp(time), Err(TimestampError));
        }
    }
}
