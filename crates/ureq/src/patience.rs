//! How long a kept connection may be silent after a request.

use std::cell::Cell;
use std::time::Duration;

use ureq::Timeout;

/// The reason of a timeout by [`first_byte`]. ureq has a timeout of this name, which
/// is never set: it would apply to new connections as well.
pub(crate) const SILENCE: Timeout = Timeout::RecvResponse;

thread_local! {
    /// The limit belongs to a request, but ureq passes only its own timeouts to the
    /// connection. It runs a request on the calling thread.
    static FIRST_BYTE: Cell<Duration> = const { Cell::new(Duration::MAX) };
}

/// Runs a request with this limit for the first byte of its response.
pub(crate) fn within<T>(first_byte: Duration, request: impl FnOnce() -> T) -> T {
    let outer = FIRST_BYTE.replace(first_byte);
    let result = request();
    FIRST_BYTE.set(outer);
    result
}

/// The limit of the request that this thread runs.
pub(crate) fn first_byte() -> Duration {
    FIRST_BYTE.get()
}
