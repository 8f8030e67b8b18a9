//! Signature v3, `TC3-HMAC-SHA256`.

use tencentcloud_core::{Timestamp, sign::DerivedKeys};

use super::{Verified, check_time, check_token, is_number};
use crate::{
    AuthorizationFault, AuthorizationHeader, HeaderFault, Key, KeyLookup, Mismatch, Policy,
    RawRequest, Scheme, Services, VerifyError, canonical::CanonicalRequest, host::Host,
    string_to_sign::StringToSign,
};

pub(super) fn verify(
    request: &RawRequest,
    keys: &dyn KeyLookup,
    now: Timestamp,
    product: &dyn Fn(&AuthorizationHeader<'_>) -> String,
    policy: &Policy,
) -> Result<Verified, VerifyError> {
    let claim = claim(request)?;
    let sent = timestamp(request)?;
    let key = keys.key(claim.secret_id).ok_or(VerifyError::SecretIdNotFound)?;
    check_token(request.header_values("x-tc-token").next(), &key)?;
    let timestamp = check_time(sent, now, policy)?;
    let product = product(&claim);
    check_service(request, &claim, &product, policy)?;
    check_signature(request, &claim, &key, timestamp, policy)?;
    Ok(Verified {
        scheme: Scheme::Tc3,
        secret_id: claim.secret_id.to_owned(),
        account: key.account,
        service: claim.service.to_owned(),
        product,
        timestamp,
    })
}

/// The parsed `Authorization` header, once it is clear that there is one
/// reading of the request.
fn claim(request: &RawRequest) -> Result<AuthorizationHeader<'_>, VerifyError> {
    for name in ["authorization", "x-tc-token", "x-tc-content-sha256"] {
        if request.header_values(name).nth(1).is_some() {
            return Err(AuthorizationFault::RepeatedHeader(name.to_owned()).into());
        }
    }
    // Seen with the SDK for Node.js (its issue 80): a client without keys is
    // told that the parameter `SecretId` is missing.
    let Some(header) = request.header_values("authorization").next() else {
        return Err(VerifyError::MissingParameter("SecretId"));
    };
    let text = std::str::from_utf8(header).map_err(|_| AuthorizationFault::UnknownPart)?;
    Ok(AuthorizationHeader::parse(text)?)
}

/// `X-TC-Timestamp`: decimal digits, of any number of seconds, in the one way to
/// write them. What is signed has the number, and should be what was sent.
fn timestamp(request: &RawRequest) -> Result<&str, VerifyError> {
    const NAME: &str = "Timestamp";
    match request.header("x-tc-timestamp") {
        Ok(None) => Err(VerifyError::MissingParameter(NAME)),
        Ok(Some(text)) if is_number(text) && (text == "0" || !text.starts_with('0')) => Ok(text),
        Ok(Some(_)) | Err(HeaderFault::NotText) => Err(VerifyError::InvalidParameter(NAME)),
        Err(HeaderFault::Repeated) => Err(VerifyError::RepeatedParameter(NAME.to_owned())),
    }
}

fn check_service(
    request: &RawRequest,
    claim: &AuthorizationHeader<'_>,
    product: &str,
    policy: &Policy,
) -> Result<(), VerifyError> {
    let label_fits = || {
        policy.services == Services::ProductOrHostLabel
            && request.host().is_some_and(|host| Host::new(host).is_first_label(claim.service))
    };
    if claim.service == product || label_fits() {
        return Ok(());
    }
    Err(VerifyError::InvalidAuthorization(AuthorizationFault::Service {
        claimed: claim.service.to_owned(),
        product: product.to_owned(),
    }))
}

fn check_signature(
    request: &RawRequest,
    claim: &AuthorizationHeader<'_>,
    key: &Key,
    at: Timestamp,
    policy: &Policy,
) -> Result<(), VerifyError> {
    let canonical = CanonicalRequest::rebuild(request, claim)?;
    let string_to_sign = |hash| StringToSign { at, service: claim.service, hashed_request: hash };
    let keys = DerivedKeys::derive(&key.secret, at.date(), claim.service);
    // The string to sign has the right date, whatever the scope shows, so a
    // signature made for another day fails by itself. One made for the right
    // day must not pass under a scope that shows another.
    let holds = claim.date == at.date().to_string()
        && canonical
            .hashes(policy.forms)
            .any(|hash| string_to_sign(hash).is_signed(&keys.signing, &claim.signature));
    if holds {
        return Ok(());
    }
    Err(VerifyError::SignatureFailure(Box::new(Mismatch {
        canonical_request: Some(canonical.to_string()),
        string_to_sign: string_to_sign(canonical.hash()).to_string(),
    })))
}
