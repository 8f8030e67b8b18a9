//! Verification of a request.

#[cfg(test)]
mod tests;

mod tc3;
mod v1;

use tencentcloud_core::Timestamp;

use crate::{AuthorizationHeader, Key, KeyLookup, Policy, RawRequest, Scheme, VerifyError};

/// A request with a valid signature.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// The signature method: [`Scheme::Tc3`] or [`Scheme::V1`].
    pub scheme: Scheme,
    /// The secret id of the key that signed.
    pub secret_id: String,
    /// The account of that key.
    pub account: String,
    /// The service in the scope: the product, or a label of the host (see
    /// [`Services`](crate::Services)). Signature v1: the first label of the host.
    pub service: String,
    /// The product that the request is sent to, as returned by the argument
    /// `product` of [`verify`]. Signature v1: the same as `service`.
    pub product: String,
    /// The timestamp of the request.
    pub timestamp: Timestamp,
}

/// Verifies the signature of a request of any [`Scheme`].
///
/// `now` is the time of the server. `product` returns the product that the request is
/// sent to, given its `Authorization` header; the caller knows it from its
/// configuration, the host or the action. Signature v1 does not use it.
///
/// # Errors
///
/// The service does not document the order of its checks. These are ours for signature
/// v3, each with its [`VerifyError`]:
///
/// 1. `Authorization` and `X-TC-Timestamp` exist and are valid, and no header that
///    affects verification occurs twice. Without `Authorization` the parameter
///    `SecretId` is missing, as in the error of the service.
/// 2. The secret id is known, and its key is not empty.
/// 3. The token is that of the key. A long-term key has none.
/// 4. The timestamp is within the window, including both ends.
/// 5. The [`Policy`] accepts the service in the scope.
/// 6. Every signed header occurs exactly once.
/// 7. The date of the scope is the UTC date of the timestamp. A wrong date is a
///    [`VerifyError::SignatureFailure`], as in the service.
/// 8. The signature is that of the request.
///
/// Signature v1 has no steps 5 to 7. In step 1, the query or form must consist of pairs
/// with distinct names without `=` and `&`, including `Action`, `Version`, `Timestamp`,
/// `Nonce`, `SecretId` and `Signature`. Before step 8, `Host` must be a host with an
/// optional port. A nonce may be reused: whether the service rejects that is not
/// documented.
///
/// A request with [`Scheme::Skip`] is not signed. The error is [`VerifyError::Skipped`];
/// accept it if the action may be called without a signature.
///
/// # What signature v3 covers
///
/// Method, query string, body, and the headers in the order of `SignedHeaders`, all as
/// received. It does not cover the path, which counts as `/`, the body of a GET, and a
/// body with `X-TC-Content-SHA256: UNSIGNED-PAYLOAD`. Do not use the body of a GET.
///
/// Header values are trimmed and lower-cased. Unless the policy is
/// [`strict`](Policy::strict), the content type may also be signed without lower-casing,
/// as all SDKs do, and the host without its port, as the SDK for Node.js does, or
/// without lower-casing, as the SDK for Python does. All of these are the same request.
///
/// # What signature v1 covers
///
/// Method, host, and all parameters except the signature, decoded (see
/// [`form::decode`](crate::form::decode)), so that different encodings are equal. It does
/// not cover the query of a POST and the body of a GET. `SignatureMethod=HmacSHA256`
/// selects SHA-256, anything else SHA-1. Unless the policy is strict, the host may be
/// signed without its port, and names with `.` for every `_`, as the SDKs for Python and
/// Java do.
///
/// The signed string of v1 is ambiguous because it is not encoded: `A=1&B=2` are the
/// parameters `A` and `B`, or `A` alone with the value `1&B=2`. An attacker on the way
/// can turn one into the other without changing the signature. No server can detect
/// this; signature v3 does not have the problem.
pub fn verify(
    request: &RawRequest,
    keys: &dyn KeyLookup,
    now: Timestamp,
    product: &dyn Fn(&AuthorizationHeader<'_>) -> String,
    policy: &Policy,
) -> Result<Verified, VerifyError> {
    match Scheme::of(request) {
        Scheme::Tc3 => tc3::verify(request, keys, now, product, policy),
        Scheme::V1 => v1::verify(request, keys, now, policy),
        Scheme::Skip => Err(VerifyError::Skipped),
    }
}

/// The key with this id. An empty secret counts as none, since anyone could sign with it.
fn find_key(keys: &dyn KeyLookup, secret_id: &str) -> Result<Key, VerifyError> {
    let key = keys.key(secret_id).filter(|key| !key.secret.expose().is_empty());
    key.ok_or(VerifyError::SecretIdNotFound)
}

/// Compares in constant time. The token may be any bytes.
fn check_token(sent: Option<&[u8]>, key: &Key) -> Result<(), VerifyError> {
    let is_valid = match (sent, &key.token) {
        (None, None) => true,
        (Some(sent), Some(token)) => *token == *sent,
        _ => false,
    };
    is_valid.then_some(()).ok_or(VerifyError::TokenFailure)
}

fn check_time(sent: &str, now: Timestamp, policy: &Policy) -> Result<Timestamp, VerifyError> {
    // A number that is too large to parse is out of the window, too.
    sent.parse()
        .ok()
        .and_then(Timestamp::new)
        .filter(|at| at.seconds().abs_diff(now.seconds()) <= policy.window_seconds)
        .ok_or_else(|| VerifyError::SignatureExpire { timestamp: sent.to_owned(), now })
}

/// Whether it is one or more decimal digits.
fn is_number(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}
