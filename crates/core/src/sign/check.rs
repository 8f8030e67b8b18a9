//! What could not stand in the texts of a signature, refused before it does.

use super::{CanonicalRequest, SignError, SigningKey};

/// Refuses a secret id or a service that would end its part of the scope, and
/// names of headers that are none or stand twice.
#[inline]
pub(super) fn check(
    request: &CanonicalRequest<'_>,
    secret_id: &str,
    key: &SigningKey,
) -> Result<(), SignError> {
    if !is_scope_part(secret_id) || !is_scope_part(key.service()) {
        return Err(SignError::Scope);
    }
    if request.signed_headers.is_empty() { Ok(()) } else { check_names(request) }
}

/// Visible ASCII but for the two characters that part a credential.
#[inline]
fn is_scope_part(text: &str) -> bool {
    // Not `all` within: a loop without a way out is done many bytes at a time.
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'/' && byte != b',';
    !text.is_empty() && text.bytes().fold(true, |plain, byte| plain & is_plain(byte))
}

fn check_names(request: &CanonicalRequest<'_>) -> Result<(), SignError> {
    let names = || request.signed_headers.iter().map(|(name, _)| name.trim_ascii());
    // A token of HTTP, RFC 9110, 5.6.2.
    let is_token = |name: &str| {
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        !name.is_empty() && name.bytes().all(is_plain)
    };
    let stands_before = |at: usize, name: &str| {
        ["content-type", "host"]
            .into_iter()
            .chain(names().take(at))
            .any(|other| other.eq_ignore_ascii_case(name))
    };
    let right = names().enumerate().all(|(at, name)| is_token(name) && !stands_before(at, name));
    right.then_some(()).ok_or(SignError::HeaderName)
}
