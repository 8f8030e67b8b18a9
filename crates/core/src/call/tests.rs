use alloc::string::ToString;

use http::{HeaderMap, StatusCode};

use super::*;
use crate::sign::SigningKey;
use crate::transport::{Sent, TransportErrorKind};
use crate::{Credential, Effect, Endpoint, Timestamp};

fn now(seconds: u64) -> Now {
    Now {
        unix: Timestamp::new(1_700_000_000 + seconds).unwrap(),
        elapsed: Duration::from_secs(seconds),
        random: 0,
    }
}

fn request() -> Request {
    Request::new("ecm", "2019-07-19", "DescribeImage", "{}").effect(Effect::Read)
}

fn origin() -> Origin {
    Endpoint::nearest().origin("ecm").unwrap()
}

fn answer() -> Received {
    let body = Bytes::from_static(br#"{"Response": {"RequestId": "r-1"}}"#);
    Received { status: StatusCode::OK, headers: HeaderMap::new(), body }
}

/// Asks for the next step as `id` would.
fn ask(call: &mut Call<'_>, id: &str, now: Now) -> Step {
    let credential = Credential::new(id, "test-secret-key-000001").unwrap();
    let key = SigningKey::derive(credential.secret_key(), now.unix.date(), "ecm");
    call.next(now, Auth::Sign { credential: &credential, key: &key })
}

fn step(call: &mut Call<'_>, now: Now) -> Step {
    ask(call, "test-secret-id-000001", now)
}

#[test]
fn sends_receives_and_is_done_once() {
    let request = request();
    let mut call = Call::new(&request, origin(), Limits::default());
    assert!(matches!(step(&mut call, now(0)), Step::Send(_)));
    call.receive(now(1), Ok(answer()));
    let Step::Done(Ok(received)) = step(&mut call, now(1)) else { panic!() };
    assert_eq!(received.request_id().unwrap(), "r-1");
    assert_eq!(call.attempts(), 1);
    assert!(matches!(step(&mut call, now(1)), Step::Done(Err(Error::Driver(_)))));
}

#[test]
fn a_transport_error_says_whether_the_request_left() {
    let request = request();
    for sent in [Sent::Never, Sent::Maybe] {
        let mut call = Call::new(&request, origin(), Limits::default());
        let _ = step(&mut call, now(0));
        call.receive(now(0), Err(TransportError::new(TransportErrorKind::Closed, sent)));
        let Step::Done(Err(error)) = step(&mut call, now(0)) else { panic!() };
        assert_eq!(error.sent(), sent);
        assert_eq!(error.may_have_taken_effect(), sent == Sent::Maybe);
        assert!(error.to_string().starts_with("DescribeImage: the connection was closed"));
    }
}

#[test]
fn a_driver_out_of_order_is_told_and_nothing_breaks() {
    let request = request();
    let mut call = Call::new(&request, origin(), Limits::default());
    call.receive(now(0), Ok(answer()));
    assert!(matches!(step(&mut call, now(0)), Step::Send(_)), "an outcome too early is ignored");
    assert!(matches!(step(&mut call, now(0)), Step::Done(Err(Error::Driver(_)))));
}

#[test]
fn limits_shrink_with_time_and_the_deadline_ends_the_call() {
    let request = request();
    let limits = Limits::new(Duration::from_secs(10), Duration::from_secs(30));
    let mut call = Call::new(&request, origin(), limits);
    assert_eq!(call.limits(now(7)), limits, "time runs from the first step on");
    let _ = step(&mut call, now(100));
    assert_eq!(call.limits(now(105)).total, Duration::from_secs(25));
    assert_eq!(call.limits(now(125)).connect, Duration::from_secs(5));
    assert_eq!(call.limits(now(500)).total, Duration::ZERO);

    let mut late = Call::new(&request, origin(), Limits::new(Duration::ZERO, Duration::ZERO));
    let Step::Done(Err(error)) = step(&mut late, now(0)) else { panic!() };
    assert!(error.is_timeout() && error.sent() == Sent::Never);
}

#[test]
fn keys_of_an_emulator_stay_off_the_cloud() {
    let request = request();
    let id = "AKIDemulator0001";
    let mut call = Call::new(&request, origin(), Limits::default());
    let Step::Done(Err(error)) = ask(&mut call, id, now(0)) else { panic!() };
    assert!(error.to_string().contains("ecm.tencentcloudapi.com"), "{error}");

    let mut call = Call::new(&request, origin(), Limits::default()).in_process(true);
    assert!(matches!(ask(&mut call, id, now(0)), Step::Send(_)));

    let local = Endpoint::custom("http://127.0.0.1:1").unwrap().origin("ecm").unwrap();
    let mut call = Call::new(&request, local, Limits::default());
    assert!(matches!(ask(&mut call, id, now(0)), Step::Send(_)));
}
