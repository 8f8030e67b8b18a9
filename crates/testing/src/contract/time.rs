//! Real time: rules about limits cannot do without.

use std::thread;
use std::time::{Duration, Instant};

/// Measures how long something takes.
pub(super) struct Watch(Instant);

impl Watch {
    #[expect(clippy::disallowed_methods, reason = "a limit is kept in real time or not at all")]
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

#[expect(clippy::disallowed_methods, reason = "a server that lets a client wait")]
pub(super) fn pause(duration: Duration) {
    thread::sleep(duration);
}

/// Waits until this is so; not, if it is not so after `most`.
pub(super) fn until(most: Duration, is_so: impl Fn() -> bool) -> bool {
    let watch = Watch::start();
    while !is_so() {
        if watch.elapsed() > most {
            return false;
        }
        pause(Duration::from_millis(1));
    }
    true
}
