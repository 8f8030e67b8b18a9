//! The errors of core outside a call.

use http::StatusCode;
use tencentcloud_core as core;
use tencentcloud_core::event_stream::{Decoder, TooLarge};
use tencentcloud_core::sign::SignError;
use tencentcloud_core::{
    Credential, EndpointError, InvalidCredential, JsonError, ReplyError, RequestError, Sent,
    TransportError, TransportErrorKind,
};

use super::{Sample, cause, sample};

pub(super) fn samples() -> Vec<Sample> {
    let mut samples = vec![
        sample!(core::InvalidCredential = invalid_credential()),
        sample!(core::EndpointError = endpoint_error()),
        sample!(core::JsonError = json_error()),
        sample!(core::event_stream::TooLarge = too_large()),
    ];
    samples.extend(TransportErrorKind::ALL.iter().map(|kind| {
        let error = TransportError::new(*kind, Sent::Maybe).with_source(cause());
        sample!(core::TransportError = error, with causes)
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

fn json_error() -> JsonError {
    match super::call::decode_error() {
        core::Error::Reply { problem: ReplyError::Decode(error), .. } => error,
        other => panic!("{other:?}"),
    }
}

fn too_large() -> TooLarge {
    let mut decoder = Decoder::new(10);
    decoder.decode(&mut bytes::Bytes::from_static(b"data: more than ten bytes\n\n")).unwrap_err()
}

fn sign_errors() -> Vec<Sample> {
    vec![
        sample!(core::sign::SignError::KeyOfAnotherDay = SignError::KeyOfAnotherDay),
        sample!(core::sign::SignError::LineBreak = SignError::LineBreak),
        sample!(core::sign::SignError::Scope = SignError::Scope),
        sample!(core::sign::SignError::HeaderName = SignError::HeaderName),
        sample!(core::sign::SignError::ShortBuffer = SignError::ShortBuffer { needed: 100 }),
    ]
}

fn request_errors() -> Vec<Sample> {
    vec![
        sample!(core::RequestError::Header = RequestError::Header("region".into())),
        sample!(core::RequestError::Body = RequestError::Body(json_error())),
        sample!(core::RequestError::NotAnObject = RequestError::NotAnObject(json_error())),
        sample!(core::RequestError::Name = RequestError::Name("Action".into())),
        sample!(core::RequestError::TooLarge = RequestError::TooLarge { size: 9, limit: 8 }),
        sample!(core::RequestError::Form = RequestError::Form("a GET cannot carry files")),
        sample!(core::RequestError::Sign = RequestError::Sign(SignError::Scope)),
        sample!(core::RequestError::EmulatorKeys = RequestError::EmulatorKeys("h.example".into())),
        sample!(core::RequestError::PlainHttp = RequestError::PlainHttp("h.example".into())),
    ]
}

fn reply_errors() -> Vec<Sample> {
    vec![
        sample!(core::ReplyError::Status = ReplyError::Status(StatusCode::BAD_GATEWAY)),
        sample!(core::ReplyError::Envelope = ReplyError::Envelope(json_error())),
        sample!(core::ReplyError::Code = ReplyError::Code),
        sample!(core::ReplyError::Stream = ReplyError::Stream),
        sample!(core::ReplyError::NoStream = ReplyError::NoStream),
        sample!(core::ReplyError::Decode = ReplyError::Decode(json_error())),
    ]
}
