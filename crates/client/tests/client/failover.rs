//! Another endpoint stands in while the first is down.

use tencentcloud_client::{Endpoint, Error, Response};
use tencentcloud_core::{Sent, TransportErrorKind as Kind};
use tencentcloud_testing::{Scripted, ScriptedResponse};

use crate::{ANSWER, describe, with_both_clients};

fn first_is_down() -> Scripted {
    Scripted::new().otherwise(|request| match request.uri().host() {
        Some("ecm.tencentcloudapi.com") => ScriptedResponse::failure(Kind::Connect, Sent::Never),
        _ => ScriptedResponse::json(ANSWER),
    })
}

#[test]
fn calls_go_to_the_backup_and_are_signed_for_it() {
    with_both_clients!(
        first_is_down(),
        |builder| builder.max_retries(9).backup(Endpoint::regional("ap-guangzhou").unwrap()),
        |client| client.request(describe()),
        |sending: Result<Response<String>, Error>, script: Scripted| {
            assert_eq!(sending.unwrap().attempts, 6, "five failures open the circuit");
            let last = script.requests().pop().unwrap();
            assert_eq!(last.headers()["host"], "ecm.ap-guangzhou.tencentcloudapi.com");
        }
    );
}

#[test]
fn a_call_with_an_endpoint_of_its_own_has_no_backup() {
    with_both_clients!(
        first_is_down(),
        |builder| builder.max_retries(9).backup(Endpoint::regional("ap-guangzhou").unwrap()),
        |client| client.request(describe()).endpoint(Endpoint::nearest()),
        |sending: Result<Response<String>, Error>, script: Scripted| {
            assert!(sending.is_err());
            assert_eq!(script.requests().len(), 10);
        }
    );
}
