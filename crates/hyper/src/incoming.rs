//! The body of an answer.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::Body;
use tencentcloud_core::{Chunks, Sent, TransportError, TransportErrorKind};

use crate::deadline::Deadline;
use crate::error;

/// Reads on until the deadline of the attempt that it is the answer to.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) body: hyper::body::Incoming,
    pub(crate) deadline: Deadline,
}

impl Chunks for Reading {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        // The deadline comes first: a server that never lets the reader wait
        // must not outrun it.
        if let Poll::Ready(elapsed) = self.deadline.poll(cx) {
            let error = TransportError::new(TransportErrorKind::Timeout, Sent::Maybe);
            return Poll::Ready(Some(Err(error.with_source(elapsed))));
        }
        loop {
            let frame = match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                None => return Poll::Ready(None),
                Some(Ok(frame)) => frame,
                Some(Err(error)) => return Poll::Ready(Some(Err(error::reading(error)))),
            };
            // Anything but data is a trailer, of which the protocol has none.
            if let Ok(data) = frame.into_data()
                && !data.is_empty()
            {
                return Poll::Ready(Some(Ok(data)));
            }
        }
    }
}
