//! The time of the signature, where credentials or interceptors take time.

use std::time::Duration;

use async_trait::async_trait;
use tencentcloud_client::{Credential, Interceptor, ProvideCredentials, blocking};
use tencentcloud_core::{BoxError, Request};
use tencentcloud_testing::{PausedClock, Scripted};

use crate::{BODY, describe};

const DELAY: Duration = Duration::from_secs(7);

/// A slow credential provider, and a slow interceptor.
#[derive(Debug)]
struct Slow(PausedClock);

#[async_trait]
impl ProvideCredentials for Slow {
    async fn credential(&self) -> Result<Credential, BoxError> {
        self.0.advance(DELAY);
        Ok(Credential::new("test-secret-id-000001", "test-secret-key-000001")?)
    }
}

impl Interceptor for Slow {
    fn before_signing(&self, request: Request, _: u32) -> Request {
        self.0.advance(DELAY);
        request
    }
}

#[test]
fn request_is_signed_with_the_time_after_providers_and_interceptors() {
    let script = Scripted::new().json(BODY).json(BODY).json(BODY);
    let clock = script.clock();
    let builder = || blocking::Client::builder(script.clone()).clock(script.clock());
    let fetched = builder().credentials(Slow(clock.clone())).build();
    let fixed = builder().credentials(crate::keys()).build();
    let intercepted = builder().credentials(crate::keys()).interceptor(Slow(clock)).build();
    for client in [&fetched, &fixed, &intercepted] {
        client.request(describe()).send().unwrap();
    }
    let timestamp = |request: http::Request<_>| request.headers()["x-tc-timestamp"].clone();
    let timestamps: Vec<_> = script.requests().into_iter().map(timestamp).collect();
    assert_eq!(timestamps, ["1700000007", "1700000007", "1700000014"]);
    let signed = fetched.request(describe()).sign().unwrap();
    assert_eq!(signed.headers()["x-tc-timestamp"], "1700000021", "sign alone does the same");
}
