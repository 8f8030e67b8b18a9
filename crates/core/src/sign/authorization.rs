//! Step 4: the header value that carries the signature.

use alloc::string::String;
use core::fmt;

use super::text::{Hex, Shown, Text};
use super::{ALGORITHM, CanonicalRequest, Scope};

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
        f.write_str(Hex::new(&self.0).as_str())
    }
}

/// The value of the `Authorization` header. Mark it as sensitive where your
/// HTTP library knows such a mark: whoever sees it can send this request again
/// for five minutes.
#[derive(Debug, Clone, Copy)]
pub struct Authorization<'a> {
    pub(super) secret_id: &'a str,
    pub(super) scope: Scope<'a>,
    pub(super) request: &'a CanonicalRequest<'a>,
    pub(super) signature: Signature,
}

impl Authorization<'_> {
    /// The signature within the value.
    pub fn signature(&self) -> Signature {
        self.signature
    }

    fn put(&self, text: &mut impl Text) {
        put_before_signature(text, self.secret_id, self.scope, self.request);
        text.put(Hex::new(&self.signature.0).as_str());
    }
}

/// All but the signature: what stays the same from one request to the next.
pub(super) fn put_before_signature(
    text: &mut impl Text,
    secret_id: &str,
    scope: Scope<'_>,
    request: &CanonicalRequest<'_>,
) {
    for piece in [ALGORITHM, " Credential=", secret_id, "/"] {
        text.put(piece);
    }
    scope.put(text);
    text.put(", SignedHeaders=");
    request.put_signed_headers(text);
    text.put(", Signature=");
}

impl fmt::Display for Authorization<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = Shown(f, Ok(()));
        self.put(&mut shown);
        shown.1
    }
}

impl From<Authorization<'_>> for String {
    /// The value as text, in one allocation.
    fn from(value: Authorization<'_>) -> Self {
        let mut text = Self::with_capacity(256);
        value.put(&mut text);
        text
    }
}
