//! Secret strings.

use alloc::string::String;
use alloc::sync::Arc;
use core::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// A secret key or token.
///
/// `Debug` and `Display` redact it, and it has no serde implementation. Clones
/// share one string, which is zeroized when the last of them is dropped. `==`
/// compares in constant time.
///
/// ```
/// use tencentcloud_core::Secret;
///
/// let key = Secret::new("test-secret-key-000001");
/// assert_eq!(format!("{key:?} {key}"), "[redacted] [redacted]");
/// ```
#[derive(Clone)]
pub struct Secret(Arc<Zeroizing<String>>);

impl Secret {
    /// A secret with this value, which is not checked.
    pub fn new(value: impl Into<String>) -> Self {
        Self(Arc::new(Zeroizing::new(value.into())))
    }

    /// The value. Do not log or print it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        // Clones are equal without looking at the value.
        Arc::ptr_eq(&self.0, &other.0) || *self == *other.expose().as_bytes()
    }
}

impl Eq for Secret {}

/// Compares the bytes of a received value in constant time.
impl PartialEq<[u8]> for Secret {
    fn eq(&self, other: &[u8]) -> bool {
        // `Mac::verify` compares in constant time. The values are the messages
        // and not the keys, since HMAC pads short keys with zeros: `a` and `a\0`
        // are the same key.
        let mac = |message| {
            <Hmac<Sha256> as KeyInit>::new_from_slice(b"compare")
                .map(|mac| mac.chain_update(message))
        };
        match (mac(self.expose().as_bytes()), mac(other)) {
            (Ok(this), Ok(other)) => this.verify(&other.finalize().into_bytes()).is_ok(),
            _ => false,
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use sha2::Digest;

    use super::*;

    /// The pairs with zeros and with a hash are equal as HMAC keys.
    #[test]
    fn secrets_are_equal_only_when_their_bytes_are() {
        let secret = Secret::new("t");
        assert!(secret == secret.clone() && secret == Secret::new("t") && secret == b"t"[..]);
        for other in ["", "t\0", "T", "tt", "u"] {
            assert!(secret != Secret::new(other) && secret != *other.as_bytes(), "{other:?}");
            assert!(Secret::new(other) != secret && Secret::new(other) == *other.as_bytes());
        }
        assert!(Secret::new("") != b"\0"[..] && Secret::new("\u{7f}") != b"\xff"[..]);
        let long = "x".repeat(65);
        assert!(Secret::new(&*long) != Sha256::digest(&long)[..]);
    }
}
