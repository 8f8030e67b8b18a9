//! Correction of a clock that differs from the service's.

use http::{HeaderValue, header::DATE};
use tencentcloud_client::{Credential, blocking::Client};
use tencentcloud_testing::{Scripted, ScriptedResponse};

use crate::{BODY, import, with_both_clients};

const EXPIRED: &str = r#"{"Response": {"Error": {"Code": "AuthFailure.SignatureExpire", "Message": "late"}, "RequestId": "r-0"}}"#;

/// A service whose clock is one hour ahead of the script's.
fn service() -> Scripted {
    let date = HeaderValue::from_static("Tue, 14 Nov 2023 23:13:20 GMT");
    Scripted::new()
        .respond(ScriptedResponse::json(EXPIRED).header(DATE, date))
        .json(BODY)
        .json(BODY)
}

fn timestamps(script: &Scripted) -> Vec<String> {
    let timestamp = |request: &http::Request<_>| {
        request.headers()["x-tc-timestamp"].to_str().unwrap().to_owned()
    };
    script.requests().iter().map(timestamp).collect()
}

#[test]
fn clock_skew_is_corrected_and_kept_for_later_calls() {
    with_both_clients!(
        service(),
        |builder| builder,
        |client| client.request(import()),
        |result: Result<tencentcloud_client::Response<String>, _>, script: Scripted| {
            assert_eq!(result.unwrap().attempts, 2);
            assert_eq!(timestamps(&script), ["1700000000", "1700003600"]);
        }
    );

    let script = service();
    let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
    let client = Client::builder(script.clone()).credentials(keys).clock(script.clock()).build();
    client.request(import()).send().unwrap();
    assert_eq!(client.request(import()).send().unwrap().attempts, 1);
    let signed = client.request(import()).sign().unwrap();
    assert_eq!(signed.headers()["x-tc-timestamp"], "1700003600", "sign alone is corrected too");
}
