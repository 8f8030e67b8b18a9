//! The body of a response.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::Body;
use hyper::body::Incoming;
use tencentcloud_core::{Chunks, Sent, TransportError};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::deadline::Deadline;
use crate::error;
use crate::pool::Lease;

/// Reads a body until the deadline of its attempt.
pub(crate) struct Download {
    body: Incoming,
    /// `None` after the end.
    lease: Option<Lease>,
    deadline: Deadline,
    /// Most bodies arrive with their head and need none.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Download {
    pub(crate) fn new(body: Incoming, lease: Lease, deadline: Deadline) -> Self {
        Self { body, lease: Some(lease), deadline, timer: None }
    }

    fn poll_deadline(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let end = self.deadline.instant();
        self.timer.get_or_insert_with(|| Box::pin(sleep_until(end))).as_mut().poll(cx)
    }

    fn expired(&self) -> Poll<Option<Result<Bytes, TransportError>>> {
        Poll::Ready(Some(Err(self.deadline.error(Sent::Maybe))))
    }
}

impl Chunks for Download {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        // First, so that a server that never lets the reader wait ends as well.
        if self.deadline.instant() <= Instant::now() {
            return self.expired();
        }
        loop {
            let frame = match Pin::new(&mut self.body).poll_frame(cx) {
                Poll::Pending => {
                    ready!(self.poll_deadline(cx));
                    return self.expired();
                }
                Poll::Ready(None) => {
                    if let Some(lease) = self.lease.take() {
                        lease.end();
                    }
                    return Poll::Ready(None);
                }
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
