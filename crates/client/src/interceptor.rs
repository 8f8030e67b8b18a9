//! Hooks into every attempt of a client.

use std::fmt::Debug;
use std::time::Duration;

use tencentcloud_core::{Error, RawResponse, Request, Timings, WaitReason};

/// Hooks into every attempt of every call of a client: to add headers, to collect
/// metrics, to log. Every method does nothing by default.
///
/// Interceptors run in the order of [`ClientBuilder::interceptor`]. They must not
/// block in an async client. A panic ends the call and leaves the client usable.
///
/// ```
/// use tencentcloud_client::http::{HeaderName, HeaderValue};
/// use tencentcloud_client::{AttemptInfo, Interceptor, Request, blocking::Client};
/// # use tencentcloud_emulator::Emulator;
///
/// #[derive(Debug)]
/// struct Metrics;
///
/// impl Interceptor for Metrics {
///     fn before_signing(&self, request: Request, attempt: u32) -> Request {
///         let name = HeaderName::from_static("x-my-attempt");
///         request.header(name, HeaderValue::from(attempt))
///     }
///
///     fn after_receiving(&self, info: &AttemptInfo<'_>) {
///         println!("{} took {:?}", info.request.action(), info.took);
///     }
/// }
/// # let emulator = Emulator::builder().build()?;
///
/// let client =
///     Client::builder(emulator.clone()).credentials(emulator.credential()).interceptor(Metrics).build();
/// # client.send(&tencentcloud_ecm::DescribeImage::default())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [`ClientBuilder::interceptor`]: crate::ClientBuilder::interceptor
pub trait Interceptor: Debug + Send + Sync {
    /// Called before an attempt is signed, and before a wait for its permit of the rate
    /// limit; the first attempt is 1. The returned request is signed and sent, and the
    /// next attempt starts from it. Service, version, action and rate cannot be changed.
    ///
    /// If the deadline of the call passes before the request is signed, the attempt is
    /// not made.
    fn before_signing(&self, request: Request, attempt: u32) -> Request {
        let _ = attempt;
        request
    }

    /// Called after an attempt has succeeded or failed, before a retry is decided.
    fn after_receiving(&self, info: &AttemptInfo<'_>) {
        let _ = info;
    }

    /// Called before the call waits. It may wait for a permit of the rate limit several
    /// times, since permits may be postponed.
    fn before_waiting(&self, delay: Duration, reason: WaitReason) {
        let _ = (delay, reason);
    }
}

/// One attempt and its outcome.
#[derive(Debug)]
#[non_exhaustive]
pub struct AttemptInfo<'a> {
    /// The request as it was signed.
    pub request: &'a Request,
    /// The host that received it, with the port if the endpoint has one.
    pub host: &'a str,
    /// The number of the attempt; the first is 1.
    pub attempt: u32,
    /// The request id; empty if the response has none.
    pub request_id: &'a str,
    /// The time from signing until the response was read or the attempt failed. For
    /// an event stream it ends with the response head.
    pub took: Duration,
    /// The part of `took` until the request was signed.
    pub signing: Duration,
    /// The times until the response head. `None` if none arrived, or the transport does
    /// not measure them.
    pub timings: Option<Timings>,
    /// The part of `took` after the response head: until the body was read, or reading it
    /// failed. Zero for an event stream.
    pub body: Duration,
    /// The response, or the error of the attempt; an error of the API is an error.
    /// The body of an event stream is empty. Headers and body are not redacted and
    /// may contain secrets.
    pub outcome: Result<&'a RawResponse, &'a Error>,
}
