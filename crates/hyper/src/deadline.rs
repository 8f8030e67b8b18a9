//! The end of an attempt.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Sleep, sleep};

/// One timer for a whole attempt: it runs while the head is awaited and goes on
/// with the body.
#[derive(Debug)]
pub(crate) struct Deadline {
    sleep: Pin<Box<Sleep>>,
    limit: Duration,
}

impl Deadline {
    pub(crate) fn after(limit: Duration) -> Self {
        Self { sleep: Box::pin(sleep(limit)), limit }
    }

    /// The output of the future, unless the time is up before.
    pub(crate) fn race<F: Future + Unpin>(
        &mut self,
        mut future: F,
    ) -> impl Future<Output = Result<F::Output, Elapsed>> {
        poll_fn(move |cx| match Pin::new(&mut future).poll(cx) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => self.poll(cx).map(Err),
        })
    }

    /// Ready when the time is up.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Elapsed> {
        ready!(self.sleep.as_mut().poll(cx));
        Poll::Ready(Elapsed { limit: self.limit })
    }
}

/// The limit for the whole attempt ran out.
#[derive(Debug, thiserror::Error)]
#[error("the attempt took longer than {limit:?}")]
pub(crate) struct Elapsed {
    limit: Duration,
}
