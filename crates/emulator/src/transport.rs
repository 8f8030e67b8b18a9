//! The emulator as a transport.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use tencentcloud_core::{
    AsyncTransport, BlockingTransport, Limits, ResponseBody, Sent, Transport, TransportError,
    TransportErrorKind,
};

use crate::emulator::Emulator;

/// Every request goes to the emulator, whatever host its URI names. No I/O takes
/// place, so async and blocking clients can use it.
#[async_trait]
impl Transport for Emulator {
    async fn send(
        &self,
        request: Request<Bytes>,
        _: Limits,
    ) -> Result<Response<ResponseBody>, TransportError> {
        if request.uri().authority().is_none() {
            // A transport over sockets fails here, too.
            return Err(TransportError::new(TransportErrorKind::Unsupported, Sent::Never));
        }
        Ok(self.respond(request).map(ResponseBody::from))
    }

    /// Sleeps by the emulator's clock: a frozen clock advances at once and records
    /// the delay; a running clock takes real time.
    async fn sleep(&self, delay: Duration) {
        let clock = self.clock();
        if clock.is_frozen() {
            clock.sleep(delay);
        } else {
            wait(delay).await;
        }
    }

    fn in_process(&self) -> bool {
        true
    }
}

impl BlockingTransport for Emulator {}
impl AsyncTransport for Emulator {}

/// A timer that needs no runtime: a thread that sleeps and then wakes the task.
async fn wait(delay: Duration) {
    #[derive(Default)]
    struct Timer {
        done: bool,
        waker: Option<Waker>,
    }
    let timer = Arc::new(Mutex::new(Timer::default()));
    let ringing = Arc::clone(&timer);
    let started = thread::Builder::new().name("emulator-timer".to_owned()).spawn(move || {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the sleep of the transport, in a separate thread"
        )]
        thread::sleep(delay);
        let mut timer = ringing.lock().unwrap_or_else(PoisonError::into_inner);
        timer.done = true;
        if let Some(waker) = timer.waker.take() {
            waker.wake();
        }
    });
    if started.is_err() {
        // Without a thread: better too early than never.
        return;
    }
    poll_fn(|cx| {
        let mut timer = timer.lock().unwrap_or_else(PoisonError::into_inner);
        if timer.done {
            return Poll::Ready(());
        }
        timer.waker = Some(cx.waker().clone());
        Poll::Pending
    })
    .await;
}
