//! Step 4: the header value that carries the signature.

use alloc::vec::Vec;
use core::fmt;

use super::text::{Buffer, Length, Shown, Text, hex};
use super::{CanonicalRequest, SignError, SigningKey};

/// An HMAC-SHA256 signature; displayed in lower-case hexadecimal.
///
/// Deliberately not comparable with `==`: see [`SigningKey::verify`](super::SigningKey::verify).
#[derive(Debug, Clone, Copy)]
pub struct Signature([u8; 32]);

impl Signature {
    pub(super) fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes themselves.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown::all(f, |text| text.put(&hex(&self.0)))
    }
}

/// The value of the `Authorization` header. Mark it as sensitive where your
/// HTTP library knows such a mark: whoever sees it can send this request again
/// for five minutes.
#[derive(Debug, Clone, Copy)]
pub struct Authorization<'a> {
    pub(super) secret_id: &'a str,
    pub(super) key: &'a SigningKey,
    pub(super) request: &'a CanonicalRequest<'a>,
    pub(super) signature: Signature,
}

impl Authorization<'_> {
    /// The signature within the value.
    pub fn signature(&self) -> Signature {
        self.signature
    }

    /// Writes the value to the beginning of `buffer`; nothing is allocated.
    pub fn write_into<'b>(&self, buffer: &'b mut [u8]) -> Result<&'b [u8], SignError> {
        let mut value = Buffer::new(buffer);
        self.put(&mut value);
        value.finish().map_err(|needed| SignError::ShortBuffer { needed })
    }

    #[inline]
    fn put(&self, text: &mut impl Text) {
        put_before_signature(text, self.secret_id, self.key, self.request);
        text.put(&hex(&self.signature.0));
    }
}

/// All but the signature: what stays the same from one request to the next.
#[inline]
pub(super) fn put_before_signature(
    text: &mut impl Text,
    secret_id: &str,
    key: &SigningKey,
    request: &CanonicalRequest<'_>,
) {
    text.put(b"TC3-HMAC-SHA256 Credential=");
    text.put(secret_id.as_bytes());
    text.put(b"/");
    key.put_scope(text);
    text.put(b", SignedHeaders=");
    request.put_signed_headers(text);
    text.put(b", Signature=");
}

impl fmt::Display for Authorization<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown::all(f, |text| self.put(text))
    }
}

impl From<Authorization<'_>> for Vec<u8> {
    /// The value as bytes, in one allocation of its size.
    fn from(value: Authorization<'_>) -> Self {
        let mut length = Length(0);
        value.put(&mut length);
        let mut bytes = Self::with_capacity(length.0);
        value.put(&mut bytes);
        bytes
    }
}
