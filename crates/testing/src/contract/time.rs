//! Real time, which the rules about limits need.

use std::thread;
use std::time::{Duration, Instant};

/// A stopwatch.
pub(super) struct Watch(Instant);

impl Watch {
    #[expect(clippy::disallowed_methods, reason = "limits are measured in real time")]
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

#[expect(clippy::disallowed_methods, reason = "the test server keeps its client waiting")]
pub(super) fn pause(duration: Duration) {
    thread::sleep(duration);
}

/// Waits until the condition is true; false if it is not after `timeout`.
pub(super) fn until(timeout: Duration, condition: impl Fn() -> bool) -> bool {
    let watch = Watch::start();
    while !condition() {
        if watch.elapsed() > timeout {
            return false;
        }
        pause(Duration::from_millis(1));
    }
    true
}
