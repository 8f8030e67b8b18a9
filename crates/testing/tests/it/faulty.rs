//! A transport with a fault.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::pin::Pin;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::header::{
    CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, HeaderValue, LOCATION, TRANSFER_ENCODING,
};
use tencentcloud_core::{
    AsyncTransport, BlockingTransport, Chunks, Limits, ResponseBody, Sent, Timings, Transport,
    TransportError, TransportErrorKind as Kind,
};
use tencentcloud_ureq::UreqTransport;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    AcceptsTruncation,
    AddsBody,
    AddsContentType,
    AddsToLimit,
    Buffers,
    ChangesBody,
    DropsHeaders,
    DropsHost,
    DropsQuery,
    FailsOnStatus,
    FailsSecond,
    FollowsRedirects,
    HurriesNewConnections,
    NeverSleeps,
    NoLimit,
    NotReady,
    Panics,
    ReadsOneChunk,
    RequiresLength,
    Resends,
    ReturnsRawChunks,
    ReusesNone,
    SaysInProcess,
    SaysMaybe,
    SaysNever,
    SaysReused,
    SaysTimeout,
    SendsChunks,
    SendsPlainText,
    SwapsResponses,
    TrustsKeptConnections,
}

#[derive(Debug)]
pub(crate) struct Faulty {
    inner: UreqTransport,
    fault: Fault,
    count: AtomicUsize,
    last: Mutex<Bytes>,
}

impl Faulty {
    pub(crate) fn new(inner: UreqTransport, fault: Fault) -> Self {
        Self { inner, fault, count: AtomicUsize::new(0), last: Mutex::default() }
    }

    fn change(&self, request: &mut http::Request<Bytes>, limits: &mut Limits) {
        let uri = request.uri().to_string();
        let is_empty = request.body().is_empty();
        let headers = request.headers_mut();
        match self.fault {
            Fault::AddsContentType => {
                headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            }
            Fault::DropsHost => {
                headers.remove(HOST);
            }
            Fault::AddsBody if is_empty => {
                *request.method_mut() = http::Method::POST;
                *request.body_mut() = "{}".into();
            }
            Fault::ChangesBody => {
                let text = String::from_utf8_lossy(request.body()).trim().to_owned();
                *request.body_mut() = text.into();
            }
            Fault::DropsQuery => {
                *request.uri_mut() = uri.split('?').next().unwrap().parse().unwrap();
            }
            Fault::SendsPlainText => {
                *request.uri_mut() = uri.replace("https:", "http:").parse().unwrap();
            }
            Fault::NoLimit => *limits = Limits::new(Duration::from_secs(5), Duration::from_secs(5)),
            Fault::HurriesNewConnections => limits.total = limits.first_byte_reused,
            Fault::TrustsKeptConnections => limits.first_byte_reused = limits.total,
            Fault::AddsToLimit => limits.total += Duration::from_secs(1),
            _ => {}
        }
    }

    async fn respond(
        &self,
        response: http::Response<ResponseBody>,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        let (mut head, mut body) = response.into_parts();
        let is_chunked = head.headers.contains_key(TRANSFER_ENCODING);
        body = match self.fault {
            Fault::FailsOnStatus if !head.status.is_success() => {
                return Err(TransportError::new(Kind::Other, Sent::Maybe));
            }
            Fault::RequiresLength if !is_chunked && !head.headers.contains_key(CONTENT_LENGTH) => {
                return Err(TransportError::new(Kind::Protocol, Sent::Maybe));
            }
            Fault::DropsHeaders => {
                let first = head.headers.get("x-a").cloned();
                head.headers.clear();
                head.headers.extend(first.map(|first| (HeaderName::from_static("x-a"), first)));
                body
            }
            Fault::SaysReused => {
                let timings: Timings = *head.extensions.get().unwrap();
                head.extensions.insert(Timings::new(None, timings.first_byte));
                body
            }
            Fault::ReadsOneChunk => {
                ResponseBody::from(body.chunk().await.transpose()?.unwrap_or_default())
            }
            Fault::ReturnsRawChunks if is_chunked => {
                let body = body.collect(limits.body).await?;
                let length = format!("{:x}\r\n", body.len());
                ResponseBody::from([length.as_bytes(), &body, b"\r\n0\r\n\r\n"].concat())
            }
            Fault::Buffers => ResponseBody::from(body.collect(limits.body).await?),
            Fault::AcceptsTruncation => ResponseBody::new(Lenient(body)),
            Fault::SwapsResponses => {
                let own = body.collect(limits.body).await?;
                ResponseBody::from(std::mem::replace(&mut *self.last.lock().unwrap(), own))
            }
            _ => body,
        };
        Ok(http::Response::from_parts(head, body))
    }

