//! Who is calling: the verifier's word, in the service's codes.

use tencentcloud_core::Timestamp;
use tencentcloud_verify::{
    AuthorizationHeader, KeyLookup as _, KeyRing, Policy, Scheme, Verified, VerifyError, verify,
};

use super::common_parameters::CommonParameters;
use super::routing;
use super::source::{Parameter, Source};
use crate::failure::Failure;
use crate::journal::{Details, Expected};
use crate::messages::{self, Text};

pub(super) fn check(
    source: &Source<'_>,
    common: &CommonParameters<'_>,
    keys: &KeyRing,
    now: Timestamp,
    findings: &mut Details,
) -> Result<Verified, Failure> {
    let product = |service: &str| routing::product(service, source.request.host(), common);
    let of_claim = |claim: &AuthorizationHeader<'_>| product(claim.service);
    let mut outcome = verify(source.request, keys, now, &of_claim, &Policy::default());
    if let Ok(verified) = &mut outcome {
        // Signature v1 claims nothing about it.
        verified.product = product(&verified.service);
    }
    note(source, keys, &outcome, findings);
    outcome.map_err(|refusal| Failure::common(refusal.code(), text(&refusal)))
}

fn note(
    source: &Source<'_>,
    keys: &KeyRing,
    outcome: &Result<Verified, VerifyError>,
    findings: &mut Details,
) {
    // Only an id that is known: people have put the key in its place before.
    let id = source.value(Parameter::SECRET_ID).ok().flatten();
    findings.secret_id = id
        .and_then(|id| match source.scheme {
            Scheme::V1 => Some(id),
            _ => AuthorizationHeader::parse(id).ok().map(|claim| claim.secret_id),
        })
        .filter(|id| keys.key(id).is_some())
        .map(str::to_owned);
    match outcome {
        Ok(verified) => {
            findings.account = Some(verified.account.clone());
            findings.service = Some(verified.product.clone());
        }
        Err(VerifyError::SignatureFailure(mismatch)) => {
            findings.expected = Some(Expected {
                canonical_request: mismatch.canonical_request.as_deref().map(shortened),
                string_to_sign: shortened(&mismatch.string_to_sign),
            });
        }
        Err(_) => {}
    }
}

/// Enough to see what differs. Under signature v1 a megabyte may be signed, and
/// the journal keeps many.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 4_096;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn text(refusal: &VerifyError) -> Text {
    match refusal {
        VerifyError::MissingParameter(name) => messages::missing([*name]),
        VerifyError::InvalidParameter("Timestamp") => messages::invalid_timestamp(),
        VerifyError::InvalidParameter("Nonce") => messages::invalid_nonce(),
        VerifyError::RepeatedParameter(name) => messages::repeated(name),
        VerifyError::ParameterName(name) => messages::two_in_one_name(name),
        VerifyError::InvalidAuthorization(fault) => messages::invalid_authorization(fault),
        // None of the actions here may be called so.
        VerifyError::Skipped => messages::skipped(),
        VerifyError::SecretIdNotFound => messages::secret_id_not_found(),
        VerifyError::TokenFailure => messages::token_failure(),
        VerifyError::SignatureExpire { timestamp, now } => {
            messages::signature_expired(timestamp, *now)
        }
        VerifyError::SignatureFailure(_) => messages::signature_failure(),
        // Refusals that the verifier learns later.
        other => messages::refused_otherwise(&other.to_string()),
    }
}
