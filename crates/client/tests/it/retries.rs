//! Retries: which failures, how often, and after which wait.

use std::time::Duration;

use http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use tencentcloud_client::{Error, Response, RetryPolicy};
use tencentcloud_core::{Sent, TransportErrorKind as Kind};
use tencentcloud_testing::{Scripted, ScriptedResponse};

use crate::{BODY, describe, import, with_both_clients};

type CallResult = Result<Response<String>, Error>;

fn failing_twice() -> Scripted {
    let script = Scripted::new()
        .failure(Kind::Closed, Sent::Maybe)
        .status(StatusCode::BAD_GATEWAY, "<html>")
        .json(BODY);
    // Half of the largest jitter.
    script.clock().set_random(1 << 63);
    script
}

#[test]
fn read_is_retried_until_it_succeeds() {
    with_both_clients!(
        failing_twice(),
        |builder| builder,
        |client| client.request(describe()),
        |result: CallResult, script: Scripted| {
            let response = result.unwrap();
            assert_eq!((response.attempts, &*response.request_id), (3, "r-1"));
            assert_eq!(script.clock().sleeps(), [100, 200].map(Duration::from_millis));
        }
    );
}

#[test]
fn write_is_not_retried_when_its_outcome_is_unknown() {
    with_both_clients!(
        failing_twice(),
        |builder| builder,
        |client| client.request(import()),
        |result: CallResult, script: Scripted| {
            let error = result.unwrap_err();
            assert!(matches!(error, Error::Ambiguous(_)), "{error}");
            assert_eq!(script.requests().len(), 1);
        }
    );
}

#[test]
fn write_is_retried_when_it_was_never_sent() {
    with_both_clients!(
        Scripted::new().failure(Kind::Connect, Sent::Never).json(BODY),
        |builder| builder,
        |client| client.request(import()),
        |result: CallResult, _| assert_eq!(result.unwrap().attempts, 2)
    );
}

#[test]
fn write_is_retried_when_the_policy_allows_it() {
    with_both_clients!(
        failing_twice(),
        |builder| builder.retry_policy(RetryPolicy::default().retry_writes()),
        |client| client.request(import()),
        |result: CallResult, _| assert_eq!(result.unwrap().attempts, 3)
    );
}

#[test]
fn max_retries_of_a_call_overrides_the_client() {
    with_both_clients!(
        failing_twice(),
        |builder| builder.max_retries(5),
        |client| client.request(describe()).max_retries(1),
        |result: CallResult, script: Scripted| {
            let Error::Reply { .. } = result.unwrap_err() else { panic!("not the last failure") };
            assert_eq!(script.requests().len(), 2);
        }
    );
}

#[test]
fn max_retries_replaces_the_number_of_the_policy_in_either_order() {
    let policy = || RetryPolicy::default().max_retries(7);
    with_both_clients!(
        failing_twice(),
        |builder| builder.max_retries(1).retry_policy(policy()),
        |client| client.request(describe()),
        |result: CallResult, script: Scripted| {
            result.unwrap_err();
            assert_eq!(script.requests().len(), 2);
        }
    );
    with_both_clients!(
        failing_twice(),
        |builder| builder,
        |client| client.request(describe()).max_retries(1).retry_policy(policy()),
        |result: CallResult, script: Scripted| {
            result.unwrap_err();
            assert_eq!(script.requests().len(), 2);
        }
    );
}

#[test]
fn retry_policy_of_a_call_replaces_max_retries_of_the_client() {
    with_both_clients!(
        failing_twice(),
        |builder| builder.max_retries(0),
        |client| client.request(describe()).retry_policy(RetryPolicy::default()),
        |result: CallResult, _| assert_eq!(result.unwrap().attempts, 3)
    );
}

#[test]
fn retry_after_is_honored_within_the_timeout() {
    let busy = || {
        let three = HeaderValue::from_static("3");
        let busy = ScriptedResponse::status(StatusCode::SERVICE_UNAVAILABLE, "")
            .header(RETRY_AFTER, three);
        Scripted::new().respond(busy).json(BODY)
    };
    with_both_clients!(
        busy(),
        |builder| builder,
        |client| client.request(describe()),
        |result: CallResult, script: Scripted| {
            assert_eq!(result.unwrap().attempts, 2);
            assert_eq!(script.clock().sleeps(), [Duration::from_secs(3)]);
        }
    );
    with_both_clients!(
        busy(),
        |builder| builder.timeout(Duration::from_secs(2)),
        |client| client.request(describe()),
        |result: CallResult, script: Scripted| {
            let Error::Reply { .. } = result.unwrap_err() else { panic!("not the failure") };
            assert!(script.clock().sleeps().is_empty(), "no wait begins that exceeds the timeout");
        }
    );
}

#[test]
fn call_times_out_when_the_server_is_silent() {
    with_both_clients!(
        Scripted::new().otherwise(|_| ScriptedResponse::silence()),
        |builder| builder.timeout(Duration::from_secs(7)),
        |client| client.request(describe()),
        |result: CallResult, script: Scripted| {
            assert!(result.unwrap_err().is_timeout());
            assert_eq!(script.requests().len(), 1);
        }
    );
}

#[test]
fn retries_of_many_failing_calls_stay_within_the_budget() {
    let dead = Scripted::new().otherwise(|_| ScriptedResponse::no_connection());
    let client = tencentcloud_client::blocking::Client::builder(dead.clone())
        .credentials(crate::keys())
        .clock(dead.clock())
        .max_retries(10)
        // All threads advance one clock by their waits; none may time out.
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
    assert_eq!(extra, 100, "exactly the full retry budget");
}
