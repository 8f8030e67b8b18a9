//! What a request carried in secret, in case its answer repeats it.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use bytes::Bytes;
use http::HeaderValue;
use http::header::AUTHORIZATION;

use crate::error::ReplyError;
use crate::{Auth, Error, RawResponse, Request, Secret, form};

/// The secrets of one request. Some servers and proxies show a request that
/// they do not understand, and an error shows how such a page begins.
#[derive(Default)]
pub(super) struct RequestSecrets {
    token: Option<Secret>,
    authorization: Option<Authorization>,
}

enum Authorization {
    /// What one of signature v3 ends with; the rest of it is no secret.
    Signature([u8; 64]),
    /// The caller's own, which only signature v1 leaves in place.
    Other(HeaderValue),
}

impl Authorization {
    fn of(value: &HeaderValue) -> Self {
        match value.as_bytes().last_chunk() {
            Some(signature) if value.as_bytes().starts_with(b"TC3-HMAC-SHA256") => {
                Self::Signature(*signature)
            }
            _ => Self::Other(value.clone()),
        }
    }

    fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Signature(signature) => signature,
            Self::Other(value) => value.as_bytes(),
        }
    }
}

impl fmt::Debug for RequestSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestSecrets(..)")
    }
}

const REDACTED: &str = "[redacted]";

impl RequestSecrets {
    pub(super) fn by(request: &http::Request<Bytes>, auth: Auth<'_>) -> Self {
        let Auth::Sign { credential, .. } = auth else { return Self::default() };
        let authorization = request.headers().get(AUTHORIZATION).map(Authorization::of);
        Self { token: credential.token().cloned(), authorization }
    }

    /// The request id of a success, unless it is one of them.
    pub(super) fn hide_in(&self, request_id: String) -> String {
        let token = self.token.iter().map(|token| token.expose().as_bytes());
        let authorization = self.authorization.iter().map(Authorization::as_bytes);
        let repeats = |secret: &[u8]| contains(request_id.as_bytes(), secret);
        if token.chain(authorization).any(repeats) { REDACTED.into() } else { request_id }
    }

    /// What is wrong with an answer, told without them.
    pub(super) fn hide_from(
        &self,
        error: Error,
        received: &RawResponse,
        request: &Request,
    ) -> Error {
        // Redacted before it is cut: a part of a token would not be found.
        let Some(redacted) = self.redact(received) else { return error };
        match redacted.classify(request) {
            Err(error) => error,
            // A token with a quotation mark, say, made it what it is not.
            Ok(_) => redacted.unusable(request, ReplyError::Status(redacted.status)),
        }
    }

    fn redact(&self, received: &RawResponse) -> Option<RawResponse> {
        let mut redacted = None;
        let mut hide = |secret: &[u8]| {
            let current = redacted.as_ref().unwrap_or(received);
            redacted = without(current, secret).or_else(|| redacted.take());
        };
        if let Some(authorization) = &self.authorization {
            hide(authorization.as_bytes());
        }
        if let Some(token) = &self.token {
            hide(token.expose().as_bytes());
            // As signature v1 sends it.
            hide(form::encode([("", token.expose())]).trim_start_matches('=').as_bytes());
        }
        redacted
    }
}

/// None if it is not there.
fn without(received: &RawResponse, secret: &[u8]) -> Option<RawResponse> {
    let is_in = |value: &HeaderValue| contains(value.as_bytes(), secret);
    if !contains(&received.body, secret) && !received.headers.values().any(is_in) {
        return None;
    }
    let mut redacted = received.clone();
    redacted.body = replaced(&received.body, secret).into();
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
