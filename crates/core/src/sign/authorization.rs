//! Step 4: the header value that carries the signature.

use alloc::vec::Vec;
use core::fmt;

use super::digits::hex;
use super::text_writer::{ByteCounter, FmtWriter, SliceWriter, TextWriter};
use super::{CanonicalRequest, SignError, SigningKey};

/// An HMAC-SHA256 signature. `Display` writes it in lower-case hexadecimal.
///
/// It has no `==`: [`SigningKey::verify`](super::SigningKey::verify) compares in
/// constant time.
#[derive(Debug, Clone, Copy)]
pub struct Signature([u8; 32]);

impl Signature {
    pub(super) fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of the signature.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        FmtWriter::display(f, |writer| writer.put(&hex(&self.0)))
    }
}

/// The value of the `Authorization` header, as `Display`, bytes or in a buffer.
///
/// Mark it as sensitive if your HTTP library supports that: anyone who reads it
/// can send the same request again for five minutes.
#[derive(Debug, Clone, Copy)]
pub struct Authorization<'a> {
    pub(super) secret_id: &'a str,
    pub(super) key: &'a SigningKey,
    pub(super) request: &'a CanonicalRequest<'a>,
    pub(super) signature: Signature,
}

impl Authorization<'_> {
    /// The signature in the value.
    pub fn signature(&self) -> Signature {
        self.signature
    }

    /// Writes the value to the beginning of `buffer` and returns it. Does not
    /// allocate.
    ///
    /// # Errors
    ///
    /// [`SignError::ShortBuffer`] if the value does not fit.
    pub fn write_into<'b>(&self, buffer: &'b mut [u8]) -> Result<&'b [u8], SignError> {
        let mut value = SliceWriter::new(buffer);
        self.put(&mut value);
        value.finish().map_err(|needed| SignError::ShortBuffer { needed })
    }

    #[inline]
    fn put(&self, writer: &mut impl TextWriter) {
        put_before_signature(writer, self.secret_id, self.key, self.request);
        writer.put(&hex(&self.signature.0));
    }
}

/// Writes the value up to the signature: the part that similar requests share.
#[inline]
pub(super) fn put_before_signature(
    writer: &mut impl TextWriter,
    secret_id: &str,
    key: &SigningKey,
    request: &CanonicalRequest<'_>,
) {
    writer.put(b"TC3-HMAC-SHA256 Credential=");
    writer.put(secret_id.as_bytes());
    writer.put(b"/");
    key.put_scope(writer);
    writer.put(b", SignedHeaders=");
    request.put_signed_headers(writer);
    writer.put(b", Signature=");
}

impl fmt::Display for Authorization<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        FmtWriter::display(f, |writer| self.put(writer))
    }
}

impl From<Authorization<'_>> for Vec<u8> {
    /// The value as bytes, in one allocation of the exact size.
    fn from(value: Authorization<'_>) -> Self {
        let mut length = ByteCounter(0);
        value.put(&mut length);
        let mut bytes = Self::with_capacity(length.0);
        value.put(&mut bytes);
        bytes
    }
}
