//! Authentication: the result of the verifier, with the codes of the service.

use tencentcloud_core::Timestamp;
use tencentcloud_verify::{
    AuthorizationHeader, KeyLookup as _, KeyRing, Policy, Scheme, Verified, VerifyError, verify,
};

use super::common_parameters::CommonParameters;
use super::routing;
use crate::api_request::{ApiRequest, CommonParameter};
use crate::emulator::Inner;
use crate::failure::Failure;
use crate::journal::{Details, Expected};
use crate::messages::{self, Text};
use crate::shortened::shortened;

/// Who calls which product.
pub(super) struct Caller {
    pub(super) account: String,
    pub(super) product: String,
}

/// A request without a signature, for an action that needs none, comes from the account of
/// the first key.
pub(super) fn check(
    request: &ApiRequest<'_>,
    common: &CommonParameters<'_>,
    emulator: &Inner,
    now: Timestamp,
    details: &mut Details,
) -> Result<Caller, Failure> {
    let keys = &emulator.keys;
    let product =
        |service: &str| routing::product(request.scheme, service, request.raw.host(), common);
    // A valid request for another product is refused by its product.
    let of_scope = |header: &AuthorizationHeader<'_>| {
        routing::product_of_scope(header.service, request.raw.host())
    };
    let mut result = verify(request.raw, keys, now, &of_scope, &Policy::default());
    if let Ok(verified) = &mut result {
        // The verifier knows no product for signature v1 and for the label of a host.
        verified.product = product(&verified.service);
    }
    record(request, keys, &result, details);
    match result {
        Ok(Verified { account, product, .. }) => Ok(Caller { account, product }),
        Err(error) => {
            if error == VerifyError::Skipped {
                let product = routing::claimed_product(request, common);
                if routing::is_unsigned(&product, common) {
                    return Ok(Caller { account: emulator.owner.clone(), product });
                }
            }
            Err(Failure::common(error.code(), text(&error)))
        }
    }
}

fn record(
    request: &ApiRequest<'_>,
    keys: &KeyRing,
    result: &Result<Verified, VerifyError>,
    details: &mut Details,
) {
    // Only a known id: a mistaken caller may send the key in its place.
    let id = request.value(CommonParameter::SECRET_ID).ok().flatten();
    details.secret_id = id
        .and_then(|id| match request.scheme {
            Scheme::V1 => Some(id),
            _ => AuthorizationHeader::parse(id).ok().map(|header| header.secret_id),
        })
        .filter(|id| keys.key(id).is_some())
        .map(str::to_owned);
    match result {
        Ok(verified) => {
            details.account = Some(verified.account.clone());
            details.service = Some(verified.product.clone());
        }
        Err(VerifyError::SignatureFailure(mismatch)) => {
            details.expected = Some(Expected {
                canonical_request: mismatch
                    .canonical_request
                    .as_deref()
                    .map(|text| shortened(text).into_owned()),
                string_to_sign: shortened(&mismatch.string_to_sign).into_owned(),
            });
        }
        Err(_) => {}
    }
}

fn text(error: &VerifyError) -> Text {
    match error {
        VerifyError::MissingParameter(name) => messages::missing([*name], 0),
        VerifyError::InvalidParameter("Timestamp") => messages::invalid_timestamp(),
        VerifyError::InvalidParameter("Nonce") => messages::invalid_nonce(),
        VerifyError::RepeatedParameter(name) => messages::repeated(name),
        VerifyError::ParameterName(name) => messages::two_in_one_name(name),
        VerifyError::InvalidAuthorization(fault) => messages::invalid_authorization(fault),
        VerifyError::Skipped => messages::skipped(),
        VerifyError::SecretIdNotFound => messages::secret_id_not_found(),
        VerifyError::TokenFailure => messages::token_failure(),
        VerifyError::SignatureExpire { timestamp, now } => {
            messages::signature_expired(timestamp, *now)
        }
        VerifyError::SignatureFailure(_) => messages::signature_failure(),
        // Errors that later versions of the verifier add.
        other => messages::refused_otherwise(&other.to_string()),
    }
}
