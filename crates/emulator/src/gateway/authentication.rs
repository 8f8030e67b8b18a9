//! Who is calling: the verifier's word, in the service's codes.

use tencentcloud_core::Timestamp;
use tencentcloud_verify::{
    Claim, KeyRing, Keys as _, Policy, RawRequest, Refusal, Verified, verify,
};

use super::common::CommonParameters;
use super::routing;
use crate::failure::Failure;
use crate::journal::{Expected, Findings};
use crate::messages::{self, Text};

pub(super) fn check(
    request: &RawRequest,
    common: &CommonParameters<'_>,
    keys: &KeyRing,
    now: Timestamp,
    findings: &mut Findings,
) -> Result<Verified, Failure> {
    let product = |claim: &Claim<'_>| routing::product(claim.service, request.host(), common);
    let outcome = verify(request, keys, now, &product, &Policy::default());
    note(request, keys, &outcome, findings);
    outcome.map_err(|refusal| Failure::common(refusal.code(), text(&refusal)))
}

fn note(
    request: &RawRequest,
    keys: &KeyRing,
    outcome: &Result<Verified, Refusal>,
    findings: &mut Findings,
) {
    // Only an id that is known: people have put the key in its place before.
    findings.secret_id = request
        .header("authorization")
        .ok()
        .flatten()
        .and_then(|header| Claim::parse(header).ok())
        .map(|claim| claim.secret_id)
        .filter(|id| keys.key(id).is_some())
        .map(str::to_owned);
    match outcome {
        Ok(verified) => {
            findings.account = Some(verified.account.clone());
            findings.service = Some(verified.product.clone());
        }
        Err(Refusal::SignatureFailure(mismatch)) => {
            findings.expected = Some(Expected {
                canonical_request: mismatch.canonical_request.clone(),
                string_to_sign: mismatch.string_to_sign.clone(),
            });
        }
        Err(_) => {}
    }
}

fn text(refusal: &Refusal) -> Text {
    match refusal {
        Refusal::MissingParameter(name) => messages::missing([*name]),
        Refusal::InvalidParameter("Timestamp") => messages::invalid_timestamp(),
        Refusal::RepeatedParameter(name) => messages::repeated(name),
        Refusal::InvalidAuthorization(fault) => messages::invalid_authorization(fault),
        Refusal::SecretIdNotFound => messages::secret_id_not_found(),
        Refusal::TokenFailure => messages::token_failure(),
        Refusal::SignatureExpire { timestamp, now } => messages::signature_expired(timestamp, *now),
        Refusal::SignatureFailure(_) => messages::signature_failure(),
        // Refusals that the verifier learns later.
        other => messages::refused_otherwise(&other.to_string()),
    }
}
