//! Signature v3, `TC3-HMAC-SHA256`, as pure functions.
//!
//! Four steps, one file each:
//!
//! 1. [`CanonicalRequest`] (`canonical_request.rs`): the request as six lines of text;
//! 2. [`StringToSign`] (`string_to_sign.rs`): its hash, with time and scope;
//! 3. [`SigningKey`] (`signing_key.rs`): the secret, bound to a day and a service;
//! 4. [`Authorization`] (`authorization.rs`): the header value that carries the result.
//!
//! The signer owns no HTTP client and reads no clock: it is given the parts of
//! a request, a key and a time, and answers with a header value.
//!
//! ```
//! use tencentcloud_core::sign::{CanonicalRequest, Payload, SigningKey, sign};
//! use tencentcloud_core::{Secret, Timestamp};
//!
//! let at = Timestamp::new(1_700_000_000).unwrap();
//! let key = SigningKey::derive(&Secret::new("test-secret-key-000001"), at.date(), "ecm");
//! let request = CanonicalRequest {
//!     method: "POST",
//!     query: "",
//!     content_type: "application/json",
//!     host: "ecm.tencentcloudapi.com",
//!     signed_headers: &[],
//!     payload: Payload::Signed(b"{}"),
//! };
//! let authorization = sign(&request, "test-secret-id-000001", &key, at)?;
//! assert!(authorization.to_string().starts_with(
//!     "TC3-HMAC-SHA256 Credential=test-secret-id-000001/2023-11-14/ecm/tc3_request, \
//!      SignedHeaders=content-type;host, Signature="
//! ));
//! # Ok::<(), tencentcloud_core::sign::SignError>(())
//! ```

mod authorization;
mod canonical_request;
mod check;
#[cfg(feature = "call")]
mod headers;
mod hmac;
mod instructions;
mod sha256;
mod signer;
mod signing_key;
mod string_to_sign;
mod template;
mod text;
pub mod v1;

pub use self::authorization::{Authorization, Signature};
pub use self::canonical_request::{CanonicalRequest, Payload};
pub use self::instructions::{Header, instructions};
pub use self::signer::Signer;
pub use self::signing_key::{DerivedKeys, SigningKey};
pub use self::string_to_sign::{Scope, StringToSign};

use core::fmt;

use crate::Timestamp;

/// The algorithm's name, as it opens the string to sign and the header.
pub const ALGORITHM: &str = "TC3-HMAC-SHA256";

/// Signs a request: canonical request, string to sign, signature, header.
///
/// The same inputs give the same bytes. The key must have been derived for the
/// UTC date of `at`: a day later the server would refuse it, so it is refused
/// here.
pub fn sign<'a>(
    request: &'a CanonicalRequest<'a>,
    secret_id: &'a str,
    key: &'a SigningKey,
    at: Timestamp,
) -> Result<Authorization<'a>, SignError> {
    if key.date() != at.date() {
        return Err(SignError::KeyOfAnotherDay);
    }
    check::check(request, secret_id, key)?;
    let signature = key.sign_request(at, request.checked_hash()?);
    Ok(Authorization { secret_id, key, request, signature })
}

/// Why a request cannot be signed: a mistake of the calling code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignError {
    /// The key belongs to another UTC date than the timestamp. Derive it anew.
    KeyOfAnotherDay,
    /// A signed header's value, the method or the query has a line break, which
    /// would make other lines of the canonical request.
    LineBreak,
    /// The secret id or the service is empty, or has a character that cannot
    /// stand in a credential scope.
    Scope,
    /// The name of a header to sign is none, or stands twice; `content-type` and
    /// `host` are there without being named.
    HeaderName,
    /// The buffer is too short for the value.
    ShortBuffer {
        /// Bytes that the value takes.
        needed: usize,
    },
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeyOfAnotherDay => f.write_str("the signing key was derived for another date"),
            Self::LineBreak => f.write_str("a signed part of the request contains a line break"),
            Self::Scope => {
                f.write_str("the secret id or the service cannot stand in a credential scope")
            }
            Self::HeaderName => {
                f.write_str("a header to sign has no valid name, or is named twice")
            }
            Self::ShortBuffer { needed } => write!(f, "the buffer needs {needed} bytes"),
        }
    }
}

impl core::error::Error for SignError {}

#[cfg(test)]
mod tests;
