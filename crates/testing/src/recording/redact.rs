//! Redaction of signatures and tokens.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName};
use http::uri::Uri;

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

pub(super) fn uri(uri: &Uri) -> String {
    let uri = uri.to_string();
    match uri.split_once('?') {
        Some((before, query)) => format!("{before}?{}", pairs(query)),
        None => uri,
    }
}

/// Redacts a form in the same way as a query.
pub(super) fn body(headers: &HeaderMap, body: &Bytes) -> Bytes {
    let is_form = headers
        .get(CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    match std::str::from_utf8(body) {
        Ok(form) if is_form => pairs(form).into(),
        _ => body.clone(),
    }
}

fn pairs(form: &str) -> String {
    let redacted = form.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if PARAMETERS.contains(&name) => format!("{name}={REDACTED}"),
        _ => pair.to_owned(),
    });
    redacted.collect::<Vec<_>>().join("&")
}
