//! Which causes an error of the verifier may have.

use super::{
    Diagnosis, DiffersAt, Found, ServerFacts, Untried,
    cause::Stage,
    causes,
    claim::Claim,
    search::{LARGEST_REWRITTEN, Search, Start},
    search_v1::{Parameters, SearchV1},
    seconds,
};
use crate::diagnose::detail::Detail;
use crate::{
    AuthorizationFault, Key, KeyLookup, RawRequest, Scheme, VerifyError, form, redact,
    signing::tc3_forms,
};

pub(super) fn diagnose(
    error: &VerifyError,
    request: &RawRequest,
    keys: &dyn KeyLookup,
    server: &ServerFacts<'_>,
) -> Diagnosis {
    let Some(stage) = stage(error, request) else {
        return Diagnosis { server: signed_texts(request, keys), ..Diagnosis::default() };
    };
    let searched = match Scheme::of(request) {
        Scheme::V1 => search_v1(request, keys, server, stage),
        _ => search(error, request, keys, server, stage),
    };
    let mut diagnosis = searched.unwrap_or_default();
    if diagnosis.causes.is_empty() {
        diagnosis.causes.extend(read(error, request, keys, stage));
    }
    if stage == Stage::Signature && request.body().len() > LARGEST_REWRITTEN {
        diagnosis.untried = Some(Untried::LargeBody);
    }
    diagnosis
}

/// All keys that a diagnosis may look at.
pub(super) fn known_keys(request: &RawRequest, keys: &dyn KeyLookup) -> Vec<Key> {
    let sender = match Scheme::of(request) {
        Scheme::V1 => v1_parameters(request, keys).map(|(_, key)| key),
        _ => claim(request).and_then(|claim| keys.key(claim.secret_id)),
    };
    keys.all().into_iter().map(|(_, key)| key).chain(sender).collect()
}

/// The check that has refused the request. `None` if it has no signature, or if its key
/// is unknown.
fn stage(error: &VerifyError, request: &RawRequest) -> Option<Stage> {
    match error {
        VerifyError::SecretIdNotFound | VerifyError::Skipped => None,
        VerifyError::MissingParameter(_) if !is_signed(request) => None,
        VerifyError::TokenFailure => Some(Stage::Token),
        VerifyError::SignatureExpire { .. } => Some(Stage::Time),
        VerifyError::SignatureFailure(_) => Some(Stage::Signature),
        _ => Some(Stage::Authorization),
    }
}

/// Whether the request has a signature, be it right or wrong.
pub(super) fn is_signed(request: &RawRequest) -> bool {
    match Scheme::of(request) {
        Scheme::Tc3 => request.header_values("authorization").next().is_some(),
        Scheme::V1 => form::pairs(request.form().unwrap_or_default())
            .any(|pair| pair.starts_with(b"Signature=") && pair != b"Signature="),
        Scheme::Skip => false,
    }
}

fn search(
    error: &VerifyError,
    request: &RawRequest,
    keys: &dyn KeyLookup,
    server: &ServerFacts<'_>,
    stage: Stage,
) -> Option<Diagnosis> {
    let claim = claim(request)?;
    let timestamp = request.header("x-tc-timestamp").ok().flatten()?;
    let key = keys.key(claim.secret_id)?;
    let at = seconds(timestamp)?;
    Search::run(Start { error, request, claim, keys, key: &key, server, stage, at, timestamp })
}

fn search_v1(
    request: &RawRequest,
    keys: &dyn KeyLookup,
    server: &ServerFacts<'_>,
    stage: Stage,
) -> Option<Diagnosis> {
    // The service takes no larger form.
    if request.form()?.len() > LARGEST_REWRITTEN {
        return None;
    }
    let (parameters, key) = v1_parameters(request, keys)?;
    SearchV1::run(request, &parameters, keys, &key, server, stage)
}

fn v1_parameters(request: &RawRequest, keys: &dyn KeyLookup) -> Option<(Parameters, Key)> {
    let parameters = Parameters::new(form::decode(request.form()?).ok()?);
    let (_, id) = parameters.sent.iter().find(|(name, _)| name == "SecretId")?;
    let key = keys.key(id)?;
    Some((parameters, key))
}

fn claim(request: &RawRequest) -> Option<Claim<'_>> {
    Claim::read(request.header("authorization").ok().flatten()?)
}

/// The texts that the server signs, for a request with a right signature as well. The
/// documented form is shown.
pub(super) fn signed_texts(
    request: &RawRequest,
    keys: &dyn KeyLookup,
) -> Option<super::SignedTexts> {
    if Scheme::of(request) == Scheme::V1 {
        let server = ServerFacts::default();
        return search_v1(request, keys, &server, Stage::Token)?.server;
    }
    let claim = claim(request)?;
    let at = seconds(request.header("x-tc-timestamp").ok().flatten()?)?;
    // The texts do not have the key.
    let key = Key::new(tencentcloud_core::Secret::new(""), "");
    Some(
        tc3_forms::signings(request, claim.signed_headers, claim.service, &key, at)
            .ok()?
            .next()?
            .shown(),
    )
}

/// Whether the signature is right in the documented form, and its scope names a product.
pub(super) fn is_documented(
    request: &RawRequest,
    keys: &dyn KeyLookup,
    server: &ServerFacts<'_>,
) -> bool {
    if Scheme::of(request) == Scheme::V1 {
        return v1_parameters(request, keys)
            .is_some_and(|(parameters, key)| parameters.is_documented(request, &key));
    }
    let signed = || {
        let claim = claim(request)?;
        let at = seconds(request.header("x-tc-timestamp").ok().flatten()?)?;
        let key = keys.key(claim.secret_id)?;
        let signing = tc3_forms::signings(request, claim.signed_headers, claim.service, &key, at)
            .ok()?
            .next()?;
        let is_product = server.products.is_empty() || server.products.contains(&claim.service);
        Some(is_product && signing.sign() == claim.signature)
    };
    signed().unwrap_or_default()
}

/// The cause that needs no signature to be seen.
fn read(
    error: &VerifyError,
    request: &RawRequest,
    keys: &dyn KeyLookup,
    stage: Stage,
) -> Option<Found> {
    let malformed = |detail| (&causes::authorization_malformed::CAUSE, detail);
    let (cause, detail) = match (stage, error) {
        (Stage::Token, _) => (&causes::token::CAUSE, token(request, keys).unwrap_or_default()),
        (Stage::Time, error) => (&causes::expired::CAUSE, causes::expired::detail(error)),
        // The scope can be read, and is another.
        (_, VerifyError::InvalidAuthorization(AuthorizationFault::Service { .. })) => return None,
        (Stage::Authorization, error) => {
            malformed(causes::authorization_malformed::detail(error, request))
        }
        (Stage::Signature, _) => malformed(causes::authorization_malformed::v1_signature(request)?),
    };
    Some(Found {
        cause,
        differs_at: (stage != Stage::Time).then_some(DiffersAt::Authorization),
        detail: detail.map(redact::words),
        client: None,
    })
}

fn token(request: &RawRequest, keys: &dyn KeyLookup) -> Option<Detail<'static>> {
    let (is_sent, key) = if Scheme::of(request) == Scheme::V1 {
        let (parameters, key) = v1_parameters(request, keys)?;
        (parameters.sent.iter().any(|(name, _)| name == "Token"), key)
    } else {
        let key = keys.key(claim(request)?.secret_id)?;
        (request.header_values("x-tc-token").next().is_some(), key)
    };
    Some(causes::token::detail(is_sent, key.token.is_some()).into())
}
