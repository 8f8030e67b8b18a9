//! A response body in chunks, with pauses between them.

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use std::vec;

use bytes::Bytes;
use tencentcloud_core::{Chunks, TransportError};

use super::deadline::Deadline;

pub(super) struct Body {
    pub(super) chunks: vec::IntoIter<Bytes>,
    pub(super) pause: Duration,
    pub(super) ending: Ending,
    pub(super) deadline: Deadline,
}

#[derive(Debug)]
pub(super) enum Ending {
    Complete,
    Failed(TransportError),
    Stalled,
}

impl Chunks for Body {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let next = match self.chunks.next() {
            Some(chunk) => self.deadline.wait(self.pause).map(|()| Some(chunk)),
            None => match mem::replace(&mut self.ending, Ending::Complete) {
                Ending::Complete => Ok(None),
                Ending::Failed(error) => Err(error),
                Ending::Stalled => Err(self.deadline.run_out()),
            },
        };
        if next.is_err() {
            // A body ends after its first error.
            self.chunks = Vec::new().into_iter();
            self.ending = Ending::Complete;
        }
        Poll::Ready(next.transpose())
    }
}
