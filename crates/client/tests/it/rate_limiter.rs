//! A rate limiter in the place of the client's pacing.

use std::sync::{Arc, Mutex};

use tencentcloud_client::{
    Credential, Error, Permission, RateLimiter, Request, RetryPolicy, Surroundings,
    blocking::Client,
};
use tencentcloud_testing::Scripted;

/// Grants permits with rising numbers, and notes what happens.
#[derive(Debug, Clone, Default)]
struct Noting(Arc<Mutex<Vec<String>>>);

impl Noting {
    fn note(&self, text: String) -> u64 {
        let mut notes = self.0.lock().unwrap();
        notes.push(text);
        notes.len() as u64
    }

    fn notes(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

#[async_trait::async_trait]
impl RateLimiter for Noting {
    async fn permit(&self, request: &Request, with: &Surroundings<'_>) -> Permission {
        assert!(with.is_blocking);
        Permission::Granted(self.note(format!("permit {}", request.action())))
    }

    async fn throttled(&self, _: &Request, permit: Option<u64>, _: &Surroundings<'_>) {
        self.note(format!("throttled {permit:?}"));
    }
}

/// Never decides.
#[derive(Debug)]
struct Hanging;

#[async_trait::async_trait]
impl RateLimiter for Hanging {
    async fn permit(&self, _: &Request, _: &Surroundings<'_>) -> Permission {
        std::future::pending().await
    }
}

const THROTTLED: &str = r#"{"Response": {"Error": {"Code": "RequestLimitExceeded",
    "Message": "too many"}, "RequestId": "r-1"}}"#;
const SUCCESS: &str = r#"{"Response": {"RequestId": "r-2"}}"#;

fn client(script: &Scripted, limiter: impl RateLimiter + 'static, pacing: bool) -> Client {
    Client::builder(script.clone())
        .clock(script.clock())
        .credentials(Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap())
        .retry_policy(RetryPolicy::default())
        .rate_limiter(limiter)
        .pacing(pacing)
        .build()
}

fn request() -> Request {
    Request::new("ecm", "2019-07-19", "DescribeImage", "{}").rate(20)
}

#[test]
fn every_attempt_asks_the_limiter_and_throttling_is_reported_with_its_permit() {
    let (limiter, script) = (Noting::default(), Scripted::new().json(THROTTLED).json(SUCCESS));
    client(&script, limiter.clone(), true).request(request()).send().unwrap();
    let expected = ["permit DescribeImage", "throttled Some(1)", "permit DescribeImage"];
    assert_eq!(limiter.notes(), expected);
}

#[test]
fn limiter_is_not_asked_without_pacing() {
    let (limiter, script) = (Noting::default(), Scripted::new().json(THROTTLED).json(SUCCESS));
    client(&script, limiter.clone(), false).request(request()).send().unwrap();
    assert!(limiter.notes().is_empty());
}

/// Sleeps longer than any call lasts.
#[derive(Debug)]
struct Late;

#[async_trait::async_trait]
impl RateLimiter for Late {
    async fn permit(&self, _: &Request, with: &Surroundings<'_>) -> Permission {
        with.transport.sleep(with.time_left() * 2).await;
        Permission::Granted(0)
    }
}

#[test]
fn nothing_is_sent_with_a_permit_after_the_deadline() {
    let script = Scripted::new().json(SUCCESS);
    let error = client(&script, Late, true).request(request()).send().unwrap_err();
    assert!(matches!(error, Error::Deadline { .. }), "{error:?}");
    assert!(script.requests().is_empty());
}

#[test]
fn limiter_that_hangs_ends_the_call_at_its_deadline() {
    let script = Scripted::new().json(SUCCESS);
    let error = client(&script, Hanging, true).request(request()).send().unwrap_err();
    assert!(matches!(error, Error::Deadline { .. }), "{error:?}");
}
