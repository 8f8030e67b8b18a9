//! Where the time of an attempt went.

use core::time::Duration;

/// The times of an attempt that only its transport knows. A transport may put them
/// into the extensions of its response; it does not have to.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_core::{ResponseBody, Timings};
///
/// let mut response = http::Response::new(ResponseBody::from("{}"));
/// response.extensions_mut().insert(Timings::new(None, Duration::from_millis(20)));
/// assert_eq!(Timings::of(&response).unwrap().first_byte.as_millis(), 20);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timings {
    /// Until the request had a connection: name resolution, proxy, TCP and TLS. `None`
    /// if it took one that was kept from an earlier request.
    pub connect: Option<Duration>,
    /// From handing the request to the connection until the head of the response.
    pub first_byte: Duration,
}

impl Timings {
    /// Timings from their parts.
    pub const fn new(connect: Option<Duration>, first_byte: Duration) -> Self {
        Self { connect, first_byte }
    }

    /// The timings that a transport put into this response.
    pub fn of<B>(response: &http::Response<B>) -> Option<Self> {
        response.extensions().get().copied()
    }
}
