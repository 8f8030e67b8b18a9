//! What a request carried in secret, in case its answer repeats it.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use bytes::Bytes;
use http::HeaderValue;

use super::Call;
use crate::error::ReplyError;
use crate::{Auth, Error, Received, Request, Secret, form};

impl Call {
    /// The answer without the secrets of the request that was sent last, to make
    /// an error of; none if it repeats none of them. Some servers and proxies
    /// show a request that they do not understand, and an error shows how such a
    /// page begins.
    pub fn redact(&self, received: &Received) -> Option<Received> {
        self.carried.redact(received)
    }
}

/// The secrets of one request.
#[derive(Debug, Default)]
pub(super) struct Carried {
    token: Option<Secret>,
    /// The values that are marked as sensitive, `Authorization` among them.
    headers: Vec<HeaderValue>,
}

const REDACTED: &str = "[redacted]";

impl Carried {
    pub(super) fn by(request: &http::Request<Bytes>, auth: Auth<'_>) -> Self {
        let token = match auth {
            Auth::Sign { credential, .. } => credential.token().cloned(),
            Auth::Skip => None,
        };
        let sensitive = |value: &&HeaderValue| value.is_sensitive() && !value.is_empty();
        Self { token, headers: request.headers().values().filter(sensitive).cloned().collect() }
    }

    /// Whether the API carried the request out, and its request id; what is wrong
    /// with the answer is told without the secrets.
    pub(super) fn judge(&self, received: &Received, request: &Request) -> Result<String, Error> {
        let error = match received.judge(request) {
            Ok(id) if self.needles().any(|secret| contains(id.as_bytes(), &secret)) => {
                return Ok(REDACTED.into());
            }
            Ok(id) => return Ok(id),
            Err(error) => error,
        };
        // Redacted before it is cut: a part of a token would not be found.
        let Some(redacted) = self.redact(received) else { return Err(error) };
        match redacted.judge(request) {
            Err(error) => Err(error),
            // A token with a quotation mark, say, made it what it is not.
            Ok(_) => Err(redacted.unusable(request, ReplyError::Status(redacted.status))),
        }
    }

    fn redact(&self, received: &Received) -> Option<Received> {
        let mut redacted = None;
        for secret in self.needles() {
            let current = redacted.as_ref().unwrap_or(received);
            if let Some(better) = without(current, &secret) {
                redacted = Some(better);
            }
        }
        redacted
    }

    /// What to look for: a token also as signature v1 sends it.
    fn needles(&self) -> impl Iterator<Item = Cow<'_, [u8]>> {
        let token = self.token.iter().flat_map(|token| {
            let text = token.expose();
            let encoded = form::encode([("", text)]).split_off(1);
            [Cow::Borrowed(text.as_bytes()), Cow::Owned(encoded.into_bytes())]
        });
        self.headers.iter().map(|value| Cow::Borrowed(value.as_bytes())).chain(token)
    }
}

/// None if it is not there.
fn without(received: &Received, secret: &[u8]) -> Option<Received> {
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
