//! The headers of a signed request, for any HTTP library.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{CanonicalRequest, Payload, SignError, SigningKey, sign};
use crate::{Credential, Timestamp};

/// A header to add to a request.
#[derive(Clone, PartialEq, Eq)]
pub struct Header {
    /// The name, in lower case.
    pub name: &'static str,
    /// The value.
    pub value: String,
    /// Whether the value must not be logged.
    pub sensitive: bool,
}

/// Redacts a sensitive value.
impl core::fmt::Debug for Header {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let value = if self.sensitive { "[redacted]" } else { &self.value };
        write!(f, "{}: {value}", self.name)
    }
}

/// Signs a request and returns the headers to add to it: `authorization`,
/// `x-tc-timestamp`, `x-tc-token` for temporary keys, and `x-tc-content-sha256`
/// if the body is not signed.
///
/// Use it to sign requests of your own HTTP client. Fails like [`sign`].
///
/// ```
/// use tencentcloud_core::sign::{CanonicalRequest, Payload, SigningKey, signing_headers};
/// use tencentcloud_core::{Credential, Timestamp};
///
/// let credential = Credential::new("test-secret-id-000001", "test-secret-key-000001")?;
/// let at = Timestamp::new(1_700_000_000).unwrap();
/// let key = SigningKey::derive(credential.secret_key(), at.date(), "ecm");
/// let request = CanonicalRequest {
///     method: "POST",
///     query: "",
///     content_type: "application/json",
///     host: "ecm.tencentcloudapi.com",
///     signed_headers: &[],
///     payload: Payload::Signed(b"{}"),
/// };
/// for header in signing_headers(&request, &credential, &key, at)? {
///     // my_request.set_header(header.name, header.value);
///     println!("{header:?}");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn signing_headers(
    request: &CanonicalRequest<'_>,
    credential: &Credential,
    key: &SigningKey,
    at: Timestamp,
) -> Result<Vec<Header>, SignError> {
    let authorization = sign(request, credential.secret_id(), key, at)?.to_string();
    let mut headers = Vec::with_capacity(4);
    let mut add = |name, value, sensitive| headers.push(Header { name, value, sensitive });
    add("authorization", authorization, true);
    add("x-tc-timestamp", at.to_string(), false);
    if let Some(token) = credential.token() {
        add("x-tc-token", token.expose().into(), true);
    }
    if request.payload == Payload::Unsigned {
        add("x-tc-content-sha256", "UNSIGNED-PAYLOAD".into(), false);
    }
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    #[test]
    fn debug_redacts_sensitive_headers() {
        let credential = Credential::new("id", "k").unwrap().with_token("canary").unwrap();
        let at = Timestamp::new(1_700_000_000).unwrap();
        let key = SigningKey::derive(credential.secret_key(), at.date(), "ecm");
        let request = CanonicalRequest {
            method: "POST",
            query: "",
            content_type: "application/json",
            host: "h",
            signed_headers: &[],
            payload: Payload::Unsigned,
        };
        let headers = signing_headers(&request, &credential, &key, at).unwrap();
        let shown = format!("{headers:?}");
        assert!(!shown.contains("canary") && !shown.contains("Signature="), "{shown}");
        assert!(shown.contains("x-tc-timestamp: 1700000000"), "{shown}");
        let names: Vec<_> = headers.iter().map(|header| (header.name, header.sensitive)).collect();
        assert_eq!(
            names,
            [
                ("authorization", true),
                ("x-tc-timestamp", false),
                ("x-tc-token", true),
                ("x-tc-content-sha256", false),
            ]
        );
    }
}
