//! The emulator in place of a network.

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

use crate::Emulator;

/// Requests go to the emulator wherever their URI points, and never fail on the
/// way. It waits for nothing outside the process, so both kinds of client can
/// have it.
#[async_trait]
impl Transport for Emulator {
    async fn send(
        &self,
        request: Request<Bytes>,
        _: Limits,
    ) -> Result<Response<ResponseBody>, TransportError> {
        if request.uri().authority().is_none() {
            // A transport needs to know where to; one that forgives this here
            // hides a mistake that shows elsewhere.
            return Err(TransportError::new(TransportErrorKind::Unsupported, Sent::Never));
        }
        Ok(self.respond(request).map(ResponseBody::from))
    }

    /// Waits in the emulator's time: while its clock stands still, sleeping
    /// moves it on and takes no time at all.
    async fn sleep(&self, delay: Duration) {
        let clock = self.clock();
        if clock.is_frozen() {
            clock.advance(delay);
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

/// A timer that needs no runtime: a thread that sleeps and wakes whoever waits.
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
            reason = "this is the transport's sleep; the thread is the timer's own"
        )]
        thread::sleep(delay);
        let mut timer = ringing.lock().unwrap_or_else(PoisonError::into_inner);
        timer.done = true;
        if let Some(waker) = timer.waker.take() {
            waker.wake();
        }
    });
    if started.is_err() {
        // No thread to be had: better too early than never.
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
