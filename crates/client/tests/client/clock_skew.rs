//! A machine whose clock is off calls all the same.

use http::{HeaderValue, header::DATE};
use tencentcloud_client::{Credential, blocking::Client};
use tencentcloud_testing::{Scripted, ScriptedResponse};

use crate::{ANSWER, import, with_both_clients};

const REFUSED: &str = r#"{"Response": {"Error": {"Code": "AuthFailure.SignatureExpire", "Message": "late"}, "RequestId": "r-0"}}"#;

/// Its clock is an hour ahead of the script's.
fn service() -> Scripted {
    let date = HeaderValue::from_static("Tue, 14 Nov 2023 23:13:20 GMT");
    Scripted::new()
        .respond(ScriptedResponse::json(REFUSED).header(DATE, date))
        .json(ANSWER)
        .json(ANSWER)
}

fn stamps(script: &Scripted) -> Vec<String> {
    let stamp = |request: &http::Request<_>| {
        request.headers()["x-tc-timestamp"].to_str().unwrap().to_owned()
    };
    script.requests().iter().map(stamp).collect()
}

#[test]
fn the_offset_is_learnt_and_kept() {
    with_both_clients!(
        service(),
        |builder| builder,
        |client| client.request(import()),
        |sending: Result<tencentcloud_client::Response<String>, _>, script: Scripted| {
            assert_eq!(sending.unwrap().attempts, 2);
            assert_eq!(stamps(&script), ["1700000000", "1700003600"]);
        }
    );

    let script = service();
    let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
    let client = Client::builder(script.clone()).credentials(keys).clock(script.clock()).build();
    client.request(import()).send().unwrap();
    assert_eq!(client.request(import()).send().unwrap().attempts, 1);
    let signed = client.request(import()).sign().unwrap();
    assert_eq!(signed.headers()["x-tc-timestamp"], "1700003600", "also what is only signed");
}
