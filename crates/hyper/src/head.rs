//! The bytes of a request head, to show before it is sent.

use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::Request;
use http_body::{Body, Frame, SizeHint};
use hyper::client::conn::http1;
use hyper::rt::{Read, ReadBufCursor, Write};
use tencentcloud_core::TransportError;
use tencentcloud_net::Target;
use tokio::task::unconstrained;

use crate::connection::set_host_and_target;
use crate::error::unsupported;
use crate::request;

/// The head that [`HyperTransport`](crate::HyperTransport) sends for this request over
/// HTTP/1.1: the request line, the headers in the order and spelling in which they go
/// out, those that the transport adds included, and the empty line. The body follows as
/// it is.
///
/// Use it to show a request before it is sent; nothing is sent and no runtime is needed.
/// A proxy that forwards plain HTTP gets a whole URI and its own credentials instead, and
/// HTTP/2 has no such text. The head contains the signature and the token.
///
/// ```
/// let request = http::Request::post("http://127.0.0.1:8080/")
///     .header("host", "127.0.0.1:8080")
///     .header("content-type", "application/json")
///     .body(bytes::Bytes::from("{}"))?;
/// let head = String::from_utf8(tencentcloud_hyper::http1_head(&request)?)?;
/// assert!(head.starts_with("POST / HTTP/1.1\r\nhost: 127.0.0.1:8080\r\n"));
/// assert!(head.ends_with("content-length: 2\r\n\r\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Those of a request that the transport refuses before it connects.
pub fn http1_head(request: &Request<Bytes>) -> Result<Vec<u8>, TransportError> {
    let server = Target::of(request.uri())?;
    request::check(request)?;
    let length = request.body().len();
    let (request, _) = request::prepare(request.clone(), &server, None);
    let mut request = request.map(|_| Withheld(length));
    set_host_and_target(&mut request, false);
    written(request).ok_or_else(|| unsupported("HTTP/1.1 cannot express this request"))
}

/// What hyper writes before it has the body. Only hyper knows, so it writes to memory.
fn written(request: Request<Withheld>) -> Option<Vec<u8>> {
    let written = pin!(unconstrained(async {
        let (mut sender, mut connection) = http1::handshake(Memory::default()).await.ok()?;
        let _response = sender.try_send_request(request);
        // It writes the head, and waits for the body or the response.
        poll_fn(|cx| {
            let polled = connection.poll_without_shutdown(cx);
            Poll::Ready(polled.is_pending().then_some(()))
        })
        .await?;
        Some(connection.into_parts().io.0)
    }));
    match written.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(head) => head.filter(|head| head.ends_with(b"\r\n\r\n")),
        Poll::Pending => None,
    }
}

/// A body of known length that does not come.
struct Withheld(usize);

impl Body for Withheld {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.0 == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0 as u64)
    }
}

/// A server that never responds.
#[derive(Default)]
struct Memory(Vec<u8>);

impl Read for Memory {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Poll::Pending
    }
}

impl Write for Memory {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.0.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
