//! Step 3: the secret, bound to one day and one service.

use alloc::string::String;
use core::fmt;

use hmac::digest::CtOutput;
use zeroize::zeroize_bytes;

use super::hmac::{Hmac, Key, Message};
use super::string_to_sign::Layout;
use super::text::{Text, ten_digits};
use super::{Scope, Signature, StringToSign};
use crate::{Date, Secret, Timestamp};

/// The key that signs: `HMAC(HMAC(HMAC("TC3" + secret, date), service), "tc3_request")`.
///
/// Deriving it costs more than a signature, so it is made once for a day and a
/// service and kept; what is kept is the HMAC with its key already absorbed.
/// Wiped when dropped.
#[derive(Clone)]
pub struct SigningKey {
    date: Date,
    service: String,
    hmac: Hmac,
    /// The string to sign, if the service's name is not too long for it.
    layout: Option<Layout>,
}

/// The keys on the way from the secret to the signing key, for those who check
/// an implementation step by step. As secret as the secret itself; wiped when
/// dropped.
pub struct DerivedKeys {
    /// Bound to the date.
    pub date: [u8; 32],
    /// Bound to date and service.
    pub service: [u8; 32],
    /// The signing key.
    pub signing: [u8; 32],
}

impl DerivedKeys {
    /// The chain of three HMACs.
    pub fn derive(secret: &Secret, date: Date, service: &str) -> Self {
        // What is hashed is laid out before anything is: the processor has it
        // ready then, and does not wait between one HMAC and the next.
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
    /// Derives the key for requests to `service` on the UTC `date`.
    pub fn derive(secret: &Secret, date: Date, service: impl Into<String>) -> Self {
        let service = service.into();
        let keys = DerivedKeys::derive(secret, date, &service);
        let layout = Layout::new(Scope { date, service: &service });
        Self { date, service, hmac: Hmac::new(&Key::new(&keys.signing)), layout }
    }

    /// The UTC date that this key can sign on.
    pub fn date(&self) -> Date {
        self.date
    }

    /// The service that this key can sign for.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// Date and service, as they stand in the credential scope.
    pub fn scope(&self) -> Scope<'_> {
        Scope { date: self.date, service: &self.service }
    }

    /// Puts the scope, which the layout has as a whole.
    #[inline]
    pub(super) fn put_scope(&self, text: &mut impl Text) {
        match &self.layout {
            Some(layout) => text.put(layout.scope()),
            None => self.scope().put(text),
        }
    }

    /// Signs a string to sign.
    #[inline]
    pub fn sign(&self, text: &StringToSign<'_>) -> Signature {
        Signature::new(self.hmac.code_of(|hash| text.put(hash)))
    }

    /// Signs the string to sign of a request in this key's own scope.
    #[inline]
    pub(super) fn sign_request(&self, at: Timestamp, hashed_request: [u8; 32]) -> Signature {
        match (&self.layout, ten_digits(at.seconds())) {
            (Some(layout), Some(digits)) => {
                Signature::new(self.hmac.code_from(|pad| layout.hash(pad, digits, &hashed_request)))
            }
            _ => self.sign(&StringToSign { at, scope: self.scope(), hashed_request }),
        }
    }

    /// Whether `signature` is this key's for `text`, in constant time: how
    /// long it takes tells nothing about where the two differ.
    pub fn verify(&self, text: &StringToSign<'_>, signature: &[u8; 32]) -> bool {
        let output = |bytes: &[u8; 32]| CtOutput::<hmac::Hmac<sha2::Sha256>>::new((*bytes).into());
        output(self.sign(text).as_bytes()) == output(signature)
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
    fn debug_shows_the_scope_and_no_key() {
        let date = Timestamp::new(1_700_000_000).unwrap().date();
        let key = SigningKey::derive(&Secret::new("canary"), date, "ecm");
        assert_eq!(format!("{key:?}"), "SigningKey(2023-11-14/ecm/tc3_request, [redacted])");
    }

    #[test]
    fn a_layout_signs_what_the_text_is() {
        let long = "s".repeat(200);
        for service in ["ecm", "s", "", &long] {
            for seconds in
                [0, 999_999_999, 1_000_000_000, 1_700_000_000, 9_999_999_999, 10_000_000_000]
            {
                let at = Timestamp::new(seconds).unwrap();
                let key = SigningKey::derive(&Secret::new("k"), at.date(), service);
                assert_eq!(key.service(), service);
                let text = StringToSign { at, scope: key.scope(), hashed_request: [7; 32] };
                assert_eq!(key.sign_request(at, [7; 32]).as_bytes(), key.sign(&text).as_bytes());
            }
        }
    }

    #[test]
    fn verify_accepts_its_own_signature_and_no_other() {
        let at = Timestamp::new(1_700_000_000).unwrap();
        let key = SigningKey::derive(&Secret::new("k"), at.date(), "ecm");
        let text = StringToSign { at, scope: key.scope(), hashed_request: [7; 32] };
        let mut bytes = *key.sign(&text).as_bytes();
        assert!(key.verify(&text, &bytes));
        bytes[31] ^= 1;
        assert!(!key.verify(&text, &bytes));
    }
}
