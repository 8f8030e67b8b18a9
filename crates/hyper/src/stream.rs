//! The byte stream below HTTP.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

use crate::activity::Activity;

/// A TCP connection, or TLS over any connection.
pub(crate) type BoxIo = Box<dyn Io>;

pub(crate) trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

/// A connection, with what hyper must know about it.
pub(crate) struct Stream {
    io: TokioIo<BoxIo>,
    is_http2: bool,
    /// It ends at a proxy that forwards requests, whose targets are whole URIs.
    is_forwarded: bool,
    activity: Arc<Activity>,
}

impl Stream {
    pub(crate) fn new(io: TokioIo<BoxIo>, is_http2: bool) -> Self {
        Self { io, is_http2, is_forwarded: false, activity: Arc::default() }
    }

    pub(crate) fn ending_at_proxy(self) -> Self {
        Self { is_forwarded: true, ..self }
    }

    fn written(&self, polled: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if matches!(polled, Poll::Ready(Ok(1..))) {
            self.activity.wrote();
        }
        polled
    }

    pub(crate) fn activity(&self) -> Arc<Activity> {
        Arc::clone(&self.activity)
    }

    pub(crate) fn is_http2(&self) -> bool {
        self.is_http2
    }

    pub(crate) fn is_forwarded(&self) -> bool {
        self.is_forwarded
    }

    pub(crate) fn into_io(self) -> BoxIo {
        self.io.into_inner()
    }
}

impl Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.io).poll_read(cx, buffer);
        if polled.is_ready() {
            self.activity.read();
        }
        polled
    }
}

impl Write for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.io).poll_write(cx, buffer);
        self.written(polled)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffers: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.io).poll_write_vectored(cx, buffers);
        self.written(polled)
    }
}
