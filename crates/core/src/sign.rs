//! Request signing: `TC3-HMAC-SHA256` (signature v3), and the older [`v1`].
//!
//! A signature proves that the sender of a request holds a secret key, without
//! sending the key. Client and server compute it from the same request; the
//! server accepts the request if both results are equal. There are four steps,
//! one file each:
//!
//! 1. **Canonical request**, [`CanonicalRequest`]: method, path, query, signed
//!    headers, their names, and the SHA-256 of the body, one below the other. It
//!    is the same string however the headers are ordered or capitalized.
//! 2. **String to sign**, [`StringToSign`]: four lines with the algorithm, the
//!    timestamp, the scope (`date/service/tc3_request`) and the SHA-256 of the
//!    canonical request.
//! 3. **Signing key**, [`SigningKey`]: derived by three chained HMACs,
//!    `HMAC(HMAC(HMAC("TC3" + secret key, date), service), "tc3_request")`. It is
//!    valid for one UTC day and one service. Derive it once and keep it.
//! 4. **Authorization**, [`Authorization`]: the HMAC of the string to sign under
//!    the signing key, in hexadecimal, together with the secret id, the scope and
//!    the names of the signed headers. This is the value of the header
//!    `Authorization`.
//!
//! [`sign`] runs all four. [`signing_headers`] returns every header to add to a
//! request, for any HTTP library. [`Signer`] prepares what many similar requests
//! have in common. [`sign_with_steps`] returns every step, to show or compare
//! them. The functions here are pure: time is an argument, and nothing is sent.
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
mod block;
mod canonical_request;
mod check;
mod digits;
#[cfg(feature = "call")]
mod header_value;
mod signer;
mod signing_headers;
mod signing_key;
mod steps;
mod string_to_sign;
mod text_writer;
pub mod v1;

pub use self::authorization::{Authorization, Signature};
pub use self::canonical_request::{CanonicalRequest, Payload};
pub use self::signer::Signer;
pub use self::signing_headers::{Header, signing_headers};
pub use self::signing_key::{DerivedKeys, SigningKey};
pub use self::steps::{SigningSteps, Tc3Steps, sign_with_steps};
pub use self::string_to_sign::{Scope, StringToSign};

use core::fmt;

use crate::Timestamp;

/// The name of the algorithm, as in the string to sign and in `Authorization`.
pub const ALGORITHM: &str = "TC3-HMAC-SHA256";

/// Signs a request and returns the value of its `Authorization` header.
///
/// The result depends on the arguments alone.
///
/// # Errors
///
/// [`SignError::KeyOfAnotherDay`] if the key was not derived for the UTC date of
/// `at`, since the server rejects such a signature; the other variants if a part
/// of the request is invalid.
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

/// The error of signing: an argument is invalid. Correct the calling code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignError {
    /// The key was derived for another UTC date than that of the timestamp.
    /// Derive a new one.
    KeyOfAnotherDay,
    /// The method, the query or a signed header has a line break, which would
    /// add lines to the canonical request.
    LineBreak,
    /// The secret id or the service is empty, or has a character that is not
    /// allowed in a credential scope.
    Scope,
    /// The name of a signed header is not a header name or is a duplicate.
    /// `content-type` and `host` are always signed and must not be listed.
    HeaderName,
    /// The buffer is too short for the value.
    ShortBuffer {
        /// Length of the value in bytes.
        needed: usize,
    },
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeyOfAnotherDay => f.write_str("the signing key was derived for another date"),
            Self::LineBreak => f.write_str("a signed part of the request contains a line break"),
            Self::Scope => {
                f.write_str("the secret id or the service is not valid in a credential scope")
            }
            Self::HeaderName => {
                f.write_str("the name of a signed header is not valid or is a duplicate")
            }
            Self::ShortBuffer { needed } => {
                write!(f, "the buffer is too short: the value has {needed} bytes")
            }
        }
    }
}

impl core::error::Error for SignError {}

#[cfg(test)]
mod tests;
