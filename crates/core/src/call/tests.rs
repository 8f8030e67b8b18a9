#![expect(clippy::unnecessary_wraps, reason = "an answer is one outcome among others")]

use alloc::string::ToString;

use bytes::Bytes;
use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::*;
use crate::sign::SigningKey;
use crate::transport::{Sent, TransportError, TransportErrorKind};
use crate::{Auth, Credential, Effect, Endpoint, RawResponse, RetryBudget, Timestamp};

mod echoes;
mod failover;
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

fn answer() -> Outcome {
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

/// Signs as `id` would.
fn sign_as(call: &mut Call, id: &str, now: Now) -> Result<http::Request<Bytes>, Error> {
    let credential = Credential::new(id, "test-secret-key-000001").unwrap();
    let key = SigningKey::derive(credential.secret_key(), now.unix.date(), "ecm");
    call.sign(now, Auth::Sign { credential: &credential, key: &key })
}

fn sign(call: &mut Call, now: Now) -> http::Request<Bytes> {
    sign_as(call, "test-secret-id-000001", now).unwrap()
}

/// Makes an attempt that is due, and tells what came of it.
fn attempt(call: &mut Call, now: Now, outcome: Outcome, shared: &mut AccountState) {
    assert!(matches!(call.next(now, shared), Step::Attempt));
    let _ = sign(call, now);
    call.receive(now, outcome);
}

fn done(call: &mut Call, now: Now, shared: &mut AccountState) -> Result<ApiResponse, Error> {
    match call.next(now, shared) {
        Step::Done(result) => result,
        other => panic!("{other:?}"),
    }
}

/// The end of a call that reaches nobody.
fn fail(call: &mut Call, now: Now, shared: &mut AccountState) -> Error {
    for _ in 0..100 {
        match call.next(now, shared) {
            Step::Attempt => {
                let _ = sign(call, now);
                call.receive(now, lost(Sent::Never));
            }
            Step::Wait(_) => {}
            Step::Done(result) => return result.unwrap_err(),
        }
    }
    panic!("it does not end")
}

/// The end of a call without retries whose one attempt has this outcome.
fn end(effect: Effect, outcome: Outcome) -> Result<ApiResponse, Error> {
    let (mut call, mut shared) =
        (call(effect).retry_policy(RetryPolicy::never()), AccountState::default());
    attempt(&mut call, now(0), outcome, &mut shared);
    done(&mut call, now(0), &mut shared)
}

#[test]
fn sends_receives_and_is_done_once() {
    let (mut call, mut shared) = (call(Effect::Read), AccountState::default());
    attempt(&mut call, now(0), answer(), &mut shared);
    let accepted = done(&mut call, now(1), &mut shared).unwrap();
    assert_eq!(accepted.request_id, "r-1");
    assert_eq!(call.attempts(), 1);
    assert!(matches!(done(&mut call, now(1), &mut shared), Err(Error::Driver(_))));
}

#[test]
fn a_transport_error_says_whether_the_request_left() {
    for sent in [Sent::Never, Sent::Maybe] {
        let error = end(Effect::Read, lost(sent)).unwrap_err();
        assert_eq!(error.sent(), sent);
        assert_eq!(error.may_have_taken_effect(), sent == Sent::Maybe);
        assert!(error.to_string().starts_with("DescribeImage: the connection was closed"));
    }
}

#[test]
fn a_write_in_doubt_says_so_and_keeps_what_the_service_said() {
    let error = end(Effect::Write, api("InternalError.DbError")).unwrap_err();
    let Error::Ambiguous(ambiguity) = &error else { panic!("{error}") };
    assert_eq!(ambiguity.attempts.len(), 1);
    assert_eq!(&*ambiguity.attempts[0].host, "ecm.tencentcloudapi.com");
    assert_eq!(error.code().unwrap().as_str(), "InternalError.DbError");
    assert_eq!(error.request_id(), Some("r-0"));
    assert_eq!(
        error.to_string(),
        "DescribeImage: InternalError.DbError: no (request id r-0); \
         the service may have carried it out all the same"
    );
    assert!(error.may_have_taken_effect() && error.sent() == Sent::Maybe);

    let timeout = TransportError::new(TransportErrorKind::Timeout, Sent::Maybe);
    let error = end(Effect::Write, Err(timeout)).unwrap_err();
    assert!(matches!(error, Error::Ambiguous(_)) && error.is_timeout());
    assert!(error.code().is_none() && error.request_id().is_none());
}

#[test]
fn what_was_certainly_not_done_is_not_in_doubt() {
    for outcome in [lost(Sent::Never), api("InvalidParameter"), api("RequestLimitExceeded")] {
        let error = end(Effect::Write, outcome).unwrap_err();
        assert!(!matches!(error, Error::Ambiguous(_)), "{error}");
    }
    // A page of a proxy does not say what became of the request.
    for outcome in [lost(Sent::Maybe), status(502), status(404), status(200)] {
        let error = end(Effect::Write, outcome).unwrap_err();
        assert!(matches!(error, Error::Ambiguous(_)), "{error}");
    }
}

#[test]
fn a_driver_out_of_order_is_told_and_nothing_breaks() {
    let (mut call, mut shared) = (call(Effect::Read), AccountState::default());
    call.receive(now(0), answer());
    assert!(sign_as(&mut call, "id", now(0)).is_err(), "there was no step yet");

    let mut call = Call::new(request(Effect::Read), origin(), Limits::default());
    call.receive(now(0), answer());
    assert!(matches!(call.next(now(0), &mut shared), Step::Attempt), "too early is ignored");
    assert!(matches!(done(&mut call, now(0), &mut shared), Err(Error::Driver(_))));
    assert!(sign_as(&mut call, "id", now(0)).is_err());
}

#[test]
fn limits_shrink_with_time_and_the_deadline_ends_the_call() {
    let mut shared = AccountState::default();
    let limits = Limits::new(Duration::from_secs(10), Duration::from_secs(30));
    let mut call = Call::new(request(Effect::Read), origin(), limits);
    assert_eq!(call.limits(now(7)), limits, "time runs from the first step on");
    let _ = call.next(now(100), &mut shared);
    assert_eq!(call.limits(now(105)).total, Duration::from_secs(25));
    assert_eq!(call.limits(now(125)).connect, Duration::from_secs(5));
    assert_eq!(call.limits(now(500)).total, Duration::ZERO);

    let limits = Limits::new(Duration::ZERO, Duration::ZERO);
    let mut late = Call::new(request(Effect::Write), origin(), limits);
    let error = done(&mut late, now(0), &mut shared).unwrap_err();
    assert!(error.is_timeout() && error.sent() == Sent::Never);
}

#[test]
fn keys_of_an_emulator_stay_off_the_cloud() {
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
fn plain_http_is_for_this_machine_unless_it_is_allowed() {
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
fn a_request_may_be_changed_between_attempts() {
    let (mut call, mut shared) = (call(Effect::Read), AccountState::default());
    call.edit(|request| request.header(HeaderName::from_static("x-mine"), HeaderValue::from(1)));
    let _ = call.next(now(0), &mut shared);
    assert_eq!(sign(&mut call, now(0)).headers()["x-mine"], "1");
    call.receive(now(0), lost(Sent::Never));
    assert!(matches!(call.next(now(0), &mut shared), Step::Wait(_)));
    call.edit(|request| request.header(HeaderName::from_static("x-mine"), HeaderValue::from(2)));
    let _ = call.next(now(0), &mut shared);
    assert_eq!(sign(&mut call, now(0)).headers()["x-mine"], "2");
}

/// Otherwise it would go to the endpoint of one service as a call of another,
/// and give back a place in a rate that is not its own.
#[test]
fn a_change_leaves_what_is_called_as_it_is() {
    let (mut call, mut shared) = (call(Effect::Read), AccountState::default());
    call.edit(|_| Request::new("cvm", "2017-03-12", "RunInstances", "{1}").rate(10));
    let _ = call.next(now(0), &mut shared);
    let signed = sign(&mut call, now(0));
    assert_eq!(signed.headers()["host"], "ecm.tencentcloudapi.com");
    assert_eq!(signed.headers()["x-tc-action"], "DescribeImage");
    assert_eq!(signed.headers()["x-tc-version"], "2019-07-19");
    assert_eq!(signed.body(), "{1}");
    assert_eq!(call.request().documented_rate(), None);
    assert_eq!(call.request().service(), "ecm", "by which the key is chosen");
}

#[test]
fn a_stream_that_has_begun_ends_the_machine() {
    let (mut call, mut shared) = (call(Effect::Write), AccountState::default());
    (0..RetryBudget::RETRIES).for_each(|_| assert!(shared.budget.pay()));
    let empty = shared.budget.clone();
    call.begin_stream(now(0), &mut shared);
    let _ = call.next(now(0), &mut shared);
    let _ = sign(&mut call, now(0));
    assert_eq!(shared.budget, empty, "nothing has begun yet");
    call.begin_stream(now(0), &mut shared);
    assert_ne!(shared.budget, empty, "it counts as a success");
    call.receive(now(0), lost(Sent::Never));
    let error = done(&mut call, now(0), &mut shared).unwrap_err();
    assert!(error.to_string().ends_with("after the last"), "{error}");
}
