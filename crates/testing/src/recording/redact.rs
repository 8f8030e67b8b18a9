//! What is never written down.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName};
use http::uri::Uri;

const REDACTED: &str = "REDACTED";
/// The common parameters of signature v1 that say who calls and prove it.
const PARAMETERS: [&str; 3] = ["SecretId", "Signature", "Token"];

pub(super) fn header<'a>(name: &HeaderName, value: &'a [u8]) -> Cow<'a, str> {
    if name == AUTHORIZATION || name.as_str() == "x-tc-token" {
        return REDACTED.into();
    }
    String::from_utf8_lossy(value)
}

pub(super) fn uri(uri: &Uri) -> String {
    let text = uri.to_string();
    match text.split_once('?') {
        Some((before, query)) => format!("{before}?{}", pairs(query)),
        None => text,
    }
}

/// A form loses the values that a query loses.
pub(super) fn body(headers: &HeaderMap, body: &Bytes) -> Bytes {
    let is_form = headers
        .get(CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    match std::str::from_utf8(body) {
        Ok(text) if is_form => pairs(text).into(),
        _ => body.clone(),
    }
}

fn pairs(text: &str) -> String {
    let redacted = text.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if PARAMETERS.contains(&name) => format!("{name}={REDACTED}"),
        _ => pair.to_owned(),
    });
    redacted.collect::<Vec<_>>().join("&")
}
