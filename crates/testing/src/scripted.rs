//! A transport that responds from a script.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::StatusCode;
use tencentcloud_core::{
    AsyncTransport, BlockingTransport, Limits, ResponseBody, Sent, Transport, TransportError,
    TransportErrorKind,
};

use crate::clock::PausedClock;

mod body;
mod deadline;
mod response;
#[cfg(test)]
mod tests;

pub use self::response::ScriptedResponse;

/// A transport that returns prepared responses and failures, one for each
/// request and in order, and keeps the requests.
///
/// A request after the last response fails as
/// [`Unsupported`](TransportErrorKind::Unsupported), unless
/// [`Scripted::otherwise`] sets a response for it. Clones share the script: a
/// test keeps one and passes another to the client.
///
/// ```
/// use tencentcloud_client::{Credential, blocking::Client};
/// use tencentcloud_core::{Effect, Request};
/// use tencentcloud_testing::Scripted;
///
/// let transport = Scripted::new().json(r#"{"Response": {"RequestId": "r-1"}}"#);
/// let client = Client::builder(transport.clone())
///     .credentials(Credential::new("test-secret-id-000001", "test-secret-key-000001")?)
///     .clock(transport.clock())
///     .build();
///
/// let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}").with_effect(Effect::Read);
/// let response = client.request(request).send()?;
///
/// assert_eq!(response.request_id, "r-1");
/// assert_eq!(transport.requests()[0].headers()["x-tc-action"], "DescribeImage");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The async client accepts the same transport:
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use tencentcloud_core::{Effect, Request, Sent, TransportErrorKind};
/// # use tencentcloud_testing::Scripted;
/// use tencentcloud_client::{Client, Credential};
///
/// let transport = Scripted::new().failure(TransportErrorKind::Closed, Sent::Maybe);
/// let client = Client::builder(transport.clone())
///     .credentials(Credential::new("test-secret-id-000001", "test-secret-key-000001")?)
///     .clock(transport.clock())
///     .build();
/// let request = Request::new("ecm", "2019-07-19", "DeleteImage", "{}");
/// let error = client.request(request).send().await.unwrap_err();
/// assert_eq!(error.sent(), Sent::Maybe);
/// # Ok(())
/// # }
/// ```
///
/// # Time
///
/// Delays and sleeps advance the transport's [`PausedClock`] and take no real
/// time. Pass the same clock to the client, so that its deadlines refer to it:
/// `.clock(transport.clock())`. To share the clock of an emulator, pass
/// `emulator.clock()` to [`Scripted::with_clock`] and to the client.
#[derive(Clone, Default)]
pub struct Scripted(Arc<Mutex<Script>>);

#[derive(Default)]
struct Script {
    clock: PausedClock,
    responses: VecDeque<Once>,
    otherwise: Option<Always>,
    requests: Vec<http::Request<Bytes>>,
    times: Vec<Duration>,
}

type Once = Box<dyn FnOnce(&http::Request<Bytes>) -> ScriptedResponse + Send>;
type Always = Arc<dyn Fn(&http::Request<Bytes>) -> ScriptedResponse + Send + Sync>;

impl Scripted {
    /// An empty script with a new clock.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the clock that sleeps and delays advance.
    #[must_use]
    pub fn with_clock(self, clock: PausedClock) -> Self {
        self.script().clock = clock;
        self
    }

    /// Appends a response with status 200 and this JSON body.
    #[must_use]
    pub fn json(self, body: impl Into<Bytes>) -> Self {
        self.respond(ScriptedResponse::json(body))
    }

    /// Appends a response with this status and body.
    #[must_use]
    pub fn status(self, status: StatusCode, body: impl Into<Bytes>) -> Self {
        self.respond(ScriptedResponse::status(status, body))
    }

    /// Appends a failure.
    #[must_use]
    pub fn failure(self, kind: TransportErrorKind, sent: Sent) -> Self {
        self.respond(ScriptedResponse::failure(kind, sent))
    }

    /// Appends a response or a failure.
    #[must_use]
    pub fn respond(self, response: impl Into<ScriptedResponse>) -> Self {
        let response = response.into();
        self.respond_to(move |_| response)
    }

    /// Appends a response that is computed from the request.
    ///
    /// ```
    /// use tencentcloud_testing::{Scripted, ScriptedResponse};
    ///
    /// let transport = Scripted::new().respond_to(|request| {
    ///     let region = request.headers()["x-tc-region"].to_str().unwrap_or_default();
    ///     let body = format!(r#"{{"Response": {{"Region": "{region}", "RequestId": "r-1"}}}}"#);
    ///     ScriptedResponse::json(body)
    /// });
    /// ```
    #[must_use]
    pub fn respond_to<R: Into<ScriptedResponse>>(
        self,
        response: impl FnOnce(&http::Request<Bytes>) -> R + Send + 'static,
    ) -> Self {
        self.script().responses.push_back(Box::new(move |request| response(request).into()));
        self
    }

    /// Sets the response to every request after the last scripted one.
    ///
    /// ```
    /// use tencentcloud_core::{Sent, TransportErrorKind};
    /// use tencentcloud_testing::{Scripted, ScriptedResponse};
    ///
    /// let unreachable = Scripted::new()
    ///     .otherwise(|_| ScriptedResponse::failure(TransportErrorKind::Connect, Sent::Never));
    /// ```
    #[must_use]
    pub fn otherwise<R: Into<ScriptedResponse>>(
        self,
        response: impl Fn(&http::Request<Bytes>) -> R + Send + Sync + 'static,
    ) -> Self {
        self.script().otherwise = Some(Arc::new(move |request| response(request).into()));
        self
    }

    /// The clock that sleeps and delays advance.
    pub fn clock(&self) -> PausedClock {
        self.script().clock.clone()
    }

    /// All requests so far, in order.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.script().requests.clone()
    }

    /// The time of each request by the monotonic clock, in order.
    pub fn times(&self) -> Vec<Duration> {
        self.script().times.clone()
    }

    /// The number of scripted responses that no request has used yet.
    pub fn unused(&self) -> usize {
        self.script().responses.len()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the request and returns its response. The lock is released before
    /// the closure of the test runs, since it may read the script.
    fn next(&self, request: &http::Request<Bytes>) -> (ScriptedResponse, PausedClock) {
        let mut script = self.script();
        let time = script.clock.elapsed();
        script.requests.push(request.clone());
        script.times.push(time);
        let clock = script.clock.clone();
        let (once, always) = (script.responses.pop_front(), script.otherwise.clone());
        drop(script);
        let response = match (once, always) {
            (Some(once), _) => once(request),
            (None, Some(always)) => always(request),
            (None, None) => TransportError::new(TransportErrorKind::Unsupported, Sent::Never)
                .with_source("the script has no response left")
                .into(),
        };
        (response, clock)
    }
}

#[async_trait]
impl Transport for Scripted {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        let (response, clock) = self.next(&request);
        response.play(&clock, limits)
    }

    /// Advances the clock and returns at once.
    async fn sleep(&self, delay: Duration) {
        self.clock().sleep(delay);
    }

    fn in_process(&self) -> bool {
        true
    }
}

impl BlockingTransport for Scripted {}
impl AsyncTransport for Scripted {}

/// Shows counts only: requests carry signatures and may carry secrets.
impl fmt::Debug for Scripted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let script = self.script();
        f.debug_struct("Scripted")
            .field("requests", &script.requests.len())
            .field("unused", &script.responses.len())
            .finish_non_exhaustive()
    }
}
