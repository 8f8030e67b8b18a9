//! Step 3: the key that signs requests of one day and one service.

use alloc::string::String;
use core::fmt;

use hmac::digest::CtOutput;
use zeroize::zeroize_bytes;

use super::block::hmac::{Hmac, Key, Message};
use super::digits::ten_digits;
use super::string_to_sign::Layout;
use super::text_writer::TextWriter;
use super::{Scope, Signature, StringToSign};
use crate::{Date, Secret, Timestamp};

/// The signing key: `HMAC(HMAC(HMAC("TC3" + secret, date), service), "tc3_request")`.
///
/// Deriving it costs more than a signature. Derive it once per day and service
/// and keep it. It holds the hash states of the HMAC instead of the key, and is
/// zeroized on drop.
#[derive(Clone)]
pub struct SigningKey {
    date: Date,
    service: String,
    hmac: Hmac,
    /// The prepared string to sign. `None` if the service is too long.
    layout: Option<Layout>,
}

/// The intermediate keys of the derivation. Use them to check an implementation
/// step by step.
///
/// They are as sensitive as the secret key, and are zeroized on drop.
pub struct DerivedKeys {
    /// The key for the date.
    pub date: [u8; 32],
    /// The key for date and service.
    pub service: [u8; 32],
    /// The signing key.
    pub signing: [u8; 32],
}

impl DerivedKeys {
    /// Derives the keys with three HMACs.
    pub fn derive(secret: &Secret, date: Date, service: &str) -> Self {
        // All messages are laid out before the first is hashed, so that the block
        // function does not stall on bytes that were just written.
        let key = Key::of_pieces(b"TC3", secret.expose().as_bytes());
        let date = date.to_ascii();
        let date = Message::new(&date);
        let service = Message::new(service.as_bytes());
        let request = Message::new(b"tc3_request");
        let date = Hmac::new(&key).code(&date);
        let service = Hmac::new(&Key::new(&date)).code(&service);
        let signing = Hmac::new(&Key::new(&service)).code(&request);
        Self { date, service, signing }
    }
}

impl Drop for DerivedKeys {
    fn drop(&mut self) {
        for key in [&mut self.date, &mut self.service, &mut self.signing] {
            zeroize_bytes(key);
        }
    }
}

impl fmt::Debug for DerivedKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DerivedKeys([redacted])")
    }
}

impl SigningKey {
    /// Derives the key for requests to `service` on a UTC `date`.
    pub fn derive(secret: &Secret, date: Date, service: impl Into<String>) -> Self {
        let service = service.into();
        let keys = DerivedKeys::derive(secret, date, &service);
        let layout = Layout::new(Scope { date, service: &service });
        Self { date, service, hmac: Hmac::new(&Key::new(&keys.signing)), layout }
    }

    /// The UTC date that the key is valid for.
    pub fn date(&self) -> Date {
        self.date
    }

    /// The service that the key is valid for.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The credential scope of the key.
    pub fn scope(&self) -> Scope<'_> {
        Scope { date: self.date, service: &self.service }
    }

    /// Writes the scope. The layout has it as one string.
    #[inline]
    pub(super) fn put_scope(&self, writer: &mut impl TextWriter) {
        match &self.layout {
            Some(layout) => writer.put(layout.scope()),
            None => self.scope().put(writer),
        }
    }

    /// Signs a string to sign.
    #[inline]
    pub fn sign(&self, string_to_sign: &StringToSign<'_>) -> Signature {
        Signature::new(self.hmac.code_of(|hash| string_to_sign.put(hash)))
    }

    /// Signs a canonical request in the scope of this key.
    #[inline]
    pub(super) fn sign_request(&self, at: Timestamp, hashed_request: [u8; 32]) -> Signature {
        match (&self.layout, ten_digits(at.seconds())) {
            (Some(layout), Some(digits)) => {
                Signature::new(self.hmac.code_from(|pad| layout.hash(pad, digits, &hashed_request)))
            }
            _ => self.sign(&StringToSign { at, scope: self.scope(), hashed_request }),
        }
    }

    /// Whether `signature` is that of this key for this string. Compares in
    /// constant time.
    pub fn verify(&self, string_to_sign: &StringToSign<'_>, signature: &[u8; 32]) -> bool {
        let output = |bytes: &[u8; 32]| CtOutput::<hmac::Hmac<sha2::Sha256>>::new((*bytes).into());
        output(self.sign(string_to_sign).as_bytes()) == output(signature)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, [redacted])", self.scope())
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    #[test]
    fn debug_shows_the_scope_and_redacts_the_key() {
        let date = Timestamp::new(1_700_000_000).unwrap().date();
        let key = SigningKey::derive(&Secret::new("canary"), date, "ecm");
        assert_eq!(format!("{key:?}"), "SigningKey(2023-11-14/ecm/tc3_request, [redacted])");
    }

    #[test]
    fn prepared_layout_and_string_have_the_same_signature() {
        let long = "s".repeat(200);
        for service in ["ecm", "s", "", &long] {
            for seconds in
                [0, 999_999_999, 1_000_000_000, 1_700_000_000, 9_999_999_999, 10_000_000_000]
            {
                let at = Timestamp::new(seconds).unwrap();
                let key = SigningKey::derive(&Secret::new("k"), at.date(), service);
                assert_eq!(key.service(), service);
                let string_to_sign =
                    StringToSign { at, scope: key.scope(), hashed_request: [7; 32] };
                assert_eq!(
                    key.sign_request(at, [7; 32]).as_bytes(),
                    key.sign(&string_to_sign).as_bytes()
                );
            }
        }
    }

    #[test]
    fn verify_rejects_a_changed_signature() {
        let at = Timestamp::new(1_700_000_000).unwrap();
        let key = SigningKey::derive(&Secret::new("k"), at.date(), "ecm");
        let string_to_sign = StringToSign { at, scope: key.scope(), hashed_request: [7; 32] };
        let mut bytes = *key.sign(&string_to_sign).as_bytes();
        assert!(key.verify(&string_to_sign, &bytes));
        bytes[31] ^= 1;
        assert!(!key.verify(&string_to_sign, &bytes));
    }
}
