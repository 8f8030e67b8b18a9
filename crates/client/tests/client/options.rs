//! What one call has that its client has not.

use std::time::Duration;

use http::{HeaderName, HeaderValue};
use tencentcloud_client::{Endpoint, Error, Language, Response};
use tencentcloud_core::{Sent, TransportErrorKind as Kind};
use tencentcloud_testing::Scripted;

use crate::{ANSWER, describe, with_both_clients};

type Sending = Result<Response<String>, Error>;

#[test]
fn every_option_reaches_the_wire() {
    let extra = HeaderName::from_static("x-extra");
    with_both_clients!(
        Scripted::new().json(ANSWER),
        |builder| builder.region("ap-beijing").language(Language::ZhCn),
        |client| client
            .request(describe())
            .region("ap-guangzhou")
            .language(Language::EnUs)
            .endpoint(Endpoint::international())
            .trace_id("trace-1")
            .header(extra.clone(), HeaderValue::from_static("here")),
        |sending: Sending, script: Scripted| {
            let reply = sending.unwrap();
            assert_eq!(reply.headers["content-type"], "application/json");
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
fn a_call_may_go_unsigned_and_then_needs_no_keys() {
    let script = Scripted::new().json(ANSWER);
    let client = tencentcloud_client::blocking::Client::builder(script.clone()).build();
    client.request(describe()).unsigned().send().unwrap();
    assert_eq!(script.requests()[0].headers()["authorization"], "SKIP");
    let error = client.request(describe()).send().unwrap_err();
    assert!(matches!(error, Error::Credential { .. }), "{error}");
}

#[test]
fn headers_of_the_protocol_cannot_be_replaced() {
    with_both_clients!(
        Scripted::new().json(ANSWER),
        |builder| builder,
        |client| ["host", "authorization", "x-tc-action", "content-type"].into_iter().fold(
            client.request(describe()),
            |call, name| call
                .header(HeaderName::from_static(name), HeaderValue::from_static("evil.example"))
        ),
        |sending: Sending, script: Scripted| {
            sending.unwrap();
            let sent = &script.requests()[0];
            assert!(sent.headers().values().all(|value| value != "evil.example"), "{sent:?}");
        }
    );
}

#[test]
fn a_rate_is_kept_unless_pacing_is_off() {
    let twenty = || (0..20).fold(Scripted::new(), |script, _| script.json(ANSWER));
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
fn a_slot_that_comes_too_late_is_told_at_once() {
    let script = Scripted::new().json(ANSWER);
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
fn the_time_of_a_call_may_be_its_own() {
    with_both_clients!(
        Scripted::new().failure(Kind::Connect, Sent::Never),
        |builder| builder,
        |client| client.request(describe()).timeout(Duration::ZERO),
        |sending: Sending, script: Scripted| {
            assert!(matches!(sending.unwrap_err(), Error::Deadline { .. }));
            assert!(script.requests().is_empty());
        }
    );
}
