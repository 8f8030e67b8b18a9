//! A transport that answers from a list.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header::CONTENT_TYPE};
use tencentcloud_core::{
    Blocking, Incoming, Limits, Nonblocking, Sent, Transport, TransportError, TransportErrorKind,
};

/// What [`Scripted`] does with one request.
pub type Answer = Result<http::Response<Bytes>, TransportError>;

/// Gives prepared answers, one a request and in order, and keeps the requests.
/// A request beyond the last answer fails as unsupported.
///
/// Clones share the script, so a test keeps one and hands the other to a client.
///
/// ```
/// use tencentcloud_client::{Static, blocking::Client};
/// use tencentcloud_core::{Effect, Request};
/// use tencentcloud_testing::Scripted;
///
/// let transport = Scripted::new().json(r#"{"Response": {"RequestId": "r-1"}}"#);
/// let client = Client::builder(transport.clone())
///     .credentials(Static::new("test-secret-id-000001", "test-secret-key-000001")?)
///     .build();
///
/// let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}").effect(Effect::Read);
/// let received = client.request(request).send()?;
///
/// assert_eq!(received.request_id, "r-1");
/// assert_eq!(transport.requests()[0].headers()["x-tc-action"], "DescribeImage");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Scripted(Arc<Mutex<Script>>);

#[derive(Debug, Default)]
struct Script {
    answers: VecDeque<Answer>,
    requests: Vec<http::Request<Bytes>>,
}

impl Scripted {
    /// A script without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Then answers 200 with this JSON text.
    #[must_use]
    pub fn json(self, body: impl Into<Bytes>) -> Self {
        let mut response = http::Response::new(body.into());
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, json);
        self.answer(Ok(response))
    }

    /// Then answers with this status and body.
    #[must_use]
    pub fn status(self, status: StatusCode, body: impl Into<Bytes>) -> Self {
        let mut response = http::Response::new(body.into());
        *response.status_mut() = status;
        self.answer(Ok(response))
    }

    /// Then fails.
    #[must_use]
    pub fn failure(self, kind: TransportErrorKind, sent: Sent) -> Self {
        self.answer(Err(TransportError::new(kind, sent)))
    }

    /// Then does this.
    #[must_use]
    pub fn answer(self, answer: Answer) -> Self {
        self.script().answers.push_back(answer);
        self
    }

    /// The requests so far, in order.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.script().requests.clone()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Transport for Scripted {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        _limits: Limits,
    ) -> Result<http::Response<Incoming>, TransportError> {
        let mut script = self.script();
        script.requests.push(request);
        let Some(answer) = script.answers.pop_front() else {
            let kind = TransportErrorKind::Unsupported;
            return Err(
                TransportError::new(kind, Sent::Never).with_source("the script has no answer left")
            );
        };
        answer.map(|response| response.map(Incoming::from))
    }

    /// Returns at once: a script has no use for waiting.
    async fn sleep(&self, _delay: Duration) {}

    fn in_process(&self) -> bool {
        true
    }
}

impl Blocking for Scripted {}
impl Nonblocking for Scripted {}
