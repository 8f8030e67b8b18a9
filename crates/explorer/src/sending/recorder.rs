//! What happens on the wire during a call: a transport, an interceptor and a clock that
//! write into one log.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use tencentcloud_client::{AttemptInfo, Interceptor, SystemClock};
use tencentcloud_core::{
    AsyncTransport, Clock, Error, Limits, Now, RawResponse, ResponseBody, Timings, Transport,
    TransportError, WaitReason,
};

/// One request that was handed to the transport, and its outcome.
#[derive(Debug)]
pub(crate) struct Exchange {
    /// As it was signed.
    pub(crate) request: http::Request<Bytes>,
    /// What the clock showed when it was signed.
    pub(crate) signed_at: Option<Now>,
    pub(crate) head: Option<(StatusCode, HeaderMap)>,
    /// Empty for a stream of events.
    pub(crate) body: Bytes,
    pub(crate) timings: Option<Timings>,
    pub(crate) signing: Duration,
    /// Reading the body.
    pub(crate) reading: Duration,
    pub(crate) took: Duration,
    pub(crate) result: AttemptResult,
    /// The wait before the next attempt.
    pub(crate) waited: Option<Duration>,
}

/// The result of an attempt.
#[derive(Clone, Debug)]
pub(crate) enum AttemptResult {
    /// It was interrupted.
    None,
    Success,
    Code(String),
    Failed(String),
}

/// The exchanges of one call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log {
    exchanges: Arc<Mutex<Vec<Exchange>>>,
    /// What the clock showed last.
    signed_at: Arc<Mutex<Option<Now>>>,
}

impl Log {
    /// Takes what was written.
    pub(crate) fn take(&self) -> Vec<Exchange> {
        std::mem::take(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Exchange>> {
        self.exchanges.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    fn signed_at(&self) -> Option<Now> {
        *self.signed_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the latest exchange.
    fn last(&self, change: impl FnOnce(&mut Exchange)) {
        self.lock().last_mut().map(change);
    }
}

/// A transport that writes each exchange into the log, with the whole body.
#[derive(Debug)]
pub(crate) struct Recorder<T> {
    pub(crate) transport: T,
    pub(crate) log: Log,
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

impl<T: Transport> Transport for Recorder<T> {
    fn send<'a, 'b>(
        &'a self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Boxed<'b, Result<http::Response<ResponseBody>, TransportError>>
    where
        'a: 'b,
        Self: 'b,
    {
        Box::pin(async move {
            let signed_at = self.log.signed_at();
            self.log.lock().push(Exchange { signed_at, ..Exchange::new(request.clone()) });
            let response = self.transport.send(request, limits).await?;
            let timings = Timings::of(&response);
            let (parts, body) = response.into_parts();
            let head = RawResponse::new(parts.status, parts.headers.clone(), Bytes::new());
            let is_stream = head.is_stream();
            self.log.last(|last| {
                (last.head, last.timings) = (Some((head.status, head.headers)), timings);
            });
            if is_stream {
                return Ok(http::Response::from_parts(parts, body));
            }
            let began = SystemClock.now().elapsed;
            let body = body.collect(limits.body).await?;
            let reading = SystemClock.now().elapsed.saturating_sub(began);
            self.log.last(|last| (last.body, last.reading) = (body.clone(), reading));
            Ok(http::Response::from_parts(parts, body.into()))
        })
    }

    fn sleep<'a, 'b>(&'a self, delay: Duration) -> Boxed<'b, ()>
    where
        'a: 'b,
        Self: 'b,
    {
        self.transport.sleep(delay)
    }
}

impl<T: AsyncTransport> AsyncTransport for Recorder<T> {}

impl Interceptor for Log {
    fn after_receiving(&self, info: &AttemptInfo<'_>) {
        self.last(|last| {
            (last.took, last.signing) = (info.took, info.signing);
            last.result = match info.outcome {
                Ok(_) => AttemptResult::Success,
                Err(error) => error.into(),
            };
        });
    }

    fn before_waiting(&self, delay: Duration, reason: WaitReason) {
        if reason == WaitReason::Backoff {
            self.last(|last| last.waited = Some(delay));
        }
    }
}

impl From<&Error> for AttemptResult {
    fn from(error: &Error) -> Self {
        match error.code() {
            Some(code) => Self::Code(code.as_str().to_owned()),
            None => Self::Failed(error.to_string()),
        }
    }
}

impl Exchange {
    fn new(request: http::Request<Bytes>) -> Self {
        Self {
            request,
            signed_at: None,
            head: None,
            body: Bytes::new(),
            timings: None,
            signing: Duration::ZERO,
            reading: Duration::ZERO,
            took: Duration::ZERO,
            result: AttemptResult::None,
            waited: None,
        }
    }
}

/// A clock that shows a given time and random number until the first request is sent, so
/// that it is the one that was shown. Retries are signed with the real time.
#[derive(Debug)]
pub(crate) struct FirstTime {
    pub(crate) first: Now,
    pub(crate) log: Log,
}

impl Clock for FirstTime {
    fn now(&self) -> Now {
        let now = SystemClock.now();
        let now = if self.log.is_empty() {
            Now::new(self.first.unix, now.elapsed, self.first.random)
        } else {
            now
        };
        *self.log.signed_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
        now
    }
}
