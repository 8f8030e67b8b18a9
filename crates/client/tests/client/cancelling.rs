//! A future that is dropped does nothing more.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use tencentcloud_client::Client;
use tencentcloud_core::{
    Incoming, Limits, Nonblocking, Sent, Transport, TransportError, TransportErrorKind as Kind,
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
    ) -> Result<http::Response<Incoming>, TransportError> {
        self.0.lock().unwrap().push("sent");
        Err(TransportError::new(Kind::Connect, Sent::Never))
    }

    async fn sleep(&self, _: Duration) {
        let _noted = Noted(Notes::clone(&self.0));
        std::future::pending::<()>().await;
    }
}

impl Nonblocking for Sleeping {}

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
