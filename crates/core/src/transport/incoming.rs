//! A body that arrives chunk by chunk.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::future::poll_fn;
use core::pin::Pin;
use core::task::{Context, Poll};

use bytes::Bytes;

use super::{Sent, TransportError, TransportErrorKind};

/// Where the chunks of a body come from; what a transport implements.
pub trait Chunks: Send {
    /// The next chunk, `None` after the last. A blocking transport reads here
    /// and is always ready.
    fn poll_chunk(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>>;
}

/// The body of an answer, still on its way.
///
/// ```
/// use tencentcloud_core::Incoming;
///
/// let body = Incoming::from("whole");
/// # let body = std::pin::pin!(body.collect(5));
/// # let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
/// # let std::task::Poll::Ready(body) = body.poll(&mut cx) else { panic!() };
/// # use std::future::Future;
/// assert_eq!(body?, "whole");
/// # Ok::<(), tencentcloud_core::TransportError>(())
/// ```
pub struct Incoming(Source);

enum Source {
    Whole(Option<Bytes>),
    Chunks(Pin<Box<dyn Chunks>>),
}

impl Incoming {
    /// A body that is read as it comes.
    pub fn new(chunks: impl Chunks + 'static) -> Self {
        Self(Source::Chunks(Box::pin(chunks)))
    }

    /// The next chunk, `None` after the last.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|cx| self.poll_chunk(cx)).await
    }

    pub(super) fn poll_chunk(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            Source::Whole(body) => Poll::Ready(body.take().map(Ok)),
            Source::Chunks(chunks) => chunks.as_mut().poll_chunk(cx),
        }
    }

    /// The whole body, if it has no more than `limit` bytes.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, TransportError> {
        let too_large = || TransportError::new(TransportErrorKind::TooLarge, Sent::Maybe);
        let Some(first) = self.chunk().await.transpose()? else {
            return Ok(Bytes::new());
        };
        if first.len() > limit {
            return Err(too_large());
        }
        // Most answers are one chunk, which then is not copied.
        let Some(second) = self.chunk().await.transpose()? else {
            return Ok(first);
        };
        let mut whole = Vec::from(first);
        let mut next = Some(second);
        while let Some(chunk) = next {
            if chunk.len() > limit - whole.len() {
                return Err(too_large());
            }
            whole.extend_from_slice(&chunk);
            next = self.chunk().await.transpose()?;
        }
        Ok(whole.into())
    }
}

impl<T: Into<Bytes>> From<T> for Incoming {
    fn from(whole: T) -> Self {
        Self(Source::Whole(Some(whole.into())))
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Incoming(..)")
    }
}
