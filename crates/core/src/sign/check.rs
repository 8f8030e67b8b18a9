//! Validation of the parts that the credential scope and the list of signed
//! headers are made of.

use super::{CanonicalRequest, SignError, SigningKey};

/// Checks that the secret id and the service are valid in a credential scope, and
/// that the names of signed headers are valid and distinct.
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

/// Visible ASCII except `/` and `,`, which separate the parts of a credential.
#[inline]
fn is_scope_part(part: &str) -> bool {
    // `fold` instead of `all`: without an early exit the loop is vectorized.
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'/' && byte != b',';
    !part.is_empty() && part.bytes().fold(true, |plain, byte| plain & is_plain(byte))
}

fn check_names(request: &CanonicalRequest<'_>) -> Result<(), SignError> {
    let names = || request.signed_headers.iter().map(|(name, _)| name.trim_ascii());
    // RFC 9110, section 5.6.2.
    let is_token = |name: &str| {
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        !name.is_empty() && name.bytes().all(is_plain)
    };
    let is_duplicate = |at: usize, name: &str| {
        ["content-type", "host"]
            .into_iter()
            .chain(names().take(at))
            .any(|other| other.eq_ignore_ascii_case(name))
    };
    let is_valid = names().enumerate().all(|(at, name)| is_token(name) && !is_duplicate(at, name));
    is_valid.then_some(()).ok_or(SignError::HeaderName)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign::Payload;
    use crate::{Secret, Timestamp};

    fn check_all(
        secret_id: &str,
        service: &str,
        signed_headers: &[(&str, &str)],
    ) -> Result<(), SignError> {
        let date = Timestamp::saturating(0).date();
        let key = SigningKey::derive(&Secret::new("k"), date, service);
        let request = CanonicalRequest {
            method: "POST",
            query: "",
            content_type: "",
            host: "",
            signed_headers,
            payload: Payload::Unsigned,
        };
        check(&request, secret_id, &key)
    }

    #[test]
    fn scope_is_rejected_when_a_part_has_a_separator() {
        assert_eq!(check_all("AKID!*~", "127:80", &[]), Ok(()));
        for part in ["", "a/b", "a,b", "a b", "a\n", "\u{7f}", "é"] {
            assert_eq!(check_all(part, "ecm", &[]), Err(SignError::Scope), "{part:?}");
            assert_eq!(check_all("id", part, &[]), Err(SignError::Scope), "{part:?}");
        }
    }

    #[test]
    fn header_name_is_rejected_unless_it_is_a_distinct_token() {
        assert_eq!(check_all("id", "ecm", &[(" X-A_1~ ", ""), ("x-b", "")]), Ok(()));
        for name in ["", " ", "a:b", "a;b", "a b", "é", "Host", "content-TYPE ", "X-A"] {
            let headers = [("x-a", ""), (name, "")];
            assert_eq!(check_all("id", "ecm", &headers), Err(SignError::HeaderName), "{name:?}");
        }
        let duplicate_at_end = [("x-a", ""), ("x-b", ""), ("x-c", ""), ("x-b", "")];
        assert_eq!(check_all("id", "ecm", &duplicate_at_end), Err(SignError::HeaderName));
    }
}
