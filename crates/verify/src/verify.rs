//! The decision.

#[cfg(test)]
mod tests;

mod tc3;
mod v1;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tencentcloud_core::Timestamp;

use crate::{AuthorizationHeader, Key, KeyLookup, Policy, RawRequest, Scheme, VerifyError};

/// A request whose signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// How it was signed: [`Scheme::Tc3`] or [`Scheme::V1`].
    pub scheme: Scheme,
    /// Whose key signed.
    pub secret_id: String,
    /// The account of that key.
    pub account: String,
    /// The service that the request names: in its scope the product, or a label
    /// of the host (see [`Services`](crate::Services)). Signature v1 has no
    /// scope; there it is the first label of the host.
    pub service: String,
    /// The product that the request goes to, as the caller of [`verify`] said.
    /// Under signature v1 nobody is asked, and it is the same as `service`.
    pub product: String,
    /// When it was signed, by the client's clock.
    pub timestamp: Timestamp,
}

/// Verifies a request, whatever its [`Scheme`].
///
/// `now` is the server's time, and `product` tells which product the request
/// goes to, given what its `Authorization` header claims. Only the caller knows
/// that: from its configuration, the host, or the action.
///
/// # What is checked under signature v3, in this order
///
/// 1. `Authorization` and `X-TC-Timestamp` are there and well-formed, and no
///    header that decides the verification is there twice. Without
///    `Authorization` the parameter `SecretId` is missing, which is how the
///    service puts it.
/// 2. The secret id is known.
/// 3. The token is the one of this key, and absent if the key has none.
/// 4. The timestamp is within the window, its ends included.
/// 5. The scope names a service that the [`Policy`] accepts.
/// 6. The signed headers are there, each once.
/// 7. The date of the scope is the UTC date of the timestamp. The service
///    answers a wrong date as it does a wrong signature, and so does this.
/// 8. The signature is that of the request.
///
/// Under signature v1 it is the same without 5 to 7; the first step is that the
/// query or form consists of pairs, each name once and without `=` and `&`, and
/// has `Action`, `Version`, `Timestamp`, `Nonce`, `SecretId` and `Signature`.
/// Before the signature, `Host` is a host with or without a port. A nonce may
/// come again: whether the service remembers them is not documented.
///
/// A request that is not signed, [`Scheme::Skip`], is a [`VerifyError::Skipped`]:
/// whoever serves an action that may be called so lets it pass.
///
/// The service does not publish its order.
///
/// # What is signed under signature v3
///
/// All of this is taken as it arrived: the method, the text after `?`, the
/// headers in the order in which `SignedHeaders` lists them, and the body. The
/// path is always `/` and is not covered. The body of a GET is not covered
/// either: do not read it. Nor is a body announced by
/// `X-TC-Content-SHA256: UNSIGNED-PAYLOAD`.
///
/// Header values are trimmed and lower-cased. Unless the policy is
/// [`strict`](Policy::strict), a content type with upper-case letters also
/// counts as received, because no SDK lower-cases it, and a host with a port also
/// counts without it, because the SDK for Node.js signs the bare name. Whichever
/// form is signed, it is the same request.
///
/// # What is signed under signature v1
///
/// Method, host and all parameters but the signature, as they read once decoded
/// (see [`form::decode`](crate::form::decode)), so that it does not matter how
/// they were encoded. The query of a POST and the body of a GET are not
/// covered. `SignatureMethod=HmacSHA256` picks SHA-256, anything else SHA-1.
/// Unless the policy is strict, a host with a port also counts without it, and
/// names also count with `.` for every `_`, because the SDKs for Python and Java
/// sign them so.
///
/// The text that v1 signs is not encoded, so it does not tell where a value ends:
/// `A=1&B=2` is the parameters `A` and `B`, and just as well `A` alone with the
/// value `1&B=2`. Whoever changes a request on its way may fold parameters into
/// the value of the one before, or take such a value apart, and the signature
/// holds. That lies in v1 and no server can tell; signature v3 has no such gap.
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

/// The token as it was sent, which need not be text.
fn check_token(sent: Option<&[u8]>, key: &Key) -> Result<(), VerifyError> {
    let right = match (sent, &key.token) {
        (None, None) => true,
        (Some(sent), Some(token)) => is_same(sent, token.expose().as_bytes()),
        _ => false,
    };
    right.then_some(()).ok_or(VerifyError::TokenFailure)
}

/// Whether two texts are equal. How long it takes tells their lengths and not
/// where they differ: what is compared, in constant time, are their hashes, in
/// the shape of HMACs. The texts are the messages, because as keys two different
/// ones may stand for the same: HMAC fills a short key up with zeros.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mac = |text| {
        <Hmac<Sha256> as KeyInit>::new_from_slice(b"token").map(|mac| mac.chain_update(text))
    };
    match (mac(one), mac(other)) {
        (Ok(one), Ok(other)) => one.verify(&other.finalize().into_bytes()).is_ok(),
        _ => false,
    }
}

fn check_time(sent: &str, now: Timestamp, policy: &Policy) -> Result<Timestamp, VerifyError> {
    // A number that is too large to be read is too far away as well.
    sent.parse()
        .ok()
        .and_then(Timestamp::new)
        .filter(|at| at.seconds().abs_diff(now.seconds()) <= policy.window_seconds)
        .ok_or_else(|| VerifyError::SignatureExpire { timestamp: sent.to_owned(), now })
}

/// Decimal digits, of any number.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
