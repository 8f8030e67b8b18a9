//! A future that is dropped does nothing more.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use tencentcloud_client::Client;
use tencentcloud_core::{
    AsyncTransport, Limits, ResponseBody, Sent, Transport, TransportError,
    TransportErrorKind as Kind,
};

use crate::{Notes, describe, taken};

/// Fails at once and then never wakes from waiting.
#[derive(Debug)]
struct Sleeping(Notes<&'static str>);

struct Noted(Notes<&'static str>);

impl Drop for Noted {
    fn drop(&mut self) {
        self.0.lock().unwrap().push("dropped");
    }
}

#[async_trait]
impl Transport for Sleeping {
    async fn send(
        &self,
        _: http::Request<Bytes>,
        _: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        self.0.lock().unwrap().push("sent");
        Err(TransportError::new(Kind::Connect, Sent::Never))
    }

    async fn sleep(&self, _: Duration) {
        let _noted = Noted(Notes::clone(&self.0));
        std::future::pending::<()>().await;
    }
}

impl AsyncTransport for Sleeping {}

#[test]
fn dropping_the_future_cancels_what_it_waits_for() {
    let notes = Notes::default();
    let client = Client::builder(Sleeping(Notes::clone(&notes))).credentials(crate::keys()).build();
    {
        let mut sending = pin!(client.request(describe()).send());
        let mut cx = Context::from_waker(Waker::noop());
        assert!(matches!(sending.as_mut().poll(&mut cx), Poll::Pending));
        assert_eq!(taken(&notes), ["sent"]);
    }
    assert_eq!(taken(&notes), ["sent", "dropped"], "and nothing is sent any more");
}

/// Answers at once, and never wakes from waiting.
#[derive(Debug)]
struct Answering;

#[async_trait]
impl Transport for Answering {
    async fn send(
        &self,
        _: http::Request<Bytes>,
        _: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        Ok(http::Response::new(crate::ANSWER.into()))
    }

    async fn sleep(&self, delay: Duration) {
        // One step of 20 a second; calls behind others wait longer.
        assert!(delay > Duration::from_millis(40));
        if delay > Duration::from_millis(60) {
            std::future::pending::<()>().await;
        }
    }
}

impl AsyncTransport for Answering {}

#[test]
fn a_cancelled_call_does_not_hold_up_the_next() {
    let clock = tencentcloud_testing::PausedClock::default();
    let client = Client::builder(Answering).credentials(crate::keys()).clock(clock.clone()).build();
    let mut cx = Context::from_waker(Waker::noop());
    let call = || Box::pin(client.request(describe().rate(20)).send());
    assert!(call().as_mut().poll(&mut cx).is_ready());
    let mut waiting: Vec<_> = (0..300).map(|_| call()).collect();
    let ready = waiting.iter_mut().map(|call| call.as_mut().poll(&mut cx).is_ready());
    assert_eq!(ready.filter(|is_ready| *is_ready).count(), 1);
    assert!(call().as_mut().poll(&mut cx).is_pending());
    drop(waiting);
    clock.advance(Duration::from_millis(60));
    assert!(call().as_mut().poll(&mut cx).is_ready(), "one step away, as if it were alone");
}
