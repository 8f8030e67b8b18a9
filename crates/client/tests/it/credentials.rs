//! Credentials and interceptors that take time.

use std::sync::OnceLock;
use std::time::Duration;

use async_trait::async_trait;
use tencentcloud_client::{
    Client, Credential, Endpoint, Error, Interceptor, ProvideCredentials, Response, Surroundings,
    blocking,
};
use tencentcloud_core::{BoxError, Request, Sent, TransportErrorKind as Kind};
use tencentcloud_testing::{PausedClock, Scripted, ScriptedResponse};

use crate::{BODY, describe, import, with_both_clients};

const DELAY: Duration = Duration::from_secs(7);

/// A slow credential provider, and a slow interceptor.
#[derive(Debug)]
struct Slow(PausedClock);

#[async_trait]
impl ProvideCredentials for Slow {
    async fn credential(&self, _: &Surroundings<'_>) -> Result<Credential, BoxError> {
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

#[test]
fn nothing_is_sent_after_the_deadline() {
    let check = |result: Result<Response<String>, Error>, script: Scripted| {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Deadline { .. }), "{error}");
        assert!(!error.may_have_taken_effect() && error.attempts() == 0);
        assert_eq!(script.requests().len(), 0);
    };
    for late in [DELAY, DELAY / 2] {
        let script = Scripted::new();
        let clock = script.clock();
        with_both_clients!(
            script.clone(),
            |builder| builder.credentials(Slow(clock.clone())),
            |client| client.request(import()).timeout(late),
            check
        );
        with_both_clients!(
            script.clone(),
            |builder| builder.interceptor(Slow(clock.clone())),
            |client| client.request(import()).timeout(late),
            check
        );
    }
}

#[test]
fn signing_alone_keeps_the_timeout() {
    let script = Scripted::new();
    let client = blocking::Client::builder(script.clone())
        .clock(script.clock())
        .credentials(Slow(script.clock()))
        .build();
    let error = client.request(import()).timeout(DELAY).sign().unwrap_err();
    assert!(matches!(error, Error::Deadline { .. }), "{error}");
    client.request(import()).timeout(DELAY * 2).sign().unwrap();
}

/// A host that works is not to blame for slow credentials.
#[test]
fn slow_credentials_do_not_open_the_breaker() {
    let script = Scripted::new().otherwise(|_| ScriptedResponse::json(BODY));
    let client = blocking::Client::builder(script.clone())
        .clock(script.clock())
        .credentials(Slow(script.clock()))
        .backup(Endpoint::international())
        .build();
    for _ in 0..9 {
        client.request(describe()).timeout(DELAY).send().unwrap_err();
    }
    client.request(describe()).send().unwrap();
    assert_eq!(script.requests()[0].headers()["host"], "ecm.tencentcloudapi.com");
}

/// Is never ready after this many calls.
#[derive(Debug)]
struct Hanging(std::sync::atomic::AtomicU32);

impl Hanging {
    fn after(calls: u32) -> Self {
        Self(calls.into())
    }
}

#[async_trait]
impl ProvideCredentials for Hanging {
    async fn credential(&self, _: &Surroundings<'_>) -> Result<Credential, BoxError> {
        use std::sync::atomic::Ordering::Relaxed;
        if self.0.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_err() {
            std::future::pending::<()>().await;
        }
        Ok(crate::keys())
    }
}

#[test]
fn hanging_provider_ends_at_the_deadline() {
    let timeout = Duration::from_secs(3);
    with_both_clients!(
        Scripted::new().json(BODY),
        |builder| builder.credentials(Hanging::after(0)),
        |client| client.request(import()).timeout(timeout),
        |result: Result<Response<String>, Error>, script: Scripted| {
            let error = result.unwrap_err();
            assert!(matches!(error, Error::Deadline { .. }), "{error}");
            assert_eq!(script.requests().len(), 0);
            assert_eq!(script.clock().sleeps().iter().sum::<Duration>(), timeout);
        }
    );
    // To sign alone, too.
    let script = Scripted::new();
    let client = Client::builder(script.clone())
        .credentials(Hanging::after(0))
        .clock(script.clock())
        .build();
    let error = pollster::block_on(client.request(import()).timeout(timeout).sign()).unwrap_err();
    assert!(matches!(error, Error::Deadline { .. }), "{error}");
}

#[test]
fn hanging_provider_does_not_hide_what_an_earlier_attempt_left() {
    for (sent, is_ambiguous) in [(Sent::Maybe, true), (Sent::Never, false)] {
        with_both_clients!(
            Scripted::new().failure(Kind::Closed, sent).json(BODY),
            |builder| builder
                .credentials(Hanging::after(1))
                .retry_policy(tencentcloud_client::RetryPolicy::default().retry_writes()),
            |client| client.request(import()),
            |result: Result<Response<String>, Error>, script: Scripted| {
                let error = result.unwrap_err();
                assert_eq!(matches!(error, Error::Ambiguous(_)), is_ambiguous, "{error}");
                assert_eq!(error.attempts(), 1);
                assert_eq!(script.requests().len(), 1);
            }
        );
    }
}

/// Sends twenty requests with its first call.
#[derive(Debug, Default, Clone)]
struct Busy(std::sync::Arc<OnceLock<blocking::Client>>, std::sync::Arc<OnceLock<()>>);

#[async_trait]
impl ProvideCredentials for Busy {
    async fn credential(&self, _: &Surroundings<'_>) -> Result<Credential, BoxError> {
        if self.1.set(()).is_ok() {
            for _ in 0..20 {
                self.0.get().unwrap().request(describe().rate(20)).send()?;
            }
        }
        Ok(crate::keys())
    }
}

#[test]
fn permit_is_reserved_after_the_credential_is_there() {
    let script = Scripted::new().otherwise(|_| ScriptedResponse::json(BODY));
    let busy = Busy::default();
    let client = blocking::Client::builder(script.clone())
        .clock(script.clock())
        .credentials(busy.clone())
        .build();
    busy.0.set(client.clone()).unwrap();
    client.request(describe().rate(20)).send().unwrap();
    let times = script.times();
    assert_eq!(times.len(), 21);
    assert!(times[20].saturating_sub(times[0]) >= Duration::from_secs(1), "{times:?}");
}
