//! Redaction of signatures and tokens.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName};

const REDACTED: &str = "REDACTED";
/// The common parameters of signature v1 that carry the secret id, the signature
/// and the token.
const PARAMETERS: [&str; 3] = ["SecretId", "Signature", "Token"];

pub(super) fn header<'a>(name: &HeaderName, value: &'a [u8]) -> Cow<'a, str> {
    if name == AUTHORIZATION || name.as_str() == "x-tc-token" {
        return REDACTED.into();
    }
    String::from_utf8_lossy(value)
}

/// The URI of a request. Only in a request of signature v1 the query holds secrets;
/// with any other the same names are parameters of the action.
pub(super) fn uri(request: &http::Request<Bytes>) -> String {
    let uri = request.uri().to_string();
    match uri.split_once('?') {
        Some((before, query)) if is_v1(request) => format!("{before}?{}", pairs(query)),
        _ => uri,
    }
}

/// The body of a request: a form of signature v1 is redacted like a query.
pub(super) fn body(request: &http::Request<Bytes>) -> Bytes {
    let is_form = request
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    match std::str::from_utf8(request.body()) {
        Ok(form) if is_form && is_v1(request) => pairs(form).into(),
        _ => request.body().clone(),
    }
}

/// Signature v1 has its parts among the parameters, any other in this header.
fn is_v1(request: &http::Request<Bytes>) -> bool {
    !request.headers().contains_key(AUTHORIZATION)
}

fn pairs(form: &str) -> String {
    let redacted = form.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if PARAMETERS.contains(&name) => format!("{name}={REDACTED}"),
        _ => pair.to_owned(),
    });
    redacted.collect::<Vec<_>>().join("&")
}
