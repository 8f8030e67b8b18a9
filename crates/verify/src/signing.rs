//! The ways to sign a request: the right one, in the forms of the official clients, and
//! any other.
//!
//! All steps are data. The verifier compares with the forms of the right signing; a
//! diagnosis changes one step at a time.

mod tc3;
pub(crate) mod tc3_forms;
mod tc3_shown;
mod v1;
pub(crate) mod v1_forms;

pub(crate) use self::{
    tc3::{Bytes, Canonical, Hash, KeyChain, Lines, RequestLine, Signing, Step, ToSign},
    tc3_forms::{UNSIGNED, payload},
    v1::{SigningV1, base64},
};

/// The texts that are signed. What may be a key or token is redacted: values of headers
/// and parameters whose names suggest it, such as `SecretKey` or `X-TC-Token`, and words
/// that look like one (see [`redact::words`](crate::redact::words)) in any part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedTexts {
    /// Signature v3: the canonical request. Bytes that are not UTF-8 are replaced.
    /// Signature v1 has none.
    pub canonical_request: Option<String>,
    /// The string to sign. Signature v3: with the hash of the canonical request before
    /// redaction. Signature v1: all parameters.
    pub string_to_sign: String,
}

/// Compares in constant time: the signature of a variant may be the right one of
/// another request.
pub(crate) fn same_bytes(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).fold(0, |differs, (one, other)| differs | (one ^ other)) == 0
}
