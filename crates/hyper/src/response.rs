//! The body of a response.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Body;
use hyper::body::Incoming;
use tencentcloud_core::{Chunks, Sent, TransportError};
use tokio::time::Sleep;

use crate::deadline::Deadline;
use crate::error;

/// Reads a body until the deadline of its attempt.
#[derive(Debug)]
pub(crate) struct Download {
    body: Incoming,
    deadline: Deadline,
    timer: Pin<Box<Sleep>>,
}

impl Download {
    pub(crate) fn new(body: Incoming, deadline: Deadline) -> Self {
        Self { body, deadline, timer: Box::pin(deadline.sleep()) }
    }
}

impl Chunks for Download {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        // First, so that a server that never lets the reader wait ends as well.
        if self.timer.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Some(Err(self.deadline.error(Sent::Maybe))));
        }
        loop {
            let frame = match Pin::new(&mut self.body).poll_frame(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Ok(frame))) => frame,
                Poll::Ready(Some(Err(error))) => {
                    return Poll::Ready(Some(Err(error::while_reading(&error))));
                }
            };
            // All else is trailers, which the API does not use.
            if let Ok(data) = frame.into_data()
                && !data.is_empty()
            {
                return Poll::Ready(Some(Ok(data)));
            }
        }
    }
}
