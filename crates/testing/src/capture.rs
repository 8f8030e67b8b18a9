//! A transport that keeps what passes through it.

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

use crate::{Exchange, Failure, Outcome, Recording};

/// Passes requests on to another transport and keeps every exchange, for a look
/// at what is sent or for a [`Replay`](crate::Replay) later.
///
/// It is blocking or not as the inner transport is. Bodies are kept as they are
/// read, so a stream stays a stream.
///
/// ```
/// use tencentcloud_client::blocking::Client;
/// use tencentcloud_ecm::ImportImage;
/// use tencentcloud_emulator::Emulator;
/// use tencentcloud_testing::Capture;
///
/// // In a program: UreqTransport::new()?.
/// let cloud = Emulator::builder().build()?;
/// let capture = Capture::new(cloud.clone());
/// let client = Client::builder(capture.clone()).credentials(cloud.credential()).build();
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
    /// Keeps what passes through this transport. Clones keep it together.
    pub fn new(inner: T) -> Self {
        Self { inner, log: Log::default() }
    }

    /// What has passed so far. A request that has no answer yet, or was given
    /// up, stands as a failure; an answer that was not read to its end as one
    /// that broke off.
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
                let passing = Passing { body, log: self.log.clone(), number };
                Ok(http::Response::from_parts(head, ResponseBody::new(passing)))
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

/// A body on its way through.
struct Passing {
    body: ResponseBody,
    log: Log,
    number: usize,
}

impl Chunks for Passing {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let polled = pin!(self.body.chunk()).poll(cx);
        if let Poll::Ready(next) = &polled {
            self.log.change(self.number, |entry| match next {
                Some(Ok(chunk)) => entry.body.extend_from_slice(chunk),
                Some(Err(error)) => entry.state = State::Failed(error.into()),
                // After an error this is not the end of the body.
                None if matches!(entry.state, State::Failed(_)) => {}
                None => entry.state = State::Whole,
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
    Whole,
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
            State::Waiting => Some(unfinished("no answer had come")),
            State::Reading => Some(unfinished("the body was not read to its end")),
            State::Whole => None,
            State::Failed(failure) => Some(failure.clone()),
        };
        let response = self
            .head
            .clone()
            .map(|head| http::Response::from_parts(head, Bytes::copy_from_slice(&self.body)));
        let outcome = match (response, failure) {
            (Some(response), None) => Outcome::Answered(response),
            (Some(response), Some(failure)) => Outcome::BrokenOff(response, failure),
            (None, failure) => {
                Outcome::Failed(failure.unwrap_or_else(|| unfinished("no answer had come")))
            }
        };
        Exchange::new(self.request.clone(), outcome)
    }
}

fn unfinished(reason: &str) -> Failure {
    let mut failure = Failure::new(TransportErrorKind::Other, Sent::Maybe);
    reason.clone_into(&mut failure.reason);
    failure
}

/// A count alone: requests carry signatures and tokens.
impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} exchanges", self.entries().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parked::parked;
    use crate::{Scripted, ScriptedResponse};

    const LIMITS: Limits = Limits::new(Duration::from_secs(2), Duration::from_secs(10));

    fn request() -> http::Request<Bytes> {
        http::Request::post("https://ecm.tencentcloudapi.com/").body("{}".into()).unwrap()
    }

    fn outcomes(capture: &Capture<Scripted>) -> Vec<String> {
        let outcome = |exchange: Exchange| match exchange.outcome {
            Outcome::Answered(response) => format!("{:?}", response.body()),
            Outcome::BrokenOff(response, why) => format!("{:?} {:?}", response.body(), why.kind),
            Outcome::Failed(why) => format!("{:?} {}", why.kind, why.reason),
        };
        capture.recording().exchanges.into_iter().map(outcome).collect()
    }

    #[test]
    fn a_body_is_kept_as_far_as_it_was_read() {
        let capture = Capture::new(
            Scripted::new()
                .respond(ScriptedResponse::chunks(["one", "two"]))
                .respond(ScriptedResponse::chunks(["one", "two"]).breaks_off_after(4))
                .failure(TransportErrorKind::Connect, Sent::Never),
        );
        parked(async {
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
    fn a_request_that_was_given_up_is_there() {
        let capture = Capture::new(Scripted::new().json("{}"));
        drop(capture.send(request(), LIMITS));
        assert_eq!(outcomes(&capture), [""; 0], "a future that was never polled sent nothing");
        capture.log.begin(request());
        assert_eq!(outcomes(&capture), ["Other no answer had come"]);
    }
}
