//! User code that panics while a signed request is in flight.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use tencentcloud_client::{
    AttemptInfo, Client, Interceptor, ProvideCredentials, Surroundings, blocking,
};
use tencentcloud_core::{
    AsyncTransport, BlockingTransport, BoxError, Credential, Limits, Request, ResponseBody,
    Transport, TransportError,
};
use tencentcloud_testing::Scripted;

use crate::calls::forms;
use crate::server::DONE;
use crate::{LeakCheck, credential};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Signing,
    Credential,
    Sending,
    Receiving,
}

#[derive(Debug)]
struct Panicking<T>(Place, T);

impl<T> Panicking<T> {
    fn at(&self, place: Place, with: &dyn std::fmt::Debug) {
        assert!(self.0 != place, "at {place:?}, with {with:?} and {with:#?}");
    }
}

impl<T: std::fmt::Debug + Send + Sync> Interceptor for Panicking<T> {
    fn before_signing(&self, request: Request, attempt: u32) -> Request {
        self.at(Place::Signing, &(&request, attempt));
        request
    }

    fn after_receiving(&self, attempt: &AttemptInfo<'_>) {
        self.at(Place::Receiving, attempt);
    }
}

#[async_trait]
impl ProvideCredentials for Panicking<Credential> {
    async fn credential(&self, _: &Surroundings<'_>) -> Result<Credential, BoxError> {
        self.at(Place::Credential, &self.1);
        Ok(self.1.clone())
    }
}

#[async_trait]
impl Transport for Panicking<Scripted> {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        self.at(Place::Sending, &request);
        self.1.send(request, limits).await
    }

    async fn sleep(&self, delay: Duration) {
        self.1.sleep(delay).await;
    }
}

impl BlockingTransport for Panicking<Scripted> {}
impl AsyncTransport for Panicking<Scripted> {}

fn message(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<String>().unwrap()
}

const PLACES: [Place; 4] = [Place::Signing, Place::Credential, Place::Sending, Place::Receiving];

#[test]
fn secrets_do_not_leak_when_a_panic_unwinds_through_the_blocking_client() {
    let mut check = LeakCheck::new();
    for place in PLACES {
        let script = Scripted::new().json(DONE);
        let client = blocking::Client::builder(Panicking(place, script))
            .credentials(Panicking(place, credential()))
            .interceptor(Panicking(place, ()))
            .build();
        for _ in 0..2 {
            let sending = AssertUnwindSafe(|| client.request(forms().remove(0)).send());
            let panic = catch_unwind(sending).unwrap_err();
            assert!(message(&*panic).contains(&format!("{place:?}")));
            check.text(message(&*panic));
            check.debug(&client);
        }
    }
}

#[tokio::test]
async fn secrets_do_not_leak_when_a_task_of_the_async_client_panics() {
    let mut check = LeakCheck::new();
    for place in PLACES {
        let script = Scripted::new().json(DONE);
        let client = Client::builder(Panicking(place, script))
            .credentials(Panicking(place, credential()))
            .interceptor(Panicking(place, ()))
            .build();
        let task = tokio::spawn(client.request(forms().remove(0)).send());
        check.failed(task.await);
        check.debug(&client);
    }
}

#[test]
fn client_remains_usable_after_a_panic() {
    #[derive(Debug)]
    struct Once(AtomicBool);
    impl Interceptor for Once {
        fn after_receiving(&self, attempt: &AttemptInfo<'_>) {
            assert!(self.0.swap(true, Ordering::Relaxed), "{attempt:?}");
        }
    }
    let mut check = LeakCheck::new();
    let client = blocking::Client::builder(Scripted::new().json(DONE).json(DONE))
        .credentials(credential())
        .interceptor(Once(AtomicBool::new(false)))
        .build();
    let send = || client.request(forms().remove(0)).send();
    assert!(catch_unwind(AssertUnwindSafe(send)).is_err());
    check.debug(&client);
    check.debug(&send().unwrap());
    check.debug(&client);
}
