//! A program's own part in every attempt.

use std::fmt::Debug;
use std::time::Duration;

use tencentcloud_core::{Error, RawResponse, Request};

/// Takes part in every attempt of every call of a client: to add a header of
/// one's own, to count, to measure, to log.
///
/// ```
/// use http::{HeaderName, HeaderValue};
/// use tencentcloud_client::{AttemptInfo, Interceptor, blocking::Client};
/// use tencentcloud_core::Request;
/// # use tencentcloud_emulator::Emulator;
///
/// #[derive(Debug)]
/// struct Measured;
///
/// impl Interceptor for Measured {
///     fn before_signing(&self, request: Request, attempt: u32) -> Request {
///         let name = HeaderName::from_static("x-my-attempt");
///         request.header(name, HeaderValue::from(attempt))
///     }
///
///     fn after_receiving(&self, attempted: &AttemptInfo<'_>) {
///         println!("{} took {:?}", attempted.request.action(), attempted.took);
///     }
/// }
/// # let cloud = Emulator::builder().build()?;
///
/// let client =
///     Client::builder(cloud.clone()).credentials(cloud.credential()).interceptor(Measured).build();
/// # client.send(&tencentcloud_ecm::DescribeImage::default())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Interceptor: Debug + Send + Sync {
    /// Before an attempt is signed. What it returns is signed and sent, and is
    /// what the next attempt begins with; but the service, its version, the
    /// action and its rate stay those of the call. The first attempt is 1.
    fn before_signing(&self, request: Request, attempt: u32) -> Request {
        let _ = attempt;
        request
    }

    /// After an attempt, before it is decided what follows.
    fn after_receiving(&self, attempted: &AttemptInfo<'_>) {
        let _ = attempted;
    }

    /// Before the call waits this long: backing off, or for a slot of the
    /// action's rate.
    fn before_waiting(&self, delay: Duration) {
        let _ = delay;
    }
}

/// An attempt and what came of it.
#[derive(Debug)]
#[non_exhaustive]
pub struct AttemptInfo<'a> {
    /// What was asked.
    pub request: &'a Request,
    /// Where it was sent: the host, with a port if one was named.
    pub host: &'a str,
    /// Which attempt it was; the first is 1.
    pub attempt: u32,
    /// The id that the service gave the request; empty if it gave none.
    pub request_id: &'a str,
    /// From its signing until its answer was read or it failed; until the head
    /// was there, if the answer is a stream of events.
    pub took: Duration,
    /// The answer, or what was wrong; an error of the API is one. A stream of
    /// events has no body here. Unlike a log, a hook is shown the whole answer,
    /// with whatever secrets it holds.
    pub outcome: Result<&'a RawResponse, &'a Error>,
}
