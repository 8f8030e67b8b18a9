//! A signer for many similar requests.

use alloc::vec::Vec;

use super::authorization::put_before_signature;
use super::block::sha256::{Sha256, State};
use super::block::template::Template;
use super::check::check;
use super::digits::hex;
use super::text_writer::{SliceWriter, TextWriter};
use super::{CanonicalRequest, Payload, SignError, SigningKey};
use crate::Timestamp;

/// A signer for requests that differ only in body and time.
///
/// Use it when signing speed matters, as in a load generator. It hashes the
/// canonical request up to the payload once, writes into a buffer of the caller
/// and does not allocate. `docs/benchmarks.md` compares it with [`sign`](super::sign).
///
/// ```
/// use tencentcloud_core::sign::{CanonicalRequest, Payload, Signer, SigningKey, sign};
/// use tencentcloud_core::{Secret, Timestamp};
///
/// let at = Timestamp::new(1_700_000_000).unwrap();
/// let key = SigningKey::derive(&Secret::new("test-secret-key-000001"), at.date(), "ecm");
/// let request = CanonicalRequest {
///     method: "POST",
///     query: "",
///     content_type: "application/json",
///     host: "ecm.tencentcloudapi.com",
///     signed_headers: &[],
///     payload: Payload::Signed(b"{}"),
/// };
///
/// let signer = Signer::new(&request, "test-secret-id-000001", key.clone())?;
/// let mut buffer = [0; 512];
/// let value = signer.sign_into(Payload::Signed(b"{}"), at, &mut buffer)?;
/// assert_eq!(value, sign(&request, "test-secret-id-000001", &key, at)?.to_string().as_bytes());
/// # Ok::<(), tencentcloud_core::sign::SignError>(())
/// ```
#[derive(Clone)]
pub struct Signer {
    key: SigningKey,
    /// The hash state after the whole blocks of the canonical request before the
    /// payload.
    state: State,
    canonical: Template,
    before_signature: Vec<u8>,
}

impl Signer {
    /// A signer for requests like this one, with any body. Fails like
    /// [`sign`](super::sign).
    pub fn new(
        like: &CanonicalRequest<'_>,
        secret_id: &str,
        key: SigningKey,
    ) -> Result<Self, SignError> {
        check(like, secret_id, &key)?;
        let mut before_payload = Sha256::new();
        if like.put_before_payload(&mut before_payload) {
            return Err(SignError::LineBreak);
        }
        let (state, canonical) = Template::of_rest(before_payload);
        let mut before_signature = Vec::new();
        put_before_signature(&mut before_signature, secret_id, &key, like);
        Ok(Self { key, state, canonical, before_signature })
    }

    /// The length of every value in bytes.
    pub fn length(&self) -> usize {
        self.before_signature.len() + 64
    }

    /// Signs a request, and writes the value of `Authorization` to the beginning of
    /// `buffer`.
    ///
    /// # Errors
    ///
    /// [`SignError::KeyOfAnotherDay`] if `at` is not on the UTC date of the key, and
    /// [`SignError::ShortBuffer`] if the value does not fit.
    #[inline]
    pub fn sign_into<'b>(
        &self,
        payload: Payload<'_>,
        at: Timestamp,
        buffer: &'b mut [u8],
    ) -> Result<&'b [u8], SignError> {
        if self.key.date() != at.date() {
            return Err(SignError::KeyOfAnotherDay);
        }
        let payload = payload.hash();
        let hashed_request = self.canonical.hash(self.state, &payload, |_| ());
        let signature = self.key.sign_request(at, hashed_request);
        let mut value = SliceWriter::new(buffer);
        value.put(&self.before_signature);
        value.put(&hex(signature.as_bytes()));
        value.finish().map_err(|needed| SignError::ShortBuffer { needed })
    }
}

impl core::fmt::Debug for Signer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Signer").field("key", &self.key).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Secret;

    fn signer(at: Timestamp) -> Signer {
        let key = SigningKey::derive(&Secret::new("k"), at.date(), "ecm");
        let request = CanonicalRequest {
            method: "POST",
            query: "",
            content_type: "application/json",
            host: "ecm.tencentcloudapi.com",
            signed_headers: &[("X-TC-Action", "ImportImage")],
            payload: Payload::Unsigned,
        };
        Signer::new(&request, "id", key).unwrap()
    }

    #[test]
    fn error_has_the_needed_length_when_the_buffer_is_short() {
        let at = Timestamp::new(1_700_000_000).unwrap();
        let signer = signer(at);
        let mut buffer = [0; 256];
        let needed = signer.length();
        let payload = Payload::Signed(b"{}");
        let whole = signer.sign_into(payload, at, &mut buffer[..needed]).unwrap().to_vec();
        assert_eq!(whole.len(), needed);
        assert_eq!(
            signer.sign_into(payload, at, &mut buffer[..needed - 1]),
            Err(SignError::ShortBuffer { needed })
        );
    }

    #[test]
    fn signing_fails_after_midnight() {
        let at = Timestamp::new(86_399).unwrap();
        let late = Timestamp::new(86_400).unwrap();
        let mut buffer = [0; 256];
        assert!(signer(at).sign_into(Payload::Unsigned, at, &mut buffer).is_ok());
        assert_eq!(
            signer(at).sign_into(Payload::Unsigned, late, &mut buffer),
            Err(SignError::KeyOfAnotherDay)
        );
    }
}
