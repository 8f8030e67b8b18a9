//! Cancellation: dropping the future of a call.

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

use crate::{Log, describe, entries};

/// Fails to connect, and sleeps forever.
#[derive(Debug)]
struct Unreachable(Log<&'static str>);

struct LogDrop(Log<&'static str>);

impl Drop for LogDrop {
    fn drop(&mut self) {
        self.0.lock().unwrap().push("dropped");
    }
}

#[async_trait]
impl Transport for Unreachable {
    async fn send(
        &self,
        _: http::Request<Bytes>,
        _: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        self.0.lock().unwrap().push("sent");
        Err(TransportError::new(Kind::Connect, Sent::Never))
    }

    async fn sleep(&self, _: Duration) {
        let _log_drop = LogDrop(Log::clone(&self.0));
        std::future::pending::<()>().await;
    }
}

impl AsyncTransport for Unreachable {}

#[test]
fn call_is_canceled_when_its_future_is_dropped_during_backoff() {
    let log = Log::default();
    let client = Client::builder(Unreachable(Log::clone(&log))).credentials(crate::keys()).build();
    {
        let mut call = pin!(client.request(describe()).send());
        let mut cx = Context::from_waker(Waker::noop());
        assert!(matches!(call.as_mut().poll(&mut cx), Poll::Pending));
        assert_eq!(entries(&log), ["sent"]);
    }
    assert_eq!(entries(&log), ["sent", "dropped"], "there is no second attempt");
}

/// The first request has no response.
#[derive(Debug)]
struct Silent(Log<&'static str>);

#[async_trait]
impl Transport for Silent {
    async fn send(
        &self,
        _: http::Request<Bytes>,
        _: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        let is_first = entries(&self.0).is_empty();
        self.0.lock().unwrap().push("sent");
        if is_first {
            let _log_drop = LogDrop(Log::clone(&self.0));
            std::future::pending::<()>().await;
        }
        Ok(http::Response::new(crate::BODY.into()))
    }

    async fn sleep(&self, _: Duration) {}
}

impl AsyncTransport for Silent {}

#[test]
fn request_is_canceled_when_the_future_of_its_call_is_dropped() {
    let log = Log::default();
    let client = Client::builder(Silent(Log::clone(&log))).credentials(crate::keys()).build();
    let mut call = Box::pin(client.request(describe()).send());
    let mut cx = Context::from_waker(Waker::noop());
    assert!(call.as_mut().poll(&mut cx).is_pending());
    drop(call);
    assert_eq!(entries(&log), ["sent", "dropped"]);
    pollster::block_on(client.request(describe()).send()).unwrap();
    assert_eq!(entries(&log), ["sent", "dropped", "sent"]);
}

/// Responds at once, and sleeps forever if a permit is more than one step away.
#[derive(Debug)]
struct Responding;

#[async_trait]
impl Transport for Responding {
    async fn send(
        &self,
        _: http::Request<Bytes>,
        _: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        Ok(http::Response::new(crate::BODY.into()))
    }

    async fn sleep(&self, delay: Duration) {
        // One step at 20 per second; calls behind others wait longer.
        assert!(delay > Duration::from_millis(40));
        if delay > Duration::from_millis(60) {
            std::future::pending::<()>().await;
        }
    }
}

impl AsyncTransport for Responding {}

#[test]
fn permit_is_returned_when_a_waiting_call_is_canceled() {
    let clock = tencentcloud_testing::PausedClock::default();
    let client =
        Client::builder(Responding).credentials(crate::keys()).clock(clock.clone()).build();
    let mut cx = Context::from_waker(Waker::noop());
    let call = || Box::pin(client.request(describe().rate(20)).send());
    assert!(call().as_mut().poll(&mut cx).is_ready());
    let mut waiting: Vec<_> = (0..300).map(|_| call()).collect();
    let ready = waiting.iter_mut().map(|call| call.as_mut().poll(&mut cx).is_ready());
    assert_eq!(ready.filter(|is_ready| *is_ready).count(), 1);
    assert!(call().as_mut().poll(&mut cx).is_pending());
    drop(waiting);
    clock.advance(Duration::from_millis(60));
    assert!(call().as_mut().poll(&mut cx).is_ready(), "the next permit is one step away");
}
