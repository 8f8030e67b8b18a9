//! What a credential provider or a rate limiter may use.

use std::time::Duration;

use tencentcloud_core::{Clock, Transport};

/// What a client lends its credential provider or its rate limiter for one call: its
/// transport, its clock and the time that is left.
///
/// A provider that sends requests or waits should use these. It then needs no runtime in
/// a blocking client, shares the client's proxy and connections, and runs in the virtual
/// time of a test.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Surroundings<'a> {
    /// The client's transport.
    pub transport: &'a dyn Transport,
    /// The client's clock.
    pub clock: &'a dyn Clock,
    /// The deadline of the call, as [`Now::elapsed`](crate::Now::elapsed) of the clock.
    pub deadline: Duration,
    /// Whether the call is one of a blocking client, whose thread may be blocked. In an
    /// async client a future waits by returning `Pending`.
    pub is_blocking: bool,
}

impl<'a> Surroundings<'a> {
    /// The surroundings of a call that has this time left, to test a provider.
    pub fn new(transport: &'a dyn Transport, clock: &'a dyn Clock, time_left: Duration) -> Self {
        let deadline = clock.now().elapsed.saturating_add(time_left);
        Self { transport, clock, deadline, is_blocking: false }
    }

    /// The time until the deadline of the call.
    pub fn time_left(&self) -> Duration {
        self.deadline.saturating_sub(self.clock.now().elapsed)
    }
}
