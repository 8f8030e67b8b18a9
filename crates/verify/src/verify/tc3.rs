//! Signature v3, `TC3-HMAC-SHA256`.

use tencentcloud_core::Timestamp;

use super::{Verified, check_time, check_token, find_key, is_number};
use crate::{
    AuthorizationFault, AuthorizationHeader, HeaderFault, Key, KeyLookup, Policy, RawRequest,
    Scheme, Services, VerifyError,
    host::Host,
    signing::{Signing, same_bytes, tc3_forms},
};

pub(super) fn verify(
    request: &RawRequest,
    keys: &dyn KeyLookup,
    now: Timestamp,
    product: &dyn Fn(&AuthorizationHeader<'_>) -> String,
    policy: &Policy,
) -> Result<Verified, VerifyError> {
    let authorization = authorization(request)?;
    let sent = timestamp(request)?;
    let key = find_key(keys, authorization.secret_id)?;
    check_token(request.header_values("x-tc-token").next(), &key)?;
    let timestamp = check_time(sent, now, policy)?;
    let product = product(&authorization);
    check_service(request, &authorization, &product, policy)?;
    check_signature(request, &authorization, &key, timestamp, policy)?;
    Ok(Verified {
        scheme: Scheme::Tc3,
        secret_id: authorization.secret_id.to_owned(),
        account: key.account,
        service: authorization.service.to_owned(),
        product,
        timestamp,
    })
}

/// Parses the `Authorization` header, after checking that no header that affects
/// verification occurs twice.
fn authorization(request: &RawRequest) -> Result<AuthorizationHeader<'_>, VerifyError> {
    for name in ["authorization", "x-tc-token", "x-tc-content-sha256"] {
        if request.header_values(name).nth(1).is_some() {
            return Err(AuthorizationFault::RepeatedHeader(name.to_owned()).into());
        }
    }
    // The service reports a missing parameter `SecretId` here; see issue 80 of the SDK
    // for Node.js.
    let Some(header) = request.header_values("authorization").next() else {
        return Err(VerifyError::MissingParameter("SecretId"));
    };
    let header = std::str::from_utf8(header).map_err(|_| AuthorizationFault::UnknownPart)?;
    Ok(AuthorizationHeader::parse(header)?)
}

/// `X-TC-Timestamp`: decimal digits without leading zeros, since the string to sign has
/// the parsed number.
fn timestamp(request: &RawRequest) -> Result<&str, VerifyError> {
    const NAME: &str = "Timestamp";
    match request.header("x-tc-timestamp") {
        Ok(None) => Err(VerifyError::MissingParameter(NAME)),
        Ok(Some(digits)) if is_number(digits) && (digits == "0" || !digits.starts_with('0')) => {
            Ok(digits)
        }
        Ok(Some(_)) | Err(HeaderFault::NotUtf8) => Err(VerifyError::InvalidParameter(NAME)),
        Err(HeaderFault::Repeated) => Err(VerifyError::RepeatedParameter(NAME.to_owned())),
    }
}

fn check_service(
    request: &RawRequest,
    authorization: &AuthorizationHeader<'_>,
    product: &str,
    policy: &Policy,
) -> Result<(), VerifyError> {
    let label_fits = || {
        policy.services == Services::ProductOrHostLabel
            && request
                .host()
                .is_some_and(|host| Host::new(host).is_first_label(authorization.service))
    };
    if authorization.service == product || policy.services == Services::Any || label_fits() {
        return Ok(());
    }
    Err(VerifyError::InvalidAuthorization(AuthorizationFault::Service {
        claimed: authorization.service.to_owned(),
        product: product.to_owned(),
    }))
}

fn check_signature(
    request: &RawRequest,
    authorization: &AuthorizationHeader<'_>,
    key: &Key,
    at: Timestamp,
    policy: &Policy,
) -> Result<(), VerifyError> {
    let AuthorizationHeader { signed_headers, service, .. } = *authorization;
    let forms: Vec<_> = tc3_forms::signings(request, signed_headers, service, key, at)?.collect();
    let signing_key = forms.first().map(|signing| signing.key.signing_key()).unwrap_or_default();
    let is_right =
        |signing: &Signing<'_>| same_bytes(&signing.mac(&signing_key), &authorization.signature);
    // The string to sign is rebuilt with the date of the timestamp. A valid signature
    // for that date must not be accepted if the scope has another.
    let is_valid = authorization.date == at.date().to_string()
        && policy.forms.accepted(&forms).iter().any(is_right);
    if is_valid {
        return Ok(());
    }
    let texts = forms.first().map(Signing::shown).unwrap_or_default();
    Err(VerifyError::SignatureFailure(Box::new(texts)))
}
