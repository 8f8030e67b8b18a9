//! Failover to a backup endpoint.

use tencentcloud_client::{Endpoint, Error, Response, blocking};
use tencentcloud_core::{Sent, TransportErrorKind as Kind};
use tencentcloud_testing::{Scripted, ScriptedResponse};

use crate::{BODY, describe, keys, with_both_clients};

fn first_is_down() -> Scripted {
    Scripted::new().otherwise(|request| match request.uri().host() {
        Some("ecm.tencentcloudapi.com") => ScriptedResponse::failure(Kind::Connect, Sent::Never),
        _ => ScriptedResponse::json(BODY),
    })
}

#[test]
fn backup_is_used_and_signed_for_when_the_endpoint_is_down() {
    with_both_clients!(
        first_is_down(),
        |builder| builder.max_retries(9).backup(Endpoint::regional("ap-guangzhou").unwrap()),
        |client| client.request(describe()),
        |result: Result<Response<String>, Error>, script: Scripted| {
            assert_eq!(result.unwrap().attempts, 6, "five failures open the circuit breaker");
            let last = script.requests().pop().unwrap();
            assert_eq!(last.headers()["host"], "ecm.ap-guangzhou.tencentcloudapi.com");
        }
    );
}

#[test]
fn backup_is_not_used_when_the_call_sets_an_endpoint() {
    with_both_clients!(
        first_is_down(),
        |builder| builder.max_retries(9).backup(Endpoint::regional("ap-guangzhou").unwrap()),
        |client| client.request(describe()).endpoint(Endpoint::nearest()),
        |result: Result<Response<String>, Error>, script: Scripted| {
            assert!(result.is_err());
            assert_eq!(script.requests().len(), 10);
        }
    );
}

#[test]
fn stream_that_begins_counts_as_a_success_of_its_host() {
    // Without the streams: five failures in a row, which open the circuit breaker.
    let mut script = Scripted::new();
    for outcome in "----++-".chars() {
        script = script.respond(match outcome {
            '+' => ScriptedResponse::chunks(["data: a\n\n"]),
            _ => ScriptedResponse::failure(Kind::Connect, Sent::Never),
        });
    }
    let client = blocking::Client::builder(script.clone().json(BODY))
        .credentials(keys())
        .clock(script.clock())
        .max_retries(0)
        .backup(Endpoint::regional("ap-guangzhou").unwrap())
        .build();
    let begun = (0..7).filter(|_| client.request(describe()).stream().is_ok()).count();
    assert_eq!(begun, 2);
    client.request(describe()).send().unwrap();
    let last = script.requests().pop().unwrap();
    assert_eq!(last.headers()["host"], "ecm.tencentcloudapi.com");
}
