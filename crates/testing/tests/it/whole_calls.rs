//! Whole calls in virtual time with both clients.

use std::time::Duration;

use http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use tencentcloud_client::{self as client, Credential, Response, blocking};
use tencentcloud_core::{
    AsyncTransport, BlockingTransport, Clock, Effect, Request, Sent, TransportErrorKind,
};
use tencentcloud_testing::{Capture, PausedClock, Recording, Replay, Scripted, ScriptedResponse};

const EMPTY: &str = r#"{"Response": {"TotalCount": 0, "RequestId": "r-1"}}"#;
const TIMEOUT: Duration = Duration::from_secs(30);

fn describe() -> Request {
    Request::new("ecm", "2019-07-19", "DescribeImage", r#"{"Limit":5}"#).with_effect(Effect::Read)
}

fn keys() -> Credential {
    Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap()
}

/// Always half of the jitter, so that waits are round numbers.
fn clock() -> PausedClock {
    let clock = PausedClock::default();
    clock.set_random(1 << 63);
    clock
}

type Outcome = Result<Response<String>, client::Error>;

/// Makes the same call with the blocking and with the async client.
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

/// Fails three times (connect, truncated response, 503), then succeeds.
fn failing_three_times(clock: PausedClock) -> Scripted {
    let busy = ScriptedResponse::status(StatusCode::SERVICE_UNAVAILABLE, "busy");
    Scripted::new()
        .with_clock(clock)
        .failure(TransportErrorKind::Connect, Sent::Never)
        .respond(ScriptedResponse::json(EMPTY).after(ms(50)).breaks_off_after(10))
        .respond(busy.header(RETRY_AFTER, HeaderValue::from_static("3")))
        .json(EMPTY)
}

#[test]
fn waits_are_exact_to_the_millisecond() {
    with_both(failing_three_times, |outcome, transport, clock| {
        assert_eq!(outcome.unwrap().attempts, 4);
        assert_eq!(clock.sleeps(), [ms(100), ms(200), ms(3_400)]);
        // Retry-After is three seconds, plus jitter. The delay of the second
        // response counts toward the time of the third request.
        assert_eq!(transport.times(), [ms(0), ms(100), ms(350), ms(3_750)]);
        assert_eq!(transport.unused(), 0);
    });
}

#[test]
fn call_times_out_when_the_server_is_silent() {
    let silent =
        |clock| Scripted::new().with_clock(clock).respond(ScriptedResponse::silence()).json(EMPTY);
    with_both(silent, |outcome, transport, clock| {
        outcome.unwrap_err();
        assert_eq!(clock.now().elapsed, TIMEOUT);
        assert_eq!(transport.requests().len(), 1);
    });
}

#[test]
fn recorded_failures_are_replayed() {
    with_both(
        |clock| Capture::new(failing_three_times(clock)),
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
fn unrecorded_request_is_not_retried() {
    with_both(
        |clock| Replay::new(Recording::default()).with_clock(clock),
        |outcome, replay, clock| {
            let error = outcome.unwrap_err();
            assert!(error.to_string().contains("is not in the recording"), "{error}");
            assert_eq!(replay.unmatched().len(), 1);
            assert_eq!(replay.unmatched()[0].nearest, None);
            assert!(clock.sleeps().is_empty());
        },
    );
}
