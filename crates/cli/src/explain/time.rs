//! The time at which a request is checked.

use tencentcloud_client::SystemClock;
use tencentcloud_core::{Clock, Timestamp};
use tencentcloud_verify::{RawRequest, form};

/// The time of the server: the one that is given, else that of the request. A request
/// without one is refused at any time.
pub(super) fn at(request: &RawRequest, given: Option<Timestamp>) -> Timestamp {
    given.or_else(|| of_request(request)).unwrap_or_else(now)
}

/// The time that a request names, also one in milliseconds.
pub(super) fn of_request(request: &RawRequest) -> Option<Timestamp> {
    let header = request.header("x-tc-timestamp").ok().flatten().map(str::to_owned);
    let digits = header.or_else(|| {
        let pairs = form::decode(request.form()?).ok()?;
        pairs.into_iter().find(|(name, _)| name == "Timestamp").map(|(_, value)| value)
    })?;
    let number: u64 = digits.parse().ok()?;
    // The year 5138 in seconds, 1973 in milliseconds.
    let is_milliseconds = number >= 100_000_000_000;
    Timestamp::new(if is_milliseconds { number / 1_000 } else { number })
}

/// The time of this machine.
pub(super) fn now() -> Timestamp {
    SystemClock.now().unix
}

/// A time as people write it, in UTC.
pub(super) fn shown(time: Timestamp) -> String {
    let second = time.seconds() % 86_400;
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{} {hour:02}:{minute:02}:{second:02} UTC", time.date())
}
