//! The steps of a signature as data, to show or to compare them.

use alloc::string::{String, ToString};
use core::fmt;

use super::digits::hex;
use super::v1::V1Steps;
use super::{
    Authorization, CanonicalRequest, DerivedKeys, Payload, Scope, SignError, Signature, SigningKey,
    StringToSign, sign,
};
use crate::{Date, Secret, Timestamp};

/// The steps of the signature of a request, whatever its method.
///
/// `Request::to_http_with_steps` returns them with the request that carries the
/// signature. `Debug` shows the scope only: the texts may contain secrets.
#[derive(Debug)]
#[non_exhaustive]
pub enum SigningSteps {
    /// Signed with `TC3-HMAC-SHA256`.
    Tc3(Tc3Steps),
    /// Signed with `HmacSHA1` or `HmacSHA256`.
    V1(V1Steps),
    /// Not signed: the request says `Authorization: SKIP`.
    Skip,
}

/// The steps of a TC3 signature; [`sign_with_steps`] makes them.
///
/// They are as the service computes them: compare them with those of another
/// implementation to find the first that differs. For showing how a signature comes
/// about; [`sign`] is many times faster.
pub struct Tc3Steps {
    /// Step 1: the canonical request, whose bytes are hashed. The query of a GET, a
    /// signed header or the name of a member may be confidential.
    pub canonical_request: String,
    /// Whether the signature covers the body. If not, the last line of the canonical
    /// request is the SHA-256 of the words `UNSIGNED-PAYLOAD`.
    pub covers_payload: bool,
    /// The SHA-256 of the canonical request, in lower-case hexadecimal.
    pub hashed_request: String,
    /// The time of the signature.
    pub at: Timestamp,
    /// The UTC date in the credential scope.
    pub date: Date,
    /// The service in the credential scope.
    pub service: String,
    /// Step 2: the string to sign.
    pub string_to_sign: String,
    /// Step 3, which nobody reads by chance.
    keys: DerivedKeys,
    /// Step 4: the HMAC of the string to sign under the signing key.
    pub signature: Signature,
    /// The value of the header `Authorization`.
    pub authorization: String,
}

/// Signs a request like [`sign`], and returns every step of the signature.
///
/// ```
/// use tencentcloud_core::sign::{CanonicalRequest, Payload, sign_with_steps};
/// use tencentcloud_core::{Secret, Timestamp};
///
/// let request = CanonicalRequest {
///     method: "POST",
///     query: "",
///     content_type: "application/json",
///     host: "ecm.tencentcloudapi.com",
///     signed_headers: &[],
///     payload: Payload::Signed(b"{}"),
/// };
/// let key = Secret::new("test-secret-key-000001");
/// let at = Timestamp::new(1_700_000_000).unwrap();
/// let steps = sign_with_steps(&request, "test-secret-id-000001", &key, "ecm", at)?;
/// assert_eq!(steps.scope().to_string(), "2023-11-14/ecm/tc3_request");
/// assert!(steps.string_to_sign.ends_with(&steps.hashed_request));
/// assert!(steps.authorization.ends_with(&steps.signature.to_string()));
/// # Ok::<(), tencentcloud_core::sign::SignError>(())
/// ```
///
/// # Errors
///
/// As [`sign`]; never [`SignError::KeyOfAnotherDay`], since the key is derived here.
pub fn sign_with_steps(
    request: &CanonicalRequest<'_>,
    secret_id: &str,
    secret_key: &Secret,
    service: &str,
    at: Timestamp,
) -> Result<Tc3Steps, SignError> {
    let key = SigningKey::derive(secret_key, at.date(), service);
    let authorization = sign(request, secret_id, &key, at)?;
    Ok(Tc3Steps::of(&authorization, secret_key, at))
}

impl Tc3Steps {
    /// The steps that led to this value, made of this key at this time.
    pub(crate) fn of(authorization: &Authorization<'_>, key: &Secret, at: Timestamp) -> Self {
        let Authorization { request, key: signing_key, signature, .. } = *authorization;
        let scope = signing_key.scope();
        let hashed_request = request.hash();
        Self {
            canonical_request: request.to_string(),
            covers_payload: request.payload != Payload::Unsigned,
            hashed_request: String::from_utf8_lossy(&hex(&hashed_request)).into_owned(),
            at,
            date: scope.date,
            service: scope.service.into(),
            string_to_sign: StringToSign { at, scope, hashed_request }.to_string(),
            keys: DerivedKeys::derive(key, scope.date, scope.service),
            signature,
            authorization: authorization.to_string(),
        }
    }

    /// The credential scope.
    pub fn scope(&self) -> Scope<'_> {
        Scope { date: self.date, service: &self.service }
    }

    /// Step 3: the keys for date, service and signing. Do not log or print them: who
    /// has the last one can sign for the rest of the day.
    pub fn expose_keys(&self) -> &DerivedKeys {
        &self.keys
    }
}

impl fmt::Debug for Tc3Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tc3Steps({}, [redacted])", self.scope())
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    const AT: Timestamp = Timestamp::saturating(1_700_000_000);

    fn steps(payload: Payload<'_>) -> Tc3Steps {
        let request = CanonicalRequest {
            method: "GET",
            query: "Password=canary-input",
            content_type: "application/x-www-form-urlencoded",
            host: "ecm.tencentcloudapi.com",
            signed_headers: &[("X-TC-Token", "canary-token")],
            payload,
        };
        sign_with_steps(&request, "id", &Secret::new("canary-key"), "ecm", AT).unwrap()
    }

    #[test]
    fn debug_shows_the_scope_only() {
        let shown = format!("{:?}", SigningSteps::Tc3(steps(Payload::Signed(b""))));
        assert_eq!(shown, "Tc3(Tc3Steps(2023-11-14/ecm/tc3_request, [redacted]))");
    }

    #[test]
    fn unsigned_payload_is_hashed_as_words() {
        let (signed, unsigned) = (steps(Payload::Signed(b"")), steps(Payload::Unsigned));
        assert!(signed.covers_payload && !unsigned.covers_payload);
        let hash = |steps: &Tc3Steps| steps.canonical_request.lines().last().unwrap().to_string();
        assert_eq!(
            [hash(&signed), hash(&unsigned)],
            [
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "438d4109ef0d676b8c2c7ed13cdfcb418e494d53b843d4634ce3b1085f07bb96",
            ]
        );
    }

    #[test]
    fn request_that_cannot_be_signed_has_no_steps() {
        let request = CanonicalRequest {
            method: "POST",
            query: "",
            content_type: "application/json",
            host: "h\nx-tc-action:a",
            signed_headers: &[],
            payload: Payload::Unsigned,
        };
        let key = Secret::new("k");
        let failed = |id, service| sign_with_steps(&request, id, &key, service, AT).map(|_| ());
        assert_eq!(failed("id", "ecm"), Err(SignError::LineBreak));
        assert_eq!(failed("i/d", "ecm"), Err(SignError::Scope));
    }
}
