//! What a signature asks of a request: headers to add.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{CanonicalRequest, Payload, SignError, SigningKey, sign};
use crate::{Credential, Timestamp};

/// A header to add to a request, for any HTTP library.
#[derive(Clone, PartialEq, Eq)]
pub struct Header {
    /// Its name, in lower case.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// Whether logs must not show it.
    pub sensitive: bool,
}

/// A sensitive value is not shown.
impl core::fmt::Debug for Header {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let value = if self.sensitive { "[redacted]" } else { &self.value };
        write!(f, "{}: {value}", self.name)
    }
}

/// The headers that make `request` a signed one: the authorization, the
/// timestamp, the token of temporary keys, and the mark of a body that is not
/// signed. A pure function: it owns no client and changes no request.
///
/// ```
/// use tencentcloud_core::sign::{CanonicalRequest, Payload, SigningKey, instructions};
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
/// for header in instructions(&request, &credential, &key, at)? {
///     // my_request.set_header(header.name, header.value);
///     println!("{header:?}");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn instructions(
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
    fn what_must_not_be_shown_is_marked_and_not_shown() {
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
        let headers = instructions(&request, &credential, &key, at).unwrap();
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
