//! The body of a request, and the knowledge of whether it has left.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tencentcloud_core::Sent;

/// A body of known length, handed out whole and at most once.
///
/// Its length goes out with the head, so a server that has the head but no
/// byte of the body cannot take the request for complete.
#[derive(Debug)]
pub(crate) struct RequestBody {
    data: Bytes,
    gate: Arc<Gate>,
}

impl RequestBody {
    pub(crate) fn new(data: Bytes) -> Self {
        // Without a body the head is the whole request, and nobody says when
        // hyper writes that.
        let state = if data.is_empty() { TAKEN } else { SHUT };
        let gate = Arc::new(Gate(AtomicU8::new(state)));
        Self { data, gate }
    }

    pub(crate) fn gate(&self) -> Arc<Gate> {
        Arc::clone(&self.gate)
    }
}

/// Stands between a body and the connection that wants it.
///
/// To read off that nothing was taken yet would not be enough: the connection
/// is driven by another task, which may take the body a moment later. So the
/// one who wants to say "never" first withdraws the body, and only one of the
/// two can win.
#[derive(Debug)]
pub(crate) struct Gate(AtomicU8);

const SHUT: u8 = 0;
const TAKEN: u8 = 1;
const WITHDRAWN: u8 = 2;

impl Gate {
    /// Makes sure that a body not taken so far never will be.
    pub(crate) fn withdraw(&self) -> Sent {
        match self.turn(WITHDRAWN) {
            TAKEN => Sent::Maybe,
            _ => Sent::Never,
        }
    }

    fn take(&self) -> bool {
        self.turn(TAKEN) == TAKEN
    }

    /// Settles the gate, unless it is settled; how it stands afterwards.
    fn turn(&self, to: u8) -> u8 {
        match self.0.compare_exchange(SHUT, to, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => to,
            Err(settled) => settled,
        }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = Withdrawn;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Withdrawn>>> {
        if !self.gate.take() {
            return Poll::Ready(Some(Err(Withdrawn)));
        }
        let data = std::mem::take(&mut self.data);
        Poll::Ready((!data.is_empty()).then(|| Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        self.data.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.data.len() as u64)
    }
}

/// Tells the connection that the body it asks for is no longer to be sent. The
/// caller has had its answer by then.
#[derive(Debug, thiserror::Error)]
#[error("the request was given up before its body was sent")]
pub(crate) struct Withdrawn;

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    fn poll(body: &mut RequestBody) -> Option<Result<Bytes, Withdrawn>> {
        let mut cx = Context::from_waker(Waker::noop());
        match Pin::new(body).poll_frame(&mut cx) {
            Poll::Ready(frame) => frame.map(|frame| frame.map(|f| f.into_data().unwrap())),
            Poll::Pending => panic!("a body in memory is always ready"),
        }
    }

    #[test]
    fn a_body_is_handed_out_once() {
        let mut body = RequestBody::new("{}".into());
        let gate = body.gate();
        assert_eq!(body.size_hint().exact(), Some(2));
        assert_eq!(poll(&mut body).unwrap().unwrap(), "{}");
        assert!(body.is_end_stream());
        assert!(poll(&mut body).is_none());
        assert_eq!(gate.withdraw(), Sent::Maybe);
    }

    #[test]
    fn a_withdrawn_body_is_never_handed_out() {
        let mut body = RequestBody::new("{}".into());
        assert_eq!(body.gate().withdraw(), Sent::Never);
        assert!(poll(&mut body).unwrap().is_err());
        assert_eq!(body.gate().withdraw(), Sent::Never);
    }

    #[test]
    fn a_request_without_a_body_may_always_have_been_sent() {
        let body = RequestBody::new(Bytes::new());
        assert!(body.is_end_stream());
        assert_eq!(body.gate().withdraw(), Sent::Maybe);
    }
}
