//! The errors of verify, testing and the emulator.

use tencentcloud_client::blocking;
use tencentcloud_core::{Credential, Request, Timestamp};
use tencentcloud_emulator::{Emulator, SourceImage, keys_file};
use tencentcloud_testing::contract::Contract;
use tencentcloud_testing::{Capture, Recording, Replay, Scripted, Unmatched};
use tencentcloud_verify::captured::{CapturedError, Form};
use tencentcloud_verify::form::FormFault;
use tencentcloud_verify::{AuthorizationFault, HeaderFault, ParseError, VerifyError};

use super::{Sample, sample};

pub(super) fn samples() -> Vec<Sample> {
    [
        parse_errors(),
        captured_errors(),
        form_faults(),
        authorization_faults(),
        verify_errors(),
        recordings(),
        vec![violation(), sample(unmatched())],
        keys(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn parse_errors() -> Vec<Sample> {
    let length = ParseError::BodyLength { declared: 7, actual: 9 };
    vec![
        sample(ParseError::RequestLine),
        sample(ParseError::Header(3)),
        sample(ParseError::Unfinished),
        sample(ParseError::TransferEncoding),
        sample(ParseError::ContentLength),
        sample(length),
        sample(HeaderFault::NotUtf8),
        sample(HeaderFault::Repeated),
    ]
}

fn captured_errors() -> Vec<Sample> {
    let problem = "No such file or directory".to_owned();
    vec![
        sample(CapturedError::NoRequest(ParseError::RequestLine)),
        sample(CapturedError::Requests(2)),
        sample(CapturedError::BodyNotAtHand(Form::Verbose)),
        sample(CapturedError::Option("--proxy".to_owned())),
        sample(CapturedError::Command("a quote is not closed")),
        sample(CapturedError::File { option: "--data", problem }),
    ]
}

fn form_faults() -> Vec<Sample> {
    vec![sample(FormFault::NoValue(2)), sample(FormFault::Escape(2)), sample(FormFault::NotUtf8(2))]
}

fn authorization_faults() -> Vec<Sample> {
    use AuthorizationFault as Fault;

    let service = Fault::Service { claimed: "cvm".into(), product: "ecm".into() };
    vec![
        sample(Fault::Algorithm),
        sample(Fault::MissingPart("Signature")),
        sample(Fault::RepeatedPart("Signature")),
        sample(Fault::UnknownPart),
        sample(Fault::Credential),
        sample(Fault::Date),
        sample(Fault::ScopeEnd),
        sample(Fault::SignedHeaders),
        sample(Fault::Unsigned("host")),
        sample(Fault::Signature),
        sample(Fault::AbsentHeader("x-a".into())),
        sample(Fault::RepeatedHeader("x-a".into())),
        sample(Fault::Host),
        sample(service),
    ]
}

fn verify_errors() -> Vec<Sample> {
    use VerifyError as Error;

    let now = Timestamp::saturating(1_700_000_000);
    let expired = Error::SignatureExpire { timestamp: "1600000000".into(), now };
    vec![
        sample(Error::MissingParameter("Timestamp")),
        sample(Error::InvalidParameter("Timestamp")),
        sample(Error::RepeatedParameter("Limit".into())),
        sample(Error::ParameterName("Limit".into())),
        sample(Error::MalformedForm(FormFault::NoValue(2))),
        sample(Error::InvalidAuthorization(AuthorizationFault::Date)),
        sample(Error::Skipped),
        sample(Error::SecretIdNotFound),
        sample(Error::TokenFailure),
        sample(expired),
        sample(signature_failure()),
    ]
}

/// A signature that another key made.
fn signature_failure() -> VerifyError {
    use tencentcloud_core::Secret;
    use tencentcloud_core::sign::{CanonicalRequest, Payload, SigningKey, sign};
    use tencentcloud_verify::{Key, KeyRing, Policy, RawRequest};

    let now = Timestamp::saturating(1_700_000_000);
    let (id, secret) = ("test-secret-id-000001", Secret::new("test-secret-key-000001"));
    let content_type = "application/json";
    let request = CanonicalRequest {
        method: "POST",
        query: "",
        content_type,
        host: "ecm.tencentcloudapi.com",
        signed_headers: &[],
        payload: Payload::Signed(b"{}"),
    };
    let other_key = SigningKey::derive(&Secret::new("test-other-key"), now.date(), "ecm");
    let authorization = sign(&request, id, &other_key, now).unwrap().to_string();
    let raw = http::Request::post("/")
        .header("host", request.host)
        .header("content-type", content_type)
        .header("x-tc-action", "DescribeImage")
        .header("x-tc-version", "2019-07-19")
        .header("x-tc-timestamp", now.seconds())
        .header("authorization", authorization)
        .body(bytes::Bytes::from_static(b"{}"))
        .unwrap();
    let keys = KeyRing::from_iter([(id, Key::new(secret, "100000000001"))]);
    let product = |_: &tencentcloud_verify::AuthorizationHeader<'_>| "ecm".to_owned();
    let raw = RawRequest::from_http(&raw);
    tencentcloud_verify::verify(&raw, &keys, now, &product, &Policy::default()).unwrap_err()
}

fn recordings() -> Vec<Sample> {
    let with = |format: &str, exchanges: &str| {
        let json = format!(r#"{{"format": "{format}", "exchanges": [{exchanges}]}}"#);
        sample(Recording::from_json(&json).unwrap_err())
    };
    let format = serde_json::from_str::<serde_json::Value>(&empty().to_json()).unwrap();
    let format = format.get("format").unwrap().as_str().unwrap();
    let exchange = r#"{"request": {"method": "a b", "uri": "/", "headers": [], "text": ""}}"#;
    vec![with("another", ""), with(format, "{"), with(format, exchange)]
}

fn empty() -> Recording {
    Capture::new(Scripted::new()).recording()
}

/// The violation of a contract, which any transport can have.
fn violation() -> Sample {
    sample(Contract::blocking(Scripted::new).check("no such rule").unwrap_err())
}

/// A request that is not in an empty recording.
fn unmatched() -> Unmatched {
    let replay = Replay::new(empty());
    let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
    let client = blocking::Client::builder(replay.clone()).credentials(keys).build();
    client.request(Request::new("ecm", "2019-07-19", "ImportImage", "{}")).send().unwrap_err();
    replay.unmatched().remove(0)
}

fn keys() -> Vec<Sample> {
    let file = |json: &str| sample(keys_file::parse(json).unwrap_err());
    let key = r#"{"secret_id": "id", "secret_key": "key"}"#;
    let builder = || Emulator::builder().key("id", "key");
    vec![
        file("["),
        file("[]"),
        file("[1]"),
        file(r#"[{"other": 1}]"#),
        file("[{}]"),
        file(r#"[{"secret_id": "id", "secret_id": "id"}]"#),
        file(r#"[{"secret_id": "id", "secret_key": " "}]"#),
        file(&format!("[{key}, {key}]")),
        sample(builder().key("id2", "").build().unwrap_err()),
        sample(builder().key("id", "key").build().unwrap_err()),
        sample(builder().source_image(SourceImage::new("img-1", "mars", "a")).build().unwrap_err()),
        sample(builder().deny_to_all("Import").build().unwrap_err()),
    ]
}
