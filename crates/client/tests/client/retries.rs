//! Failures that pass, failures that do not, and how long it takes to know.

use std::time::Duration;

use http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use tencentcloud_client::{Error, Response, RetryPolicy};
use tencentcloud_core::{Sent, TransportErrorKind as Kind};
use tencentcloud_testing::{Scripted, ScriptedResponse};

use crate::{ANSWER, describe, import, with_both_clients};

type Sending = Result<Response<String>, Error>;

fn failing_twice() -> Scripted {
    let script = Scripted::new()
        .failure(Kind::Closed, Sent::Maybe)
        .status(StatusCode::BAD_GATEWAY, "<html>")
        .json(ANSWER);
    // Half of every jitter.
    script.clock().set_random(1 << 63);
    script
}

#[test]
fn a_read_is_sent_until_it_is_answered() {
    with_both_clients!(
        failing_twice(),
        |builder| builder,
        |client| client.request(describe()),
        |sending: Sending, script: Scripted| {
            let reply = sending.unwrap();
            assert_eq!((reply.attempts, &*reply.request_id), (3, "r-1"));
            assert_eq!(script.clock().sleeps(), [100, 200].map(Duration::from_millis));
        }
    );
}

#[test]
fn a_write_in_doubt_is_not_sent_again() {
    with_both_clients!(
        failing_twice(),
        |builder| builder,
        |client| client.request(import()),
        |sending: Sending, script: Scripted| {
            let error = sending.unwrap_err();
            assert!(matches!(error, Error::Ambiguous(_)), "{error}");
            assert_eq!(script.requests().len(), 1);
        }
    );
}

#[test]
fn a_write_that_never_left_is_sent_again() {
    with_both_clients!(
        Scripted::new().failure(Kind::Connect, Sent::Never).json(ANSWER),
        |builder| builder,
        |client| client.request(import()),
        |sending: Sending, _| assert_eq!(sending.unwrap().attempts, 2)
    );
}

#[test]
fn a_policy_may_repeat_writes() {
    with_both_clients!(
        failing_twice(),
        |builder| builder.retry_policy(RetryPolicy::default().retry_writes()),
        |client| client.request(import()),
        |sending: Sending, _| assert_eq!(sending.unwrap().attempts, 3)
    );
}

#[test]
fn a_call_may_have_fewer_attempts_than_its_client() {
    with_both_clients!(
        failing_twice(),
        |builder| builder.max_retries(5),
        |client| client.request(describe()).max_retries(1),
        |sending: Sending, script: Scripted| {
            let Error::Reply { .. } = sending.unwrap_err() else { panic!("the last failure") };
            assert_eq!(script.requests().len(), 2);
        }
    );
}

#[test]
fn a_server_may_ask_for_time_and_the_deadline_covers_it() {
    let busy = || {
        let three = HeaderValue::from_static("3");
        let busy = ScriptedResponse::status(StatusCode::SERVICE_UNAVAILABLE, "")
            .header(RETRY_AFTER, three);
        Scripted::new().respond(busy).json(ANSWER)
    };
    with_both_clients!(
        busy(),
        |builder| builder,
        |client| client.request(describe()),
        |sending: Sending, script: Scripted| {
            assert_eq!(sending.unwrap().attempts, 2);
            assert_eq!(script.clock().sleeps(), [Duration::from_secs(3)]);
        }
    );
    with_both_clients!(
        busy(),
        |builder| builder.timeout(Duration::from_secs(2)),
        |client| client.request(describe()),
        |sending: Sending, script: Scripted| {
            let Error::Reply { .. } = sending.unwrap_err() else { panic!("the failure itself") };
            assert!(script.clock().sleeps().is_empty(), "what does not fit is not begun");
        }
    );
}

#[test]
fn silence_takes_the_whole_time_and_no_more() {
    with_both_clients!(
        Scripted::new().otherwise(|_| ScriptedResponse::silence()),
        |builder| builder.timeout(Duration::from_secs(7)),
        |client| client.request(describe()),
        |sending: Sending, script: Scripted| {
            assert!(sending.unwrap_err().is_timeout());
            assert_eq!(script.requests().len(), 1);
        }
    );
}

#[test]
fn a_storm_of_calls_costs_no_more_than_the_budget() {
    let dead = Scripted::new().otherwise(|_| ScriptedResponse::no_connection());
    let client = tencentcloud_client::blocking::Client::builder(dead.clone())
        .credentials(crate::keys())
        .clock(dead.clock())
        .max_retries(10)
        // The waits of all threads move one clock, and must not end a call.
        .timeout(Duration::from_secs(1_000_000))
        .build();
    std::thread::scope(|threads| {
        for _ in 0..8 {
            threads.spawn(|| {
                for _ in 0..125 {
                    client.request(describe()).send().unwrap_err();
                }
            });
        }
    });
    let extra = dead.requests().len() - 1_000;
    assert_eq!(extra, 100, "a full budget, and not one request more");
}
