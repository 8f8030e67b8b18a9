//! The time at which a request is checked.

use tencentcloud_client::SystemClock;
use tencentcloud_core::{Clock, Timestamp};
use tencentcloud_verify::RawRequest;

/// The time of the server: the one that is given, else that of the request. A request
/// without one is refused at any time.
pub(super) fn at(request: &RawRequest, given: Option<Timestamp>) -> Timestamp {
    given.or_else(|| request.signed_at()).unwrap_or_else(now)
}

/// The time of this machine.
pub(super) fn now() -> Timestamp {
    SystemClock.now().unix
}
