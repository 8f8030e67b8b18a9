//! The decision.

#[cfg(test)]
mod tests;

use tencentcloud_core::{
    Secret, Timestamp,
    sign::{Scope, SigningKey, StringToSign},
};

use crate::{
    AuthorizationFault, Claim, HeaderFault, Key, Keys, Mismatch, Policy, RawRequest, Refusal,
    Services, canonical::CanonicalRequest, host::Host,
};

/// A request whose signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// Whose key signed.
    pub secret_id: String,
    /// The account of that key.
    pub account: String,
    /// The service of the scope: the product, or a label of the host (see [`Services`]).
    pub service: String,
    /// The product that the request goes to, as the caller of [`verify`] said.
    pub product: String,
    /// `X-TC-Timestamp`.
    pub timestamp: Timestamp,
}

/// Verifies a request that carries a `TC3-HMAC-SHA256` signature.
///
/// `now` is the server's time, and `product` tells which product the request
/// goes to, given what its `Authorization` header claims. Only the caller knows
/// that: from its configuration, the host, or the action.
///
/// # What is checked, in this order
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
/// The service does not publish its order.
///
/// # What is signed
///
/// All of this is taken as it arrived: the method, the text after `?`, the
/// headers in the order in which `SignedHeaders` lists them, and the body. The
/// path is always `/` and is not covered. The body of a GET is not covered
/// either: do not read it. Nor is a body announced by
/// `X-TC-Content-SHA256: UNSIGNED-PAYLOAD`.
///
/// Header values are trimmed and lower-cased. A content type with upper-case
/// letters also counts as received, because no SDK lower-cases it; a host with
/// a port also counts without it, because the SDK for Node.js signs the bare
/// name. Whichever form is signed, it is the same request.
pub fn verify(
    request: &RawRequest,
    keys: &dyn Keys,
    now: Timestamp,
    product: &dyn Fn(&Claim<'_>) -> String,
    policy: &Policy,
) -> Result<Verified, Refusal> {
    let claim = claim(request)?;
    let sent = timestamp(request)?;
    let key = keys.key(claim.secret_id).ok_or(Refusal::SecretIdNotFound)?;
    check_token(request, &key)?;
    let timestamp = check_time(sent, now, policy)?;
    let product = product(&claim);
    check_service(request, &claim, &product, policy)?;
    check_signature(request, &claim, &key, timestamp)?;
    Ok(Verified {
        secret_id: claim.secret_id.to_owned(),
        account: key.account,
        service: claim.service.to_owned(),
        product,
        timestamp,
    })
}

/// The parsed `Authorization` header, once it is clear that there is one
/// reading of the request.
fn claim(request: &RawRequest) -> Result<Claim<'_>, Refusal> {
    for name in ["authorization", "x-tc-token", "x-tc-content-sha256"] {
        if request.header_values(name).nth(1).is_some() {
            return Err(AuthorizationFault::RepeatedHeader(name.to_owned()).into());
        }
    }
    // Seen with the SDK for Node.js (its issue 80): a client without keys is
    // told that the parameter `SecretId` is missing.
    let Some(header) = request.header_values("authorization").next() else {
        return Err(Refusal::MissingParameter("SecretId"));
    };
    let text = std::str::from_utf8(header).map_err(|_| AuthorizationFault::UnknownPart)?;
    Ok(Claim::parse(text)?)
}

/// `X-TC-Timestamp`: decimal digits, of any number of seconds.
fn timestamp(request: &RawRequest) -> Result<&str, Refusal> {
    const NAME: &str = "Timestamp";
    match request.header("x-tc-timestamp") {
        Ok(None) => Err(Refusal::MissingParameter(NAME)),
        Ok(Some(text)) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok(text)
        }
        Ok(Some(_)) | Err(HeaderFault::NotText) => Err(Refusal::InvalidParameter(NAME)),
        Err(HeaderFault::Repeated) => Err(Refusal::RepeatedParameter(NAME)),
    }
}

fn check_token(request: &RawRequest, key: &Key) -> Result<(), Refusal> {
    let sent = request.header_values("x-tc-token").next();
    let right = match (sent, &key.token) {
        (None, None) => true,
        (Some(sent), Some(token)) => {
            std::str::from_utf8(sent).is_ok_and(|sent| is_same(&Secret::new(sent), token))
        }
        _ => false,
    };
    right.then_some(()).ok_or(Refusal::TokenFailure)
}

/// Whether two secrets are equal, in constant time: they are if they make the
/// same signature.
fn is_same(one: &Secret, other: &Secret) -> bool {
    let epoch = Timestamp::saturating(0);
    let key = |secret| SigningKey::derive(secret, epoch.date(), "token");
    let (one, other) = (key(one), key(other));
    let text = StringToSign { at: epoch, scope: one.scope(), hashed_request: [0; 32] };
    other.verify(&text, one.sign(&text).as_bytes())
}

fn check_time(sent: &str, now: Timestamp, policy: &Policy) -> Result<Timestamp, Refusal> {
    // A number that is too large to be read is too far away as well.
    sent.parse()
        .ok()
        .and_then(Timestamp::new)
        .filter(|at| at.seconds().abs_diff(now.seconds()) <= policy.window_seconds)
        .ok_or_else(|| Refusal::SignatureExpire { timestamp: sent.to_owned(), now })
}

fn check_service(
    request: &RawRequest,
    claim: &Claim<'_>,
    product: &str,
    policy: &Policy,
) -> Result<(), Refusal> {
    let label_fits = || {
        policy.services == Services::ProductOrHostLabel
            && request.host().is_some_and(|host| Host::new(host).is_first_label(claim.service))
    };
    if claim.service == product || label_fits() {
        return Ok(());
    }
    Err(Refusal::InvalidAuthorization(AuthorizationFault::Service {
        claimed: claim.service.to_owned(),
        product: product.to_owned(),
    }))
}

fn check_signature(
    request: &RawRequest,
    claim: &Claim<'_>,
    key: &Key,
    at: Timestamp,
) -> Result<(), Refusal> {
    let canonical = CanonicalRequest::rebuild(request, claim)?;
    let scope = Scope { date: at.date(), service: claim.service };
    let string_to_sign = |hashed_request| StringToSign { at, scope, hashed_request };
    let signing = SigningKey::derive(&key.secret, scope.date, scope.service);
    // The string to sign has the right date, whatever the scope shows, so a
    // signature made for another day fails by itself. One made for the right
    // day must not pass under a scope that shows another.
    let holds = claim.date == scope.date.to_string()
        && canonical.hashes().any(|hash| signing.verify(&string_to_sign(hash), &claim.signature));
    if holds {
        return Ok(());
    }
    Err(Refusal::SignatureFailure(Box::new(Mismatch {
        canonical_request: canonical.to_string(),
        string_to_sign: string_to_sign(canonical.hash()).to_string(),
    })))
}
