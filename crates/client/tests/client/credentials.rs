//! Keys that have to be fetched take time, and the signature is made after it.

use std::time::Duration;

use async_trait::async_trait;
use tencentcloud_client::{Credential, Interceptor, ProvideCredentials, blocking};
use tencentcloud_core::{BoxError, Request};
use tencentcloud_testing::{PausedClock, Scripted};

use crate::{ANSWER, describe};

const A_WHILE: Duration = Duration::from_secs(7);

/// Fetches, or changes requests, slowly.
#[derive(Debug)]
struct Slow(PausedClock);

#[async_trait]
impl ProvideCredentials for Slow {
    async fn credential(&self) -> Result<Credential, BoxError> {
        self.0.advance(A_WHILE);
        Ok(Credential::new("test-secret-id-000001", "test-secret-key-000001")?)
    }
}

impl Interceptor for Slow {
    fn before_signing(&self, request: Request, _: u32) -> Request {
        self.0.advance(A_WHILE);
        request
    }
}

#[test]
fn a_request_is_signed_with_the_time_after_all_that_comes_before() {
    let script = Scripted::new().json(ANSWER).json(ANSWER).json(ANSWER);
    let clock = script.clock();
    let builder = || blocking::Client::builder(script.clone()).clock(script.clock());
    let fetched = builder().credentials(Slow(clock.clone())).build();
    let at_hand = builder().credentials(crate::keys()).build();
    let hooked = builder().credentials(crate::keys()).interceptor(Slow(clock)).build();
    for client in [&fetched, &at_hand, &hooked] {
        client.request(describe()).send().unwrap();
    }
    let stamp = |request: http::Request<_>| request.headers()["x-tc-timestamp"].clone();
    let stamps: Vec<_> = script.requests().into_iter().map(stamp).collect();
    assert_eq!(stamps, ["1700000007", "1700000007", "1700000014"]);
    let signed = fetched.request(describe()).sign().unwrap();
    assert_eq!(signed.headers()["x-tc-timestamp"], "1700000021", "also what is only signed");
}
