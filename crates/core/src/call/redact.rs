//! Redaction: the secrets of a request that its response may repeat.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use bytes::Bytes;
use http::HeaderValue;
use http::header::AUTHORIZATION;

use crate::error::ReplyError;
use crate::{Auth, Error, RawResponse, Request, Secret, form};

/// The secrets of one request. Some servers and proxies echo a request that they
/// do not understand, and an error quotes the beginning of such a page.
#[derive(Default)]
pub(super) struct RequestSecrets {
    token: Option<Secret>,
    authorization: Option<HeaderValue>,
}

/// The secret part of an Authorization header: the signature at the end of v3, or
/// all of a header that the caller added, which only signature v1 keeps.
fn secret_part(authorization: &HeaderValue) -> &[u8] {
    match authorization.as_bytes().last_chunk::<64>() {
        Some(signature) if authorization.as_bytes().starts_with(b"TC3-HMAC-SHA256") => signature,
        _ => authorization.as_bytes(),
    }
}

impl fmt::Debug for RequestSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestSecrets(..)")
    }
}

const REDACTED: &str = "[redacted]";

impl RequestSecrets {
    pub(super) fn of(request: &http::Request<Bytes>, auth: Auth<'_>) -> Self {
        let Auth::Sign { credential, .. } = auth else { return Self::default() };
        let authorization = request.headers().get(AUTHORIZATION).cloned();
        Self { token: credential.token().cloned(), authorization }
    }

    /// The request id of a success, unless it contains a secret.
    pub(super) fn redact_id(&self, request_id: String) -> String {
        let token = self.token.iter().map(|token| token.expose().as_bytes());
        let authorization = self.authorization.iter().map(secret_part);
        let contains_it = |secret: &[u8]| contains(request_id.as_bytes(), secret);
        if token.chain(authorization).any(contains_it) { REDACTED.into() } else { request_id }
    }

    /// The error of a response, made from a redacted copy of the response.
    pub(super) fn redact_error(&self, error: Error, raw: &RawResponse, request: &Request) -> Error {
        // Redacted before it is cut: a part of a token would not be recognized.
        let Some(redacted) = self.redact(raw) else { return error };
        match redacted.classify(request) {
            Err(error) => error,
            // For example, a token with a quotation mark made it valid JSON.
            Ok(_) => redacted.invalid(request, ReplyError::Status(redacted.status)),
        }
    }

    fn redact(&self, raw: &RawResponse) -> Option<RawResponse> {
        let mut redacted = None;
        let mut remove = |secret: &[u8]| {
            let current = redacted.as_ref().unwrap_or(raw);
            redacted = without(current, secret).or_else(|| redacted.take());
        };
        if let Some(authorization) = &self.authorization {
            remove(secret_part(authorization));
        }
        if let Some(token) = &self.token {
            remove(token.expose().as_bytes());
            // Percent-encoded, as signature v1 sends it.
            remove(form::encode([("", token.expose())]).trim_start_matches('=').as_bytes());
        }
        redacted
    }
}

/// The response without the secret; None if it does not contain the secret.
fn without(raw: &RawResponse, secret: &[u8]) -> Option<RawResponse> {
    let is_in = |value: &HeaderValue| contains(value.as_bytes(), secret);
    if !contains(&raw.body, secret) && !raw.headers.values().any(is_in) {
        return None;
    }
    let mut redacted = raw.clone();
    redacted.body = replaced(&raw.body, secret).into();
    for value in redacted.headers.values_mut().filter(|value| is_in(value)) {
        *value = HeaderValue::from_static(REDACTED);
    }
    Some(redacted)
}

fn contains(text: &[u8], secret: &[u8]) -> bool {
    !secret.is_empty() && text.windows(secret.len()).any(|window| window == secret)
}

fn replaced(text: &[u8], secret: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, others)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(secret) {
            result.extend_from_slice(REDACTED.as_bytes());
            rest = after;
        } else {
            result.push(*first);
            rest = others;
        }
    }
    result
}
