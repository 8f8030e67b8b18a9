//! An async transport over hyper's connection API: plain HTTP, one connection for
//! each request. `tests/own_transport.rs` runs the contract suite over it.

use std::error::Error;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Body;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tencentcloud_core::{
    AsyncTransport, Chunks, Limits, ResponseBody, Sent, TransportError, TransportErrorKind as Kind,
    transport_from_fn,
};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// A transport is made of two functions: one sends, one sleeps.
pub(crate) fn own_transport() -> impl AsyncTransport + Clone {
    transport_from_fn(send, sleep)
}

async fn send(
    request: http::Request<Bytes>,
    limits: Limits,
) -> Result<http::Response<ResponseBody>, TransportError> {
    // Before the request is written, the server cannot have seen it.
    let never = |kind| TransportError::new(kind, Sent::Never);
    let (mut head, body) = request.into_parts();
    let authority = head.uri.authority().filter(|_| head.uri.scheme_str() == Some("http")).cloned();
    let authority = authority.ok_or_else(|| never(Kind::Unsupported))?;
    let host = head.headers.entry("host");
    host.or_insert(authority.as_str().parse().map_err(|_| never(Kind::Unsupported))?);
    let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
    head.uri = target.parse().map_err(|_| never(Kind::Unsupported))?;

    let mut timeout = Box::pin(sleep(limits.total));
    let stream = tokio::select! {
        stream = TcpStream::connect((authority.host(), authority.port_u16().unwrap_or(80))) => {
            stream.map_err(|error| never(Kind::Connect).with_source(error))?
        }
        () = sleep(limits.connect.min(limits.total)) => return Err(never(Kind::Timeout)),
    };
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(failed)?;
    tokio::spawn(connection);
    let response = tokio::select! {
        response = sender.send_request(http::Request::from_parts(head, Full::new(body))) => response,
        () = &mut timeout => return Err(TransportError::new(Kind::Timeout, Sent::Maybe)),
    };
    Ok(response.map_err(failed)?.map(|body| ResponseBody::new(TimedBody { body, timeout })))
}

/// The response body, limited by the timeout.
struct TimedBody {
    body: hyper::body::Incoming,
    timeout: Pin<Box<Sleep>>,
}

impl Chunks for TimedBody {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        if self.timeout.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Some(Err(TransportError::new(Kind::Timeout, Sent::Maybe))));
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        let data = frame.map(|frame| frame.map(|frame| frame.into_data().unwrap_or_default()));
        Poll::Ready(data.map(|data| data.map_err(failed)))
    }
}

fn failed(error: hyper::Error) -> TransportError {
    // hyper reports an invalid chunk as an I/O error, not as a parse error.
    let cause = error.source().and_then(|cause| cause.downcast_ref::<io::Error>());
    let is_invalid_chunk = cause.is_some_and(|cause| cause.kind() == io::ErrorKind::InvalidInput);
    let kind = if is_invalid_chunk || error.is_parse() { Kind::Protocol } else { Kind::Closed };
    TransportError::new(kind, Sent::Maybe).with_source(error)
}
