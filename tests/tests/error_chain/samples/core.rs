//! The errors of core outside a call.

use http::StatusCode;
use tencentcloud_core::event_stream::{Decoder, TooLarge};
use tencentcloud_core::sign::SignError;
use tencentcloud_core::{
    Credential, EndpointError, Error, InvalidCredential, JsonError, ReplyError, RequestError, Sent,
    Timestamp, TimestampError, TransportError, TransportErrorKind,
};

use super::{Sample, cause, sample, with_causes};

pub(super) fn samples() -> Vec<Sample> {
    let mut samples = vec![
        sample(invalid_credential()),
        sample(endpoint_error()),
        sample(timestamp_error()),
        sample(json_error()),
        sample(too_large()),
    ];
    samples.extend(TransportErrorKind::ALL.iter().map(|kind| {
        let error = TransportError::new(*kind, Sent::Maybe).with_source(cause());
        with_causes(error)
    }));
    samples.extend(sign_errors());
    samples.extend(request_errors());
    samples.extend(reply_errors());
    samples
}

fn invalid_credential() -> InvalidCredential {
    Credential::new("test-secret-id-000001", "").unwrap_err()
}

fn endpoint_error() -> EndpointError {
    tencentcloud_core::Endpoint::custom("https://a b").unwrap_err()
}

fn timestamp_error() -> TimestampError {
    Timestamp::try_from(std::time::Duration::MAX).unwrap_err()
}

fn json_error() -> JsonError {
    match super::call::decode_error() {
        Error::Reply { problem: ReplyError::Decode(error), .. } => error,
        other => panic!("{other:?}"),
    }
}

fn too_large() -> TooLarge {
    let mut decoder = Decoder::new(10);
    decoder.decode(&mut bytes::Bytes::from_static(b"data: more than ten bytes\n\n")).unwrap_err()
}

fn sign_errors() -> Vec<Sample> {
    vec![
        sample(SignError::KeyOfAnotherDay),
        sample(SignError::LineBreak),
        sample(SignError::Scope),
        sample(SignError::HeaderName),
        sample(SignError::ShortBuffer { needed: 100 }),
    ]
}

fn request_errors() -> Vec<Sample> {
    vec![
        sample(RequestError::Header { name: "region".into(), reason: "not set" }),
        sample(RequestError::Body(json_error())),
        sample(RequestError::NotAnObject(json_error())),
        sample(RequestError::Name("Action".into())),
        sample(RequestError::Member { name: "File".into(), reason: "not Base64".into() }),
        sample(RequestError::Input("Limit must be an integer, not a string".into())),
        sample(RequestError::Duplicate("A.B".into())),
        sample(RequestError::TooLarge { size: 9, limit: 8 }),
        sample(RequestError::Unsupported("a GET cannot carry files")),
        sample(RequestError::Sign(SignError::Scope)),
        sample(RequestError::EmulatorKeys("h.example".into())),
        sample(RequestError::PlainHttp("h.example".into())),
    ]
}

fn reply_errors() -> Vec<Sample> {
    vec![
        sample(ReplyError::Status(StatusCode::BAD_GATEWAY)),
        sample(ReplyError::Envelope(json_error())),
        sample(ReplyError::Code),
        sample(ReplyError::Stream),
        sample(ReplyError::NoStream),
        sample(ReplyError::Decode(json_error())),
    ]
}