    async fn follow_up(
        &self,
        first: Result<http::Response<ResponseBody>, TransportError>,
        mut request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        match (self.fault, first) {
            (Fault::Resends, Err(error)) if error.sent() == Sent::Maybe => {
                self.inner.send(request, limits).await
            }
            (Fault::FollowsRedirects, Ok(response)) if response.status().is_redirection() => {
                let location = response.headers()[LOCATION].to_str().unwrap();
                *request.uri_mut() = location.parse().unwrap();
                self.inner.send(request, limits).await
            }
            (Fault::SaysNever, Err(error)) => Err(TransportError::new(error.kind(), Sent::Never)),
            (Fault::SaysMaybe, Err(error)) => Err(TransportError::new(error.kind(), Sent::Maybe)),
            (Fault::SaysTimeout, Err(error)) => {
                Err(TransportError::new(Kind::Timeout, error.sent()))
            }
            (_, first) => first,
        }
    }
}

#[async_trait]
impl Transport for Faulty {
    async fn send(
        &self,
        mut request: http::Request<Bytes>,
        mut limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        self.change(&mut request, &mut limits);
        match self.fault {
            // Panics without printing a message.
            Fault::Panics => std::panic::resume_unwind(Box::new("a test")),
            Fault::NotReady => yield_once().await,
            Fault::SendsChunks => return Ok(send_in_chunks(&request)),
            Fault::FailsSecond if self.count.fetch_add(1, Ordering::SeqCst) > 0 => {
                return Err(TransportError::new(Kind::Closed, Sent::Never));
            }
            _ => {}
        }
        let inner =
            if self.fault == Fault::ReusesNone { crate::correct() } else { self.inner.clone() };
        let first = inner.send(request.clone(), limits).await;
        let response = self.follow_up(first, request, limits).await?;
        self.respond(response, limits).await
    }

    async fn sleep(&self, delay: Duration) {
        if self.fault != Fault::NeverSleeps {
            self.inner.sleep(delay).await;
        }
    }

    fn in_process(&self) -> bool {
        self.fault == Fault::SaysInProcess
    }
}

impl BlockingTransport for Faulty {}
/// It blocks, which the contract must detect.
impl AsyncTransport for Faulty {}

/// A body that ends without an error in any case.
struct Lenient(ResponseBody);

impl Chunks for Lenient {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let polled = std::pin::pin!(self.0.chunk()).poll(cx);
        polled.map(|chunk| chunk.filter(Result::is_ok))
    }
}

/// Sends the request in chunks and returns a made-up response.
fn send_in_chunks(request: &http::Request<Bytes>) -> http::Response<ResponseBody> {
    let mut stream = TcpStream::connect(request.uri().authority().unwrap().as_str()).unwrap();
    let head = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    let length = format!("{:x}\r\n", request.body().len());
    let body = [length.as_bytes(), request.body(), b"\r\n0\r\n\r\n"].concat();
    stream.write_all(&[&head[..], &body].concat()).unwrap();
    // The server responds once the request has arrived.
    stream.read_exact(&mut [0]).unwrap();
    http::Response::new(ResponseBody::from("{}"))
}

async fn yield_once() {
    let mut is_ready = false;
    std::future::poll_fn(|cx| {
        if std::mem::replace(&mut is_ready, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
