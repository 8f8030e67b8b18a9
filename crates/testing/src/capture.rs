//! A transport that records the exchanges of another.

use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use tencentcloud_core::{
    AsyncTransport, BlockingTransport, Chunks, Limits, ResponseBody, Sent, Transport,
    TransportError, TransportErrorKind,
};

use crate::recording::{Exchange, Failure, Outcome, Recording};

/// A transport that sends over another transport and records every exchange.
/// Use the recording to inspect what a program sends, or for a
/// [`Replay`](crate::Replay) later.
///
/// It is async or blocking if the inner transport is. A body is recorded while
/// the caller reads it, so streams stay streams.
///
/// ```
/// use tencentcloud_client::blocking::Client;
/// use tencentcloud_ecm::ImportImage;
/// use tencentcloud_emulator::Emulator;
/// use tencentcloud_testing::Capture;
///
/// // In a program: UreqTransport::new()?.
/// let emulator = Emulator::builder().build()?;
/// let capture = Capture::new(emulator.clone());
/// let client = Client::builder(capture.clone()).credentials(emulator.credential()).build();
/// client.send(&ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu"))?;
///
/// let text = capture.recording().to_json();
/// assert!(text.contains("x-tc-action: ImportImage") && text.contains("authorization: REDACTED"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Capture<T> {
    inner: T,
    log: Log,
}

impl<T> Capture<T> {
    /// Records the exchanges of this transport. Clones share one recording.
    pub fn new(inner: T) -> Self {
        Self { inner, log: Log::default() }
    }

    /// The exchanges so far. A request without a response yet, or whose future
    /// was dropped, is an [`Outcome::Failed`]. A response that was not read to
    /// its end is an [`Outcome::Truncated`].
    pub fn recording(&self) -> Recording {
        let exchanges = self.log.entries().iter().map(Entry::exchange).collect();
        Recording { exchanges }
    }
}

#[async_trait]
impl<T: Transport> Transport for Capture<T> {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        let number = self.log.begin(request.clone());
        match self.inner.send(request, limits).await {
            Ok(response) => {
                let (head, body) = response.into_parts();
                self.log.change(number, |entry| {
                    entry.head = Some(head.clone());
                    entry.state = State::Reading;
                });
                let recorded = RecordedBody { body, log: self.log.clone(), number };
                Ok(http::Response::from_parts(head, ResponseBody::new(recorded)))
            }
            Err(error) => {
                self.log.change(number, |entry| entry.state = State::Failed((&error).into()));
                Err(error)
            }
        }
    }

    async fn sleep(&self, delay: Duration) {
        self.inner.sleep(delay).await;
    }

    fn in_process(&self) -> bool {
        self.inner.in_process()
    }
}

impl<T: BlockingTransport> BlockingTransport for Capture<T> {}
impl<T: AsyncTransport> AsyncTransport for Capture<T> {}

/// A body that is recorded while it is read.
struct RecordedBody {
    body: ResponseBody,
    log: Log,
    number: usize,
}

impl Chunks for RecordedBody {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let polled = pin!(self.body.chunk()).poll(cx);
        if let Poll::Ready(next) = &polled {
            self.log.change(self.number, |entry| match next {
                Some(Ok(chunk)) => entry.body.extend_from_slice(chunk),
                Some(Err(error)) => entry.state = State::Failed(error.into()),
                // The end after an error does not make the body complete.
                None if matches!(entry.state, State::Failed(_)) => {}
                None => entry.state = State::Complete,
            });
        }
        polled
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<Entry>>>);

struct Entry {
    request: http::Request<Bytes>,
    head: Option<http::response::Parts>,
    body: Vec<u8>,
    state: State,
}

#[derive(Clone)]
enum State {
    Waiting,
    Reading,
    Complete,
    Failed(Failure),
}

impl Log {
    fn begin(&self, request: http::Request<Bytes>) -> usize {
        let mut entries = self.entries();
        entries.push(Entry { request, head: None, body: Vec::new(), state: State::Waiting });
        entries.len() - 1
    }

    fn change(&self, number: usize, change: impl FnOnce(&mut Entry)) {
        if let Some(entry) = self.entries().get_mut(number) {
            change(entry);
        }
    }

    fn entries(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    fn exchange(&self) -> Exchange {
        let failure = match &self.state {
            State::Waiting => Some(unfinished(NO_RESPONSE)),
            State::Reading => Some(unfinished("the body was not read to its end")),
            State::Complete => None,
            State::Failed(failure) => Some(failure.clone()),
        };
        let response = self
            .head
            .clone()
            .map(|head| http::Response::from_parts(head, Bytes::copy_from_slice(&self.body)));
        let outcome = match (response, failure) {
            (Some(response), None) => Outcome::Complete(response),
            (Some(response), Some(failure)) => Outcome::Truncated(response, failure),
            (None, failure) => Outcome::Failed(failure.unwrap_or_else(|| unfinished(NO_RESPONSE))),
        };
        Exchange::new(self.request.clone(), outcome)
    }
}

const NO_RESPONSE: &str = "there was no response yet";

fn unfinished(reason: &str) -> Failure {
    let mut failure = Failure::new(TransportErrorKind::Other, Sent::Maybe);
    reason.clone_into(&mut failure.reason);
    failure
}

/// Shows a count only: requests carry signatures and tokens.
impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} exchanges", self.entries().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::{Scripted, ScriptedResponse};

    const LIMITS: Limits = Limits::new(Duration::from_secs(2), Duration::from_secs(10));

    fn request() -> http::Request<Bytes> {
        http::Request::post("https://ecm.tencentcloudapi.com/").body("{}".into()).unwrap()
    }

    fn outcomes(capture: &Capture<Scripted>) -> Vec<String> {
        let outcome = |exchange: Exchange| match exchange.outcome {
            Outcome::Complete(response) => format!("{:?}", response.body()),
            Outcome::Truncated(response, failure) => {
                format!("{:?} {:?}", response.body(), failure.kind)
            }
            Outcome::Failed(failure) => format!("{:?} {}", failure.kind, failure.reason),
        };
        capture.recording().exchanges.into_iter().map(outcome).collect()
    }

    #[test]
    fn body_is_recorded_as_far_as_it_was_read() {
        let capture = Capture::new(
            Scripted::new()
                .respond(ScriptedResponse::chunks(["one", "two"]))
                .respond(ScriptedResponse::chunks(["one", "two"]).breaks_off_after(4))
                .failure(TransportErrorKind::Connect, Sent::Never),
        );
        pollster::block_on(async {
            let mut body = capture.send(request(), LIMITS).await.unwrap().into_body();
            assert_eq!(body.chunk().await.unwrap().unwrap(), "one");
            assert_eq!(outcomes(&capture), ["b\"one\" Other"]);
            assert_eq!(body.collect(10).await.unwrap(), "two");

            let mut body = capture.send(request(), LIMITS).await.unwrap().into_body();
            while body.chunk().await.is_some() {}
            capture.send(request(), LIMITS).await.unwrap_err();
        });
        assert_eq!(outcomes(&capture), ["b\"onetwo\"", "b\"onet\" Closed", "Connect "]);
        assert!(!format!("{capture:?}").contains("tencentcloudapi"));
    }

    #[test]
    fn dropped_request_is_recorded_as_failed() {
        let capture = Capture::new(Scripted::new().json("{}"));
        drop(capture.send(request(), LIMITS));
        assert_eq!(outcomes(&capture), [""; 0], "a future that was never polled sends nothing");
        capture.log.begin(request());
        assert_eq!(outcomes(&capture), ["Other there was no response yet"]);
    }
}
