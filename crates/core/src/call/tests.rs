#![expect(clippy::unnecessary_wraps, reason = "a response is one outcome among others")]

use alloc::string::ToString;

use bytes::Bytes;
use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::*;
use crate::sign::SigningKey;
use crate::transport::{Sent, TransportError, TransportErrorKind};
use crate::{Auth, Credential, Effect, Endpoint, RawResponse, RetryBudget, Timestamp};

mod deadline;
mod echoes;
mod failover;
mod preparation;
mod properties;
mod retries;

/// A random number that draws half of every jitter.
const HALF: u64 = 1 << 63;

fn now(seconds: u64) -> Now {
    Now {
        unix: Timestamp::new(1_700_000_000 + seconds).unwrap(),
        elapsed: Duration::from_secs(seconds),
        random: HALF,
    }
}

fn request(effect: Effect) -> Request {
    Request::new("ecm", "2019-07-19", "DescribeImage", "{}").with_effect(effect)
}

fn origin() -> Origin {
    Endpoint::nearest().origin("ecm").unwrap()
}

fn call(effect: Effect) -> Call {
    Call::new(request(effect), origin(), Limits::default())
}

fn received(status: StatusCode, headers: &[(HeaderName, &str)], body: &str) -> RawResponse {
    let value = |value| HeaderValue::from_str(value).unwrap();
    let headers = headers.iter().map(|(name, text)| (name.clone(), value(text))).collect();
    RawResponse { status, headers, body: Bytes::copy_from_slice(body.as_bytes()) }
}

type Outcome = Result<RawResponse, TransportError>;

