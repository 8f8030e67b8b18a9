//! All four steps with what stays the same done once.

use alloc::vec::Vec;

use super::authorization::put_before_signature;
use super::check::check;
use super::sha256::{Sha256, State};
use super::template::Template;
use super::text::{Buffer, Text, hex};
use super::{CanonicalRequest, Payload, SignError, SigningKey};
use crate::Timestamp;

/// Signs one request after another that differ in body and time only.
///
/// It keeps the hash of the canonical request up to the payload and the header
/// up to the signature, writes into a buffer of the caller and allocates
/// nothing. What it costs beyond the hash itself stands in `docs/benchmarks.md`.
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
    /// After the whole blocks of the canonical request before the payload.
    state: State,
    canonical: Template,
    before_signature: Vec<u8>,
}

impl Signer {
    /// A signer for requests like this one, whatever their body.
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

    /// Bytes of every value that it writes.
    pub fn length(&self) -> usize {
        self.before_signature.len() + 64
    }

    /// Writes the value of `Authorization` to the beginning of `buffer`.
    #[inline]
    pub fn sign_into<'b>(
        &self,
        payload: Payload<'_>,
        at: Timestamp,
        buffer: &'b mut [u8],
    ) -> Result<&'b [u8], SignError> {
        let mut value = Buffer::new(buffer);
        self.put(payload, at, &mut value)?;
        value.finish().map_err(|needed| SignError::ShortBuffer { needed })
    }

    #[inline]
    pub(super) fn put(
        &self,
        payload: Payload<'_>,
        at: Timestamp,
        value: &mut impl Text,
    ) -> Result<(), SignError> {
        if self.key.date() != at.date() {
            return Err(SignError::KeyOfAnotherDay);
        }
        let payload = payload.hash();
        let hashed_request = self.canonical.hash(self.state, &payload, |_| ());
        let signature = self.key.sign_request(at, hashed_request);
        value.put(&self.before_signature);
        value.put(&hex(signature.as_bytes()));
        Ok(())
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
    fn a_buffer_too_short_is_told_what_is_needed() {
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
    fn it_does_not_sign_past_midnight() {
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
