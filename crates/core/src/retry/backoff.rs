//! How long to back off before a retry.

use core::time::Duration;

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

use crate::{RetryPolicy, Timestamp};

/// The service counts requests by the second.
const WINDOW: Duration = Duration::from_secs(1);

/// Full jitter: a random delay from zero up to a bound that doubles with every
/// retry, so that callers that failed together do not retry together. `failures`
/// counts the failed attempts.
pub(crate) fn delay(policy: RetryPolicy, failures: u32, throttled: bool, random: u64) -> Duration {
    let base = if throttled { policy.base.max(WINDOW) } else { policy.base };
    let doubled = 1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX);
    fraction(base.saturating_mul(doubled).min(policy.cap), random)
}

/// The delay that `Retry-After` asks for: seconds, or a date, which is compared
/// with `Date` of the response or else with `unix`.
pub(crate) fn retry_after(headers: &HeaderMap, unix: Timestamp) -> Duration {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let seconds = match header(RETRY_AFTER).unwrap_or_default() {
        "" => None,
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(digits.parse().unwrap_or(u64::MAX))
        }
        date => Timestamp::from_http_date(date).map(|date| {
            let now = header(DATE).and_then(Timestamp::from_http_date).unwrap_or(unix);
            date.seconds().saturating_sub(now.seconds())
        }),
    };
    Duration::from_secs(seconds.unwrap_or(0))
}

/// `random` / 2^64 of it.
fn fraction(whole: Duration, random: u64) -> Duration {
    let nanos = (whole.as_nanos().min(u128::from(u64::MAX)) * u128::from(random)) >> 64;
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    const HALF: u64 = 1 << 63;

    #[test]
    fn the_bound_doubles_up_to_the_maximum() {
        let policy = RetryPolicy::default();
        let half = |failures| delay(policy, failures, false, HALF).as_millis();
        assert_eq!([1, 2, 3, 7, 8, 99].map(half), [100, 200, 400, 6_400, 10_000, 10_000]);
        let throttled = |failures| delay(policy, failures, true, HALF).as_millis();
        assert_eq!([1, 2, 6].map(throttled), [500, 1_000, 10_000]);
        let slow = policy.base_delay(Duration::from_secs(4));
        assert_eq!(delay(slow, 1, true, HALF), Duration::from_secs(2));
    }

    #[test]
    fn delays_cover_the_whole_range() {
        let policy = RetryPolicy::default();
        assert_eq!(delay(policy, 1, false, 0), Duration::ZERO);
        assert_eq!(delay(policy, 1, false, u64::MAX).as_micros(), 199_999);
        let endless = policy.base_delay(Duration::MAX).max_delay(Duration::MAX);
        assert_eq!(delay(endless, 40, false, HALF).as_nanos(), u128::from(HALF) - 1);
    }

    #[test]
    fn retry_after_is_read_as_seconds_or_as_a_date() {
        let now = Timestamp::new(784_111_770).unwrap();
        for (asked, seconds) in [
            ("7", 7),
            (" 7 ", 7),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 7),
            ("Sun, 06 Nov 1994 08:49:20 GMT", 0),
            ("soon", 0),
            ("-1", 0),
            ("1.5", 0),
            ("", 0),
            ("99999999999999999999", u64::MAX),
        ] {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(asked))]);
            assert_eq!(retry_after(&headers, now).as_secs(), seconds, "{asked}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), Duration::ZERO);

        // A date is compared with the clock of the server, if the response has `Date`.
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"));
        headers.insert(DATE, HeaderValue::from_static("Sun, 06 Nov 1994 08:49:34 GMT"));
        assert_eq!(retry_after(&headers, now).as_secs(), 3);
    }
}
