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
    fn a_part_of_a_scope_ends_where_it_should() {
        assert_eq!(check_all("AKID!*~", "127:80", &[]), Ok(()));
        for part in ["", "a/b", "a,b", "a b", "a\n", "\u{7f}", "é"] {
            assert_eq!(check_all(part, "ecm", &[]), Err(SignError::Scope), "{part:?}");
            assert_eq!(check_all("id", part, &[]), Err(SignError::Scope), "{part:?}");
        }
    }

    #[test]
    fn a_name_is_a_token_and_stands_once() {
        assert_eq!(check_all("id", "ecm", &[(" X-A_1~ ", ""), ("x-b", "")]), Ok(()));
        for name in ["", " ", "a:b", "a;b", "a b", "é", "Host", "content-TYPE ", "X-A"] {
            let headers = [("x-a", ""), (name, "")];
            assert_eq!(check_all("id", "ecm", &headers), Err(SignError::HeaderName), "{name:?}");
        }
        let twice_at_last = [("x-a", ""), ("x-b", ""), ("x-c", ""), ("x-b", "")];
        assert_eq!(check_all("id", "ecm", &twice_at_last), Err(SignError::HeaderName));
    }
}