fn success() -> Outcome {
    Ok(received(StatusCode::OK, &[], r#"{"Response": {"RequestId": "r-1"}}"#))
}

fn api(code: &str) -> Outcome {
    api_with(code, &[])
}

fn api_with(code: &str, headers: &[(HeaderName, &str)]) -> Outcome {
    let error = alloc::format!(r#"{{"Code": "{code}", "Message": "no"}}"#);
    let body = alloc::format!(r#"{{"Response": {{"Error": {error}, "RequestId": "r-0"}}}}"#);
    Ok(received(StatusCode::OK, headers, &body))
}

fn status(status: u16) -> Outcome {
    Ok(received(StatusCode::from_u16(status).unwrap(), &[], "<html>"))
}

fn lost(sent: Sent) -> Outcome {
    Err(TransportError::new(TransportErrorKind::Closed, sent))
}

/// Signs with the keys of `id`.
fn sign_as(call: &mut Call, id: &str, now: Now) -> Result<http::Request<Bytes>, Error> {
    let credential = Credential::new(id, "test-secret-key-000001").unwrap();
    let key = SigningKey::derive(credential.secret_key(), now.unix.date(), "ecm");
    call.sign(now, Auth::Sign { credential: &credential, key: &key })
}

fn sign(call: &mut Call, now: Now) -> http::Request<Bytes> {
    sign_as(call, "test-secret-id-000001", now).unwrap()
}

/// Makes an attempt with this outcome.
fn attempt(call: &mut Call, now: Now, outcome: Outcome, account: &mut AccountState) {
    assert!(matches!(call.next(now, account), Step::Attempt));
    let _ = sign(call, now);
    call.receive(now, outcome);
}

fn done(call: &mut Call, now: Now, account: &mut AccountState) -> Result<ApiResponse, Error> {
    match call.next(now, account) {
        Step::Done(result) => result,
        other => panic!("{other:?}"),
    }
}

/// The error of a call whose attempts are never sent.
fn fail(call: &mut Call, now: Now, account: &mut AccountState) -> Error {
    for _ in 0..100 {
        match call.next(now, account) {
            Step::Attempt => {
                let _ = sign(call, now);
                call.receive(now, lost(Sent::Never));
            }
            Step::Wait(_) | Step::Prepare => {}
            Step::Permit => call.permitted(),
            Step::Done(result) => return result.unwrap_err(),
        }
    }
    panic!("the call does not end")
}

/// The result of a call without retries whose attempt has this outcome.
fn end(effect: Effect, outcome: Outcome) -> Result<ApiResponse, Error> {
    let (mut call, mut account) =
        (call(effect).retry_policy(RetryPolicy::never()), AccountState::default());
    attempt(&mut call, now(0), outcome, &mut account);
    done(&mut call, now(0), &mut account)
}

#[test]
fn next_after_done_is_an_error() {
    let (mut call, mut account) = (call(Effect::Read), AccountState::default());
    attempt(&mut call, now(0), success(), &mut account);
    let response = done(&mut call, now(1), &mut account).unwrap();
    assert_eq!(response.request_id, "r-1");
    assert_eq!(call.attempts(), 1);
    assert!(matches!(done(&mut call, now(1), &mut account), Err(Error::Driver(_))));
}

#[test]
fn a_transport_error_says_whether_the_request_was_sent() {
    for sent in [Sent::Never, Sent::Maybe] {
        let error = end(Effect::Read, lost(sent)).unwrap_err();
        assert_eq!(error.sent(), sent);
        assert_eq!(error.may_have_taken_effect(), sent == Sent::Maybe);
        assert!(error.to_string().starts_with("DescribeImage: the connection was closed"));
    }
}

#[test]
fn a_write_of_unknown_outcome_keeps_code_and_request_id() {
    let error = end(Effect::Write, api("InternalError.DbError")).unwrap_err();
    let Error::Ambiguous(ambiguity) = &error else { panic!("{error}") };
    assert_eq!(ambiguity.attempts.len(), 1);
    assert_eq!(&*ambiguity.attempts[0].host, "ecm.tencentcloudapi.com");
    assert_eq!(error.code().unwrap().as_str(), "InternalError.DbError");
    assert_eq!(error.request_id(), Some("r-0"));
    assert_eq!(
        error.to_string(),
        "DescribeImage: InternalError.DbError: no (request id r-0); \
         outcome unknown: the service may have executed the action"
    );
    assert!(error.may_have_taken_effect() && error.sent() == Sent::Maybe);

    let timeout = TransportError::new(TransportErrorKind::Timeout, Sent::Maybe);
    let error = end(Effect::Write, Err(timeout)).unwrap_err();
    assert!(matches!(error, Error::Ambiguous(_)) && error.is_timeout());
    assert!(error.code().is_none() && error.request_id().is_none());
}

#[test]
fn the_outcome_is_known_if_the_request_was_not_executed() {
    for outcome in [lost(Sent::Never), api("InvalidParameter"), api("RequestLimitExceeded")] {
        let error = end(Effect::Write, outcome).unwrap_err();
        assert!(!matches!(error, Error::Ambiguous(_)), "{error}");
    }
    // A page of a proxy says nothing about the outcome.
    for outcome in [lost(Sent::Maybe), status(502), status(404), status(200)] {
        let error = end(Effect::Write, outcome).unwrap_err();
        assert!(matches!(error, Error::Ambiguous(_)), "{error}");
    }
}

#[test]
fn a_driver_out_of_order_gets_an_error() {
    let (mut call, mut account) = (call(Effect::Read), AccountState::default());
    call.receive(now(0), success());
    assert!(sign_as(&mut call, "id", now(0)).is_err(), "no step yet");

    let mut call = Call::new(request(Effect::Read), origin(), Limits::default());
    call.receive(now(0), success());
    assert!(
        matches!(call.next(now(0), &mut account), Step::Attempt),
        "a result without a request is ignored"
    );
    assert!(matches!(done(&mut call, now(0), &mut account), Err(Error::Driver(_))));
    assert!(sign_as(&mut call, "id", now(0)).is_err());
}

#[test]
fn limits_shrink_with_time_and_the_deadline_ends_the_call() {
    let mut account = AccountState::default();
    let limits = Limits::new(Duration::from_secs(10), Duration::from_secs(30));
    let mut call = Call::new(request(Effect::Read), origin(), limits);
    assert_eq!(call.limits(now(7)), limits, "time counts from the first step");
    let _ = call.next(now(100), &mut account);
    assert_eq!(call.limits(now(105)).total, Duration::from_secs(25));
    assert_eq!(call.limits(now(125)).connect, Duration::from_secs(5));
    assert_eq!(call.limits(now(500)).total, Duration::ZERO);

    let of = |effect| Call::new(request(effect), origin(), limits).limits(now(0)).first_byte_reused;
    assert_eq!(of(Effect::Read), Limits::DEFAULT_FIRST_BYTE_REUSED);
    assert_eq!(of(Effect::Write), limits.total, "giving up early would be ambiguous");

    let limits = Limits::new(Duration::ZERO, Duration::ZERO);
    let mut late = Call::new(request(Effect::Write), origin(), limits);
    let error = done(&mut late, now(0), &mut account).unwrap_err();
    assert!(error.is_timeout() && error.sent() == Sent::Never);
}

#[test]
fn emulator_keys_are_never_sent_to_a_tencent_host() {
    let id = "AKIDemulator0001";
    let signed = |call: &mut Call| {
        let _ = call.next(now(0), &mut AccountState::default());
        sign_as(call, id, now(0))
    };
    let error = signed(&mut call(Effect::Read)).unwrap_err();
    assert!(error.to_string().contains("ecm.tencentcloudapi.com"), "{error}");
    signed(&mut call(Effect::Read).in_process(true)).unwrap();
    let local = Endpoint::custom("http://127.0.0.1:1").unwrap().origin("ecm").unwrap();
    signed(&mut Call::new(request(Effect::Read), local, Limits::default())).unwrap();
}

#[test]
fn plain_http_is_refused_beyond_loopback_unless_it_is_allowed() {
    let signed = |endpoint: Endpoint| {
        let origin = endpoint.origin("ecm").unwrap();
        let mut call = Call::new(request(Effect::Read), origin, Limits::default());
        let _ = call.next(now(0), &mut AccountState::default());
        sign_as(&mut call, "test-secret-id-000001", now(0))
    };
    for local in
        ["http://127.0.0.1:1", "http://[::1]", "http://localhost:8080", "https://a.example"]
    {
        signed(Endpoint::custom(local).unwrap()).unwrap();
    }
    let far = Endpoint::custom("http://gateway.example:8080").unwrap();
    let error = signed(far.clone()).unwrap_err();
    assert!(error.to_string().contains("gateway.example:8080"), "{error}");
    signed(far.allow_plain_http()).unwrap();
}

#[test]
fn a_request_can_be_edited_between_attempts() {
    let (mut call, mut account) = (call(Effect::Read), AccountState::default());
    call.edit(|request| request.header(HeaderName::from_static("x-mine"), HeaderValue::from(1)));
    let _ = call.next(now(0), &mut account);
    assert_eq!(sign(&mut call, now(0)).headers()["x-mine"], "1");
    call.receive(now(0), lost(Sent::Never));
    assert!(matches!(call.next(now(0), &mut account), Step::Wait(_)));
    call.edit(|request| request.header(HeaderName::from_static("x-mine"), HeaderValue::from(2)));
    let _ = call.next(now(0), &mut account);
    assert_eq!(sign(&mut call, now(0)).headers()["x-mine"], "2");
}

/// Otherwise it would go to the endpoint of another service and release a permit
/// of another action.
#[test]
fn an_edit_keeps_service_version_action_and_rate() {
    let (mut call, mut account) = (call(Effect::Read), AccountState::default());
    call.edit(|_| Request::new("cvm", "2017-03-12", "RunInstances", "{1}").rate(10));
    let _ = call.next(now(0), &mut account);
    let signed = sign(&mut call, now(0));
    assert_eq!(signed.headers()["host"], "ecm.tencentcloudapi.com");
    assert_eq!(signed.headers()["x-tc-action"], "DescribeImage");
    assert_eq!(signed.headers()["x-tc-version"], "2019-07-19");
    assert_eq!(signed.body(), "{1}");
    assert_eq!(call.request().documented_rate(), None);
    assert_eq!(call.request().service(), "ecm", "which selects the key");
}

#[test]
fn a_stream_that_has_begun_ends_the_call() {
    let (mut call, mut account) = (call(Effect::Write), AccountState::default());
    (0..RetryBudget::RETRIES).for_each(|_| assert!(account.budget.pay()));
    let empty = account.budget.clone();
    call.begin_stream(now(0), &mut account);
    let _ = call.next(now(0), &mut account);
    let _ = sign(&mut call, now(0));
    assert_eq!(account.budget, empty, "no stream has begun");
    call.begin_stream(now(0), &mut account);
    assert_ne!(account.budget, empty, "counts as a success");
    call.receive(now(0), lost(Sent::Never));
    let error = done(&mut call, now(0), &mut account).unwrap_err();
    assert!(error.to_string().ends_with("next after Done"), "{error}");
}
