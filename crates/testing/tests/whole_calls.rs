//! Whole calls in virtual time, through both clients: as the tests of a program
//! that uses the toolkit may look.
#![cfg(test)]

use std::error::Error;
use std::time::Duration;

use http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use tencentcloud_client::{self as client, Credential, Response, blocking};
use tencentcloud_core::{
    AsyncTransport, BlockingTransport, Clock, Effect, Request, Sent, TransportErrorKind,
};
use tencentcloud_testing::{
    Capture, PausedClock, Recording, Replay, Scripted, ScriptedResponse, Unmatched,
};

const EMPTY: &str = r#"{"Response": {"TotalCount": 0, "RequestId": "r-1"}}"#;
const TIMEOUT: Duration = Duration::from_secs(30);

fn describe() -> Request {
    Request::new("ecm", "2019-07-19", "DescribeImage", r#"{"Limit":5}"#).with_effect(Effect::Read)
}

fn keys() -> Credential {
    Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap()
}

/// Half of every jitter, so that waits are round numbers.
fn clock() -> PausedClock {
    let clock = PausedClock::default();
    clock.set_random(1 << 63);
    clock
}

type Outcome = Result<Response<String>, client::Error>;

/// A call of the blocking client over one transport, and of the async one over
/// its twin.
fn with_both<T: BlockingTransport + AsyncTransport + Clone + 'static>(
    make: impl Fn(PausedClock) -> T,
    check: impl Fn(Outcome, T, PausedClock),
) {
    let (clock, settings) = (clock(), keys());
    let transport = make(clock.clone());
    let client = blocking::Client::builder(transport.clone()).credentials(settings.clone());
    let client = client.clock(clock.clone()).timeout(TIMEOUT).build();
    check(client.request(describe()).send(), transport, clock);

    let clock = self::clock();
    let transport = make(clock.clone());
    let client = client::Client::builder(transport.clone()).credentials(settings);
    let client = client.clock(clock.clone()).timeout(TIMEOUT).build();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    check(runtime.block_on(client.request(describe()).send()), transport, clock);
}

fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// Never reached, gone within the answer, busy: then well.
fn troubled(clock: PausedClock) -> Scripted {
    let busy = ScriptedResponse::status(StatusCode::SERVICE_UNAVAILABLE, "busy");
    Scripted::new()
        .with_clock(clock)
        .failure(TransportErrorKind::Connect, Sent::Never)
        .respond(ScriptedResponse::json(EMPTY).after(ms(50)).breaks_off_after(10))
        .respond(busy.header(RETRY_AFTER, HeaderValue::from_static("3")))
        .json(EMPTY)
}

#[test]
fn waits_are_known_to_the_millisecond() {
    with_both(troubled, |outcome, transport, clock| {
        assert_eq!(outcome.unwrap().attempts, 4);
        assert_eq!(clock.sleeps(), [ms(100), ms(200), ms(3_400)]);
        // Three seconds were asked for, and the jitter comes on top. Delays of
        // answers count where they are due: after the second attempt.
        assert_eq!(transport.times(), [ms(0), ms(100), ms(350), ms(3_750)]);
        assert_eq!(transport.unused(), 0);
    });
}

#[test]
fn silence_lasts_as_long_as_the_call_may() {
    let silent =
        |clock| Scripted::new().with_clock(clock).respond(ScriptedResponse::silence()).json(EMPTY);
    with_both(silent, |outcome, transport, clock| {
        outcome.unwrap_err();
        assert_eq!(clock.now().elapsed, TIMEOUT);
        assert_eq!(transport.requests().len(), 1);
    });
}

#[test]
fn a_recording_of_trouble_replays_the_trouble() {
    with_both(
        |clock| Capture::new(troubled(clock)),
        |outcome, capture, _| {
            let recorded = outcome.unwrap();
            let text = capture.recording().to_json();
            with_both(
                |clock| Replay::new(Recording::from_json(&text).unwrap()).with_clock(clock),
                |outcome, replay, clock| {
                    let replayed = outcome.unwrap();
                    assert_eq!(replayed.output, recorded.output);
                    assert_eq!(replayed.attempts, recorded.attempts);
                    assert_eq!(clock.sleeps(), [ms(100), ms(200), ms(3_400)]);
                    assert!(replay.unused().is_empty());
                },
            );
        },
    );
}

#[test]
fn what_is_not_in_a_recording_is_not_tried_again() {
    with_both(
        |clock| Replay::new(Recording::default()).with_clock(clock),
        |outcome, _, clock| {
            let error = outcome.unwrap_err();
            let transport_error = error.source().unwrap();
            let cause = transport_error.source().unwrap().downcast_ref::<Unmatched>().unwrap();
            assert_eq!(cause.nearest, None);
            assert!(error.to_string().contains("is not in the recording"), "{error}");
            assert_eq!(clock.sleeps(), []);
        },
    );
}
