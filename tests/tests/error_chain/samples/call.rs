//! The errors of a call, and of the client.

use std::time::{Duration, SystemTime};

use tencentcloud_client::{
    EnvCredentialsError, RetryPolicy, SystemClock, ValidationError, blocking, catalog,
};
use tencentcloud_core::{
    Credential, Effect, Endpoint, Error, Limits, ReplyError, Request, RequestError, Sent,
    TransportError, TransportErrorKind, blocking_transport_from_fn,
};
use tencentcloud_ecm::DescribeImage;
use tencentcloud_testing::{Scripted, ScriptedResponse};

use super::{Sample, cause, sample, with_causes};

const ACTION: &str = "ecm:DescribeImage";

pub(super) fn samples() -> Vec<Sample> {
    let mut samples = errors_without_causes();
    samples.extend(errors_with_causes());
    samples.extend(ambiguous());
    samples.extend(edges_of_the_client());
    samples
}

fn errors_without_causes() -> Vec<Sample> {
    let no_host = Endpoint::custom("https://a b").unwrap_err();
    let no_region = || RequestError::Header { name: "region".into(), reason: "not set" };
    vec![
        sample(api_error(1)),
        sample(api_error(2)),
        sample(decode_error()),
        sample(html_page()),
        sample(Error::no_stream(Some("r-1".into()), ACTION)),
        sample(deadline()),
        sample(Error::request(no_region(), ACTION)),
        sample(Error::request(no_region(), ACTION).after_attempts(2)),
        sample(Error::Endpoint(no_host)),
        sample(Error::driver("signed twice")),
    ]
}

fn errors_with_causes() -> Vec<Sample> {
    let broken =
        || TransportError::new(TransportErrorKind::Closed, Sent::Maybe).with_source(cause());
    let id = || Some("r-1".to_owned());
    vec![
        with_causes(Error::transport(broken(), ACTION)),
        with_causes(Error::transport(broken(), ACTION).after_attempts(3)),
        with_causes(Error::stream(broken(), id(), ACTION)),
        with_causes(Error::stream(broken(), None, ACTION)),
        with_causes(Error::credential(cause())),
        with_causes(Error::credential(cause()).after_attempts(2)),
    ]
}

/// A write with one attempt, and with two.
fn ambiguous() -> Vec<Sample> {
    let failure = |attempts: u32| {
        let transport = blocking_transport_from_fn(
            |_, _: Limits| {
                Err(TransportError::new(TransportErrorKind::Closed, Sent::Maybe)
                    .with_source(cause()))
            },
            |_: Duration| (),
        );
        let policy = RetryPolicy::default().max_retries(attempts - 1).retry_writes();
        let client = blocking::Client::builder(transport)
            .credentials(keys())
            .retry_policy(policy.base_delay(Duration::from_millis(1)))
            .build();
        let write = Request::new("ecm", "2019-07-19", "ImportImage", "{}");
        client.request(write).send().unwrap_err()
    };
    let ambiguity = |attempts: u32| match failure(attempts) {
        Error::Ambiguous(ambiguity) => *ambiguity,
        other => panic!("{other:?}"),
    };
    vec![
        with_causes(failure(1)),
        with_causes(failure(2)),
        with_causes(ambiguity(2)),
        sample(match api_error(2) {
            Error::Api(error) => error,
            other => panic!("{other:?}"),
        }),
    ]
}

fn edges_of_the_client() -> Vec<Sample> {
    let invalid = Credential::new("test-secret-id-000001", "").unwrap_err();
    let before_1970 = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
    let describe = catalog::action("ecm", "2019-07-19", "DescribeImage").unwrap();
    let findings = catalog::check_input_text(describe, r#"{"Limit": "x", "Zone": 1}"#);
    let unset = || EnvCredentialsError::Unset("TENCENTCLOUD_SECRET_ID");
    vec![
        sample(unset()),
        sample(SystemClock::timestamp(before_1970).unwrap_err()),
        sample(EnvCredentialsError::NotUnicode("TENCENTCLOUD_SECRET_ID")),
        sample(EnvCredentialsError::Invalid(invalid)),
        sample(ValidationError::Unknown { kind: "action", name: "X".into(), nearest: None }),
        sample(ValidationError::NotUtf8),
        sample(ValidationError::Input(findings)),
        sample(Error::credential(unset())),
    ]
}

fn keys() -> Credential {
    Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap()
}

fn read() -> Request {
    Request::new("ecm", "2019-07-19", "DescribeImage", "{}").with_effect(Effect::Read)
}

fn client(script: &Scripted) -> blocking::Client {
    let client = blocking::Client::builder(script.clone()).credentials(keys());
    client.clock(script.clock()).build()
}

/// An API error after this many attempts.
fn api_error(attempts: u32) -> Error {
    const INTERNAL: &str =
        r#"{"Response":{"Error":{"Code":"InternalError","Message":"planted"},"RequestId":"r-1"}}"#;
    let script = (0..attempts).fold(Scripted::new(), |script, _| script.json(INTERNAL));
    client(&script).request(read()).max_retries(attempts - 1).send().unwrap_err()
}

/// An output of another type than the action's.
pub(super) fn decode_error() -> Error {
    let script = Scripted::new().json(r#"{"Response":{"TotalCount":"many","RequestId":"r-1"}}"#);
    let error = client(&script).send(&DescribeImage::default()).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Decode(_), .. }), "{error:?}");
    error
}

fn html_page() -> Error {
    let page = "<html><body>Bad gateway</body></html>";
    let page = ScriptedResponse::status(http::StatusCode::BAD_GATEWAY, page);
    client(&Scripted::new().respond(page)).request(read()).max_retries(0).send().unwrap_err()
}

fn deadline() -> Error {
    client(&Scripted::new()).request(read()).timeout(Duration::ZERO).send().unwrap_err()
}
