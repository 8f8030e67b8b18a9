//! The body of an answer.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Body;
use tencentcloud_core::{Chunks, Sent, TransportError, TransportErrorKind};

use crate::deadline::Deadline;
use crate::error;

/// Reads on until the deadline of the attempt that it is the answer to.
#[derive(Debug)]
pub(crate) struct Reading {
    body: hyper::body::Incoming,
    deadline: Deadline,
    has_begun: bool,
}

impl Reading {
    pub(crate) fn new(body: hyper::body::Incoming, deadline: Deadline) -> Self {
        Self { body, deadline, has_begun: false }
    }

    fn poll_deadline<T>(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<T, TransportError>>> {
        self.deadline.poll(cx).map(|elapsed| {
            let error = TransportError::new(TransportErrorKind::Timeout, Sent::Maybe);
            Some(Err(error.with_source(elapsed)))
        })
    }
}

impl Chunks for Reading {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        // Between chunks the deadline comes first: a server that never lets the
        // reader wait must not outrun it. Most answers are one chunk.
        let goes_on = std::mem::replace(&mut self.has_begun, true) && !self.body.is_end_stream();
        if goes_on && let Poll::Ready(late) = self.poll_deadline(cx) {
            return Poll::Ready(late);
        }
        loop {
            let frame = match Pin::new(&mut self.body).poll_frame(cx) {
                Poll::Pending => return self.poll_deadline(cx),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Ok(frame))) => frame,
                Poll::Ready(Some(Err(error))) => {
                    return Poll::Ready(Some(Err(error::reading(error))));
                }
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
