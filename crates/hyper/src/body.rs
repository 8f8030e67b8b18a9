//! The body of a request, and whether it was sent.

use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tencentcloud_core::Sent;

/// A body of known length that hyper takes whole and at most once.
///
/// Its length is in the head, so a server that has no byte of the body cannot hold
/// a whole request.
#[derive(Debug)]
pub(crate) struct RequestBody {
    data: Bytes,
    guard: Arc<SendGuard>,
    /// Over HTTP/2, hyper asks for the body before the task of the connection reads,
    /// which may find that the connection has ended. So the body waits once.
    waits: bool,
}

impl RequestBody {
    pub(crate) fn new(data: Bytes) -> Self {
        // Without a body the head is the whole request, and hyper does not report
        // when it writes that.
        let state = if data.is_empty() { TAKEN } else { WAITING };
        let guard = Arc::new(SendGuard(AtomicU8::new(state)));
        Self { data, guard, waits: false }
    }

    pub(crate) fn set_waits(&mut self, waits: bool) {
        self.waits = waits;
    }

    pub(crate) fn guard(&self) -> Arc<SendGuard> {
        Arc::clone(&self.guard)
    }
}

/// Decides whether a body is sent or canceled.
///
/// Reading a flag would not be enough: the connection runs in another task and may
/// take the body a moment later. So `Sent::Never` requires that the body is
/// canceled first, and only one of the two can win.
#[derive(Debug)]
pub(crate) struct SendGuard(AtomicU8);

const WAITING: u8 = 0;
const TAKEN: u8 = 1;
const CANCELED: u8 = 2;

impl SendGuard {
    /// Cancels a body that was not taken; whether it may have been sent.
    pub(crate) fn cancel(&self) -> Sent {
        match self.decide(CANCELED) {
            TAKEN => Sent::Maybe,
            _ => Sent::Never,
        }
    }

    fn take(&self) -> bool {
        self.decide(TAKEN) == TAKEN
    }

    /// Moves on from `WAITING`; the state afterwards.
    fn decide(&self, to: u8) -> u8 {
        match self.0.compare_exchange(WAITING, to, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => to,
            Err(decided) => decided,
        }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = Canceled;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Canceled>>> {
        if mem::take(&mut self.waits) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if !self.guard.take() {
            return Poll::Ready(Some(Err(Canceled)));
        }
        let data = mem::take(&mut self.data);
        Poll::Ready((!data.is_empty()).then(|| Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        self.data.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.data.len() as u64)
    }
}

/// The error for a connection that takes the body too late. The caller has its
/// result by then.
#[derive(Debug, thiserror::Error)]
#[error("the request was canceled before its body was sent")]
pub(crate) struct Canceled;

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    fn poll(body: &mut RequestBody) -> Option<Result<Bytes, Canceled>> {
        let mut cx = Context::from_waker(Waker::noop());
        match Pin::new(body).poll_frame(&mut cx) {
            Poll::Ready(frame) => frame.map(|frame| frame.map(|f| f.into_data().unwrap())),
            Poll::Pending => panic!("a body in memory is always ready"),
        }
    }

    #[test]
    fn body_is_taken_once() {
        let mut body = RequestBody::new("{}".into());
        let guard = body.guard();
        assert_eq!(body.size_hint().exact(), Some(2));
        assert_eq!(poll(&mut body).unwrap().unwrap(), "{}");
        assert!(body.is_end_stream());
        assert!(poll(&mut body).is_none());
        assert_eq!(guard.cancel(), Sent::Maybe);
    }

    #[test]
    fn canceled_body_is_never_taken() {
        let mut body = RequestBody::new("{}".into());
        assert_eq!(body.guard().cancel(), Sent::Never);
        assert!(poll(&mut body).unwrap().is_err());
        assert_eq!(body.guard().cancel(), Sent::Never);
    }

    #[test]
    fn request_without_body_may_have_been_sent() {
        let body = RequestBody::new(Bytes::new());
        assert!(body.is_end_stream());
        assert_eq!(body.guard().cancel(), Sent::Maybe);
    }
}
