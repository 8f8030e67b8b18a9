//! A transport that answers from a list.

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

use crate::PausedClock;

mod body;
mod deadline;
mod response;
#[cfg(test)]
mod tests;

pub use self::response::ScriptedResponse;

/// Gives prepared answers, one a request and in order, and keeps the requests.
/// A request beyond the last answer fails as unsupported, unless
/// [`Scripted::otherwise`] says what to do with it.
///
/// Clones share the script, so a test keeps one and hands the other to a client.
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
/// let received = client.request(request).send()?;
///
/// assert_eq!(received.request_id, "r-1");
/// assert_eq!(transport.requests()[0].headers()["x-tc-action"], "DescribeImage");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// An async client takes the same one:
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
/// Delays and sleeps move the script's [`PausedClock`] and take no time. A
/// client has to be given the same clock, or its deadlines go by another:
/// `.clock(transport.clock())`.
#[derive(Clone, Default)]
pub struct Scripted(Arc<Mutex<Script>>);

#[derive(Default)]
struct Script {
    clock: PausedClock,
    answers: VecDeque<Once>,
    otherwise: Option<Always>,
    requests: Vec<http::Request<Bytes>>,
    times: Vec<Duration>,
}

type Once = Box<dyn FnOnce(&http::Request<Bytes>) -> ScriptedResponse + Send>;
type Always = Arc<dyn Fn(&http::Request<Bytes>) -> ScriptedResponse + Send + Sync>;

impl Scripted {
    /// A script without answers, and with a clock of its own.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes by this clock: sleeps and delays move it.
    #[must_use]
    pub fn with_clock(self, clock: PausedClock) -> Self {
        self.script().clock = clock;
        self
    }

    /// Then answers 200 with this JSON text.
    #[must_use]
    pub fn json(self, body: impl Into<Bytes>) -> Self {
        self.respond(ScriptedResponse::json(body))
    }

    /// Then answers with this status and body.
    #[must_use]
    pub fn status(self, status: StatusCode, body: impl Into<Bytes>) -> Self {
        self.respond(ScriptedResponse::status(status, body))
    }

    /// Then fails.
    #[must_use]
    pub fn failure(self, kind: TransportErrorKind, sent: Sent) -> Self {
        self.respond(ScriptedResponse::failure(kind, sent))
    }

    /// Then does this.
    #[must_use]
    pub fn respond(self, answer: impl Into<ScriptedResponse>) -> Self {
        let answer = answer.into();
        self.respond_to(move |_| answer)
    }

    /// Then does what this makes of the request.
    ///
    /// ```
    /// use tencentcloud_testing::{ScriptedResponse, Scripted};
    ///
    /// let transport = Scripted::new().respond_to(|request| {
    ///     let region = request.headers()["x-tc-region"].to_str().unwrap_or_default();
    ///     let reply = format!(r#"{{"Response": {{"Region": "{region}", "RequestId": "r-1"}}}}"#);
    ///     ScriptedResponse::json(reply)
    /// });
    /// ```
    #[must_use]
    pub fn respond_to<A: Into<ScriptedResponse>>(
        self,
        answer: impl FnOnce(&http::Request<Bytes>) -> A + Send + 'static,
    ) -> Self {
        self.script().answers.push_back(Box::new(move |request| answer(request).into()));
        self
    }

    /// Does this with every request that finds the list empty.
    ///
    /// ```
    /// use tencentcloud_core::{Sent, TransportErrorKind};
    /// use tencentcloud_testing::{ScriptedResponse, Scripted};
    ///
    /// let dead =
    ///     Scripted::new().otherwise(|_| ScriptedResponse::failure(TransportErrorKind::Connect, Sent::Never));
    /// ```
    #[must_use]
    pub fn otherwise<A: Into<ScriptedResponse>>(
        self,
        answer: impl Fn(&http::Request<Bytes>) -> A + Send + Sync + 'static,
    ) -> Self {
        self.script().otherwise = Some(Arc::new(move |request| answer(request).into()));
        self
    }

    /// The clock that sleeps and delays move.
    pub fn clock(&self) -> PausedClock {
        self.script().clock.clone()
    }

    /// The requests so far, in order.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.script().requests.clone()
    }

    /// When each of the requests came, by the monotonic clock.
    pub fn times(&self) -> Vec<Duration> {
        self.script().times.clone()
    }

    /// How many answers of the list were not asked for.
    pub fn unused(&self) -> usize {
        self.script().answers.len()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the request and finds its answer. The lock is given back before
    /// the test's own code is called, which may look at the script.
    fn next(&self, request: &http::Request<Bytes>) -> (ScriptedResponse, PausedClock) {
        let mut script = self.script();
        let time = script.clock.elapsed();
        script.requests.push(request.clone());
        script.times.push(time);
        let clock = script.clock.clone();
        let (once, always) = (script.answers.pop_front(), script.otherwise.clone());
        drop(script);
        let answer = match (once, always) {
            (Some(once), _) => once(request),
            (None, Some(always)) => always(request),
            (None, None) => TransportError::new(TransportErrorKind::Unsupported, Sent::Never)
                .with_source("the script has no answer left")
                .into(),
        };
        (answer, clock)
    }
}

#[async_trait]
impl Transport for Scripted {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        let (answer, clock) = self.next(&request);
        answer.play(&clock, limits)
    }

    /// Moves the clock and returns at once.
    async fn sleep(&self, delay: Duration) {
        self.clock().sleep(delay);
    }

    fn in_process(&self) -> bool {
        true
    }
}

impl BlockingTransport for Scripted {}
impl AsyncTransport for Scripted {}

/// Counts alone: requests carry signatures and whatever the test sends.
impl fmt::Debug for Scripted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let script = self.script();
        f.debug_struct("Scripted")
            .field("requests", &script.requests.len())
            .field("unused", &script.answers.len())
            .finish_non_exhaustive()
    }
}
