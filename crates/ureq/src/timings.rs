//! The times of a request.

use std::cell::Cell;
use std::time::{Duration, Instant};

use tencentcloud_core::Timings;

use crate::deadline::now;

thread_local! {
    /// How long connecting took, and when the connection was there. ureq makes a
    /// connection on the thread that runs the request, and passes nothing back.
    static CONNECTED: Cell<Option<(Duration, Instant)>> = const { Cell::new(None) };
}

/// Runs a request until the head of its response, and measures it.
pub(crate) fn measure<T>(request: impl FnOnce() -> T) -> (T, Timings) {
    let outer = CONNECTED.replace(None);
    let start = now();
    let result = request();
    let connected = CONNECTED.replace(outer);
    let handed_over = connected.map_or(start, |(_, at)| at);
    let first_byte = now().saturating_duration_since(handed_over);
    (result, Timings::new(connected.map(|(took, _)| took), first_byte))
}

/// Makes the connection of the request that this thread measures.
pub(crate) fn connecting<T>(connect: impl FnOnce() -> T) -> T {
    let start = now();
    let result = connect();
    let end = now();
    CONNECTED.set(Some((end.saturating_duration_since(start), end)));
    result
}
