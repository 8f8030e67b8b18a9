//! Options of one call.

use std::time::Duration;

use http::{HeaderName, HeaderValue};
use tencentcloud_client::{Endpoint, Error, Language, Response};
use tencentcloud_core::{Sent, TransportErrorKind as Kind};
use tencentcloud_testing::Scripted;

use crate::{BODY, describe, with_both_clients};

type CallResult = Result<Response<String>, Error>;

#[test]
fn options_of_a_call_override_the_client() {
    let extra = HeaderName::from_static("x-extra");
    with_both_clients!(
        Scripted::new().json(BODY),
        |builder| builder.region("ap-beijing").language(Language::ZhCn),
        |client| client
            .request(describe())
            .region("ap-guangzhou")
            .language(Language::EnUs)
            .endpoint(Endpoint::international())
            .trace_id("trace-1")
            .header(extra.clone(), HeaderValue::from_static("here")),
        |result: CallResult, script: Scripted| {
            let response = result.unwrap();
            assert_eq!(response.headers["content-type"], "application/json");
            let sent = &script.requests()[0];
            assert_eq!(sent.uri().host(), Some("ecm.intl.tencentcloudapi.com"));
            for (name, value) in [
                ("x-tc-region", "ap-guangzhou"),
                ("x-tc-language", "en-US"),
                ("x-tc-traceid", "trace-1"),
                ("x-extra", "here"),
            ] {
                assert_eq!(sent.headers()[name], value);
            }
        }
    );
}

#[test]
fn unsigned_call_needs_no_credentials() {
    let script = Scripted::new().json(BODY);
    let client = tencentcloud_client::blocking::Client::builder(script.clone()).build();
    client.request(describe()).unsigned().send().unwrap();
    assert_eq!(script.requests()[0].headers()["authorization"], "SKIP");
    let error = client.request(describe()).send().unwrap_err();
    assert!(matches!(error, Error::Credential { .. }), "{error}");
}

#[test]
fn headers_of_the_protocol_keep_their_value() {
    with_both_clients!(
        Scripted::new().json(BODY),
        |builder| builder,
        |client| ["host", "authorization", "x-tc-action", "content-type"].into_iter().fold(
            client.request(describe()),
            |call, name| call
                .header(HeaderName::from_static(name), HeaderValue::from_static("evil.example"))
        ),
        |result: CallResult, script: Scripted| {
            result.unwrap();
            let sent = &script.requests()[0];
            assert!(sent.headers().values().all(|value| value != "evil.example"), "{sent:?}");
        }
    );
}

#[test]
fn rate_limit_is_kept_unless_pacing_is_off() {
    let twenty = || (0..20).fold(Scripted::new(), |script, _| script.json(BODY));
    for (pacing, waits) in [(true, 19), (false, 0)] {
        let script = twenty();
        let client = tencentcloud_client::blocking::Client::builder(script.clone())
            .credentials(crate::keys())
            .clock(script.clock())
            .pacing(pacing)
            .build();
        for _ in 0..20 {
            client.request(describe().rate(20)).send().unwrap();
        }
        assert_eq!(script.clock().sleeps().len(), waits);
    }
}

#[test]
fn call_fails_at_once_when_the_next_permit_is_after_its_timeout() {
    let script = Scripted::new().json(BODY);
    let client = tencentcloud_client::blocking::Client::builder(script.clone())
        .credentials(crate::keys())
        .clock(script.clock())
        .timeout(Duration::from_millis(20))
        .build();
    client.request(describe().rate(20)).send().unwrap();
    let error = client.request(describe().rate(20)).send().unwrap_err();
    assert!(matches!(error, Error::Deadline { .. }), "{error}");
    assert!(script.clock().sleeps().is_empty());
}

#[test]
fn timeout_of_a_call_overrides_the_client() {
    with_both_clients!(
        Scripted::new().failure(Kind::Connect, Sent::Never),
        |builder| builder,
        |client| client.request(describe()).timeout(Duration::ZERO),
        |result: CallResult, script: Scripted| {
            assert!(matches!(result.unwrap_err(), Error::Deadline { .. }));
            assert!(script.requests().is_empty());
        }
    );
}
