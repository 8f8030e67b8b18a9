//! Authentication: the result of the verifier, with the codes of the service.

use tencentcloud_core::Timestamp;
use tencentcloud_verify::{
    AuthorizationHeader, KeyLookup as _, KeyRing, Policy, Scheme, Verified, VerifyError, verify,
};

use super::common_parameters::CommonParameters;
use super::routing;
use crate::api_request::{ApiRequest, CommonParameter};
use crate::failure::Failure;
use crate::journal::{Details, Expected};
use crate::messages::{self, Text};

pub(super) fn check(
    request: &ApiRequest<'_>,
    common: &CommonParameters<'_>,
    keys: &KeyRing,
    now: Timestamp,
    details: &mut Details,
) -> Result<Verified, Failure> {
    let product = |service: &str| routing::product(service, request.raw.host(), common);
    let of_header = |header: &AuthorizationHeader<'_>| product(header.service);
    let mut result = verify(request.raw, keys, now, &of_header, &Policy::default());
    if let Ok(verified) = &mut result {
        // The verifier knows no product for signature v1.
        verified.product = product(&verified.service);
    }
    record(request, keys, &result, details);
    result.map_err(|error| Failure::common(error.code(), text(&error)))
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
                canonical_request: mismatch.canonical_request.as_deref().map(shortened),
                string_to_sign: shortened(&mismatch.string_to_sign),
            });
        }
        Err(_) => {}
    }
}

/// Shortens a string for the journal: signature v1 may sign a megabyte.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 4_096;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn text(error: &VerifyError) -> Text {
    match error {
        VerifyError::MissingParameter(name) => messages::missing([*name]),
        VerifyError::InvalidParameter("Timestamp") => messages::invalid_timestamp(),
        VerifyError::InvalidParameter("Nonce") => messages::invalid_nonce(),
        VerifyError::RepeatedParameter(name) => messages::repeated(name),
        VerifyError::ParameterName(name) => messages::two_in_one_name(name),
        VerifyError::InvalidAuthorization(fault) => messages::invalid_authorization(fault),
        // Every action here requires a signature.
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
