//! The errors of verify, testing and the emulator.

use tencentcloud_core::{Credential, InvalidCredential, Timestamp};
use tencentcloud_emulator as emulator;
use tencentcloud_emulator::BuildError;
use tencentcloud_emulator::keys_file::KeysFileError;
use tencentcloud_testing as testing;
use tencentcloud_testing::{Recording, RecordingError};
use tencentcloud_verify as verify;
use tencentcloud_verify::form::FormFault;
use tencentcloud_verify::{AuthorizationFault, HeaderFault, ParseError, VerifyError};

use super::{Sample, sample};

pub(super) fn samples() -> Vec<Sample> {
    [parse_errors(), form_faults(), authorization_faults(), verify_errors(), recordings(), keys()]
        .into_iter()
        .flatten()
        .collect()
}

fn parse_errors() -> Vec<Sample> {
    let length = ParseError::BodyLength { declared: 7, actual: 9 };
    vec![
        sample!(verify::ParseError::RequestLine = ParseError::RequestLine),
        sample!(verify::ParseError::Header = ParseError::Header(3)),
        sample!(verify::ParseError::Unfinished = ParseError::Unfinished),
        sample!(verify::ParseError::TransferEncoding = ParseError::TransferEncoding),
        sample!(verify::ParseError::ContentLength = ParseError::ContentLength),
        sample!(verify::ParseError::BodyLength = length),
        sample!(verify::HeaderFault::NotText = HeaderFault::NotText),
        sample!(verify::HeaderFault::Repeated = HeaderFault::Repeated),
    ]
}

fn form_faults() -> Vec<Sample> {
    vec![
        sample!(verify::form::FormFault::NoValue = FormFault::NoValue(2)),
        sample!(verify::form::FormFault::Escape = FormFault::Escape(2)),
        sample!(verify::form::FormFault::NotUtf8 = FormFault::NotUtf8(2)),
    ]
}

fn authorization_faults() -> Vec<Sample> {
    use AuthorizationFault as Fault;

    let service = Fault::Service { claimed: "cvm".into(), product: "ecm".into() };
    vec![
        sample!(verify::AuthorizationFault::Algorithm = Fault::Algorithm),
        sample!(verify::AuthorizationFault::MissingPart = Fault::MissingPart("Signature")),
        sample!(verify::AuthorizationFault::RepeatedPart = Fault::RepeatedPart("Signature")),
        sample!(verify::AuthorizationFault::UnknownPart = Fault::UnknownPart),
        sample!(verify::AuthorizationFault::Credential = Fault::Credential),
        sample!(verify::AuthorizationFault::Date = Fault::Date),
        sample!(verify::AuthorizationFault::ScopeEnd = Fault::ScopeEnd),
        sample!(verify::AuthorizationFault::SignedHeaders = Fault::SignedHeaders),
        sample!(verify::AuthorizationFault::Unsigned = Fault::Unsigned("host")),
        sample!(verify::AuthorizationFault::Signature = Fault::Signature),
        sample!(verify::AuthorizationFault::AbsentHeader = Fault::AbsentHeader("x-a".into())),
        sample!(verify::AuthorizationFault::RepeatedHeader = Fault::RepeatedHeader("x-a".into())),
        sample!(verify::AuthorizationFault::Host = Fault::Host),
        sample!(verify::AuthorizationFault::Service = service),
    ]
}

fn verify_errors() -> Vec<Sample> {
    use VerifyError as Error;

    let now = Timestamp::saturating(1_700_000_000);
    let expired = Error::SignatureExpire { timestamp: "1600000000".into(), now };
    vec![
        sample!(verify::VerifyError::MissingParameter = Error::MissingParameter("Timestamp")),
        sample!(verify::VerifyError::InvalidParameter = Error::InvalidParameter("Timestamp")),
        sample!(verify::VerifyError::RepeatedParameter = Error::RepeatedParameter("Limit".into())),
        sample!(verify::VerifyError::ParameterName = Error::ParameterName("Limit".into())),
        sample!(verify::VerifyError::MalformedForm = Error::MalformedForm(FormFault::NoValue(2))),
        sample!(
            verify::VerifyError::InvalidAuthorization =
                Error::InvalidAuthorization(AuthorizationFault::Date)
        ),
        sample!(verify::VerifyError::Skipped = Error::Skipped),
        sample!(verify::VerifyError::SecretIdNotFound = Error::SecretIdNotFound),
        sample!(verify::VerifyError::TokenFailure = Error::TokenFailure),
        sample!(verify::VerifyError::SignatureExpire = expired),
        sample!(verify::VerifyError::SignatureFailure = signature_failure()),
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
    let read = |json: &str| Recording::from_json(json).unwrap_err();
    let damaged = r#"{"format": "tencentcloud-recording-1", "exchanges": [{"request": {"#;
    let what = "the request has no method".to_owned();
    vec![
        sample!(testing::RecordingError::Json = read("[")),
        sample!(testing::RecordingError::Json = read(damaged)),
        sample!(
            testing::RecordingError::Format = read(r#"{"format": "another", "exchanges": []}"#)
        ),
        sample!(testing::RecordingError::Exchange = RecordingError::Exchange { number: 1, what }),
    ]
}

fn keys() -> Vec<Sample> {
    let invalid = || -> InvalidCredential { Credential::new("id", "").unwrap_err() };
    let key = KeysFileError::Key { entry: 2, source: invalid() };
    let member = KeysFileError::Member { entry: 2, name: "token" };
    let unknown = KeysFileError::UnknownMember { entry: 2 };
    vec![
        sample!(
            emulator::keys_file::KeysFileError::Json = KeysFileError::Json { line: 1, column: 2 }
        ),
        sample!(emulator::keys_file::KeysFileError::Empty = KeysFileError::Empty),
        sample!(
            emulator::keys_file::KeysFileError::NotAnObject =
                KeysFileError::NotAnObject { entry: 2 }
        ),
        sample!(emulator::keys_file::KeysFileError::UnknownMember = unknown),
        sample!(emulator::keys_file::KeysFileError::Member = member),
        sample!(emulator::keys_file::KeysFileError::Key = key),
        sample!(
            emulator::keys_file::KeysFileError::Repeated = KeysFileError::Repeated { entry: 2 }
        ),
        sample!(emulator::BuildError::Key = BuildError::Key(invalid())),
        sample!(emulator::BuildError::Repeated = BuildError::Repeated("id".into())),
    ]
}
