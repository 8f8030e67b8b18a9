//! The search for the mistake of a client that signs by v3.

use crate::diagnose::detail::Detail;
use std::{cell::OnceCell, ops::Range, rc::Rc};

use tencentcloud_core::Timestamp;
use zeroize::Zeroizing;

use super::{
    Cause, Diagnosis, DiffersAt, Found, ServerFacts, cause::Stage, claim::Claim, json::Json,
};
use crate::{
    AuthorizationFault, Key, KeyLookup, RawRequest, SignedTexts, VerifyError,
    signing::{KeyChain, Signing, SigningV1, same_bytes, tc3_forms},
};

/// The most signatures that one diagnosis computes.
pub(crate) const LIMIT: usize = 1_000;

/// The largest body in bytes whose JSON is written anew.
pub(crate) const LARGEST_REWRITTEN: usize = 1 << 20;

/// The search for the mistake of a client that signs by v3: what a cause looks at, and
/// [`Search::attempt`].
pub(crate) struct Search<'a> {
    pub(crate) error: &'a VerifyError,
    pub(crate) request: &'a RawRequest,
    pub(crate) claim: Claim<'a>,
    pub(crate) keys: &'a dyn KeyLookup,
    pub(crate) key: &'a Key,
    pub(crate) server: &'a ServerFacts<'a>,
    pub(crate) stage: Stage,
    /// The time of the signature. Of a timestamp in milliseconds, its second.
    pub(crate) at: Timestamp,
    /// `X-TC-Timestamp` as sent.
    pub(crate) timestamp: &'a str,
    /// The right signings, one for each form of an official client, the documented
    /// form first.
    forms: Vec<Right<'a>>,
    json: OnceCell<Option<Rc<Json<'a>>>>,
    /// Those of the forms that are tried.
    tried_forms: Range<usize>,
    signatures: usize,
    found: Vec<Found>,
    cause: &'static Cause,
}

/// The right signing in one form, with what most variants do not change.
struct Right<'a> {
    signing: Signing<'a>,
    string_to_sign: Vec<u8>,
    signing_key: Zeroizing<Vec<u8>>,
}

/// What a search starts from.
#[derive(Clone, Copy)]
pub(crate) struct Start<'a> {
    pub(crate) error: &'a VerifyError,
    pub(crate) request: &'a RawRequest,
    pub(crate) claim: Claim<'a>,
    pub(crate) keys: &'a dyn KeyLookup,
    pub(crate) key: &'a Key,
    pub(crate) server: &'a ServerFacts<'a>,
    pub(crate) stage: Stage,
    pub(crate) at: Timestamp,
    pub(crate) timestamp: &'a str,
}

impl<'a> Search<'a> {
    /// Runs the causes that show at this stage. Returns those that reproduce the
    /// signature, in the order of [`Cause::all`], and the texts of the server. `None`
    /// if a signed header is missing or repeated.
    pub(crate) fn run(start: Start<'a>) -> Option<Diagnosis> {
        let Start { error, request, claim, keys, key, server, stage, at, timestamp } = start;
        let Claim { signed_headers, service, .. } = claim;
        let signings = tc3_forms::signings(request, signed_headers, service, key, at).ok()?;
        let forms: Vec<_> = signings.map(Right::new).collect();
        let texts = texts_of_server(&forms.first()?.signing, error);
        let cause = Cause::all().next()?;
        let mut search = Self {
            error,
            request,
            claim,
            keys,
            key,
            server,
            stage,
            at,
            timestamp,
            tried_forms: 0..forms.len(),
            forms,
            json: OnceCell::new(),
            signatures: 0,
            found: Vec::new(),
            cause,
        };
        for cause in Cause::at(stage, false) {
            search.run_cause(cause);
        }
        // The signatures may not be enough for all of these: the documented form first, and
        // the keys, which are few, in every form before the products.
        for cause in Cause::at(stage, true) {
            for form in 0..search.forms.len() {
                search.tried_forms = form..form + 1;
                search.run_cause(cause);
            }
        }
        Some(Diagnosis::new(search.found, texts, search.signatures))
    }

    fn run_cause(&mut self, cause: &'static Cause) {
        self.cause = cause;
        if let Some(variants) = cause.tc3 {
            variants(self);
        }
    }

    /// The right signing in the documented form.
    pub(crate) fn right(&self) -> Option<&Signing<'a>> {
        self.forms.first().map(|form| &form.signing)
    }

    /// Signs with one change and compares with the signature of the client, in each
    /// form. If they are equal, the cause is found, and its further variants are not
    /// tried. `detail` is what is particular to this variant; it is redacted.
    ///
    /// A client has signed the date that its header has, so a change that signs
    /// another is not what it did.
    pub(crate) fn attempt(
        &mut self,
        differs_at: DiffersAt,
        detail: impl Into<Detail<'a>>,
        change: impl Fn(&mut Signing<'a>),
    ) {
        if self.is_found() {
            return;
        }
        let mut tried: Vec<Signing<'a>> = Vec::new();
        for right in self.forms.get(self.tried_forms.clone()).unwrap_or_default() {
            let mut signing = right.signing.clone();
            change(&mut signing);
            // The change may undo what makes the form: another host has no port.
            if tried.iter().any(|other| other.is_same_input(&signing)) {
                continue;
            }
            if signing.text.date != self.claim.date || self.signatures >= LIMIT {
                return;
            }
            self.signatures += 1;
            if same_bytes(right.sign(&signing).as_bytes(), self.claim.signature.as_bytes()) {
                let found = Found::new(self.cause, differs_at, &detail.into(), signing.shown());
                self.found.push(found);
                return;
            }
            tried.push(signing);
        }
    }

    /// As [`Search::attempt`], with one change of the key.
    pub(crate) fn attempt_key(
        &mut self,
        detail: impl Into<Detail<'a>>,
        change: impl Fn(&mut KeyChain<'a>),
    ) {
        let Some(right) = self.right().filter(|_| !self.is_found()) else {
            return;
        };
        let mut chain = right.key.clone();
        change(&mut chain);
        // All forms have this key.
        let key = chain.signing_key();
        for right in self.forms.get(self.tried_forms.clone()).unwrap_or_default() {
            if right.signing.text.date != self.claim.date || self.signatures >= LIMIT {
                return;
            }
            self.signatures += 1;
            let mac = chain.last_hash.hmac(&key, &right.string_to_sign);
            let signature = (right.signing.encode)(&mac);
            if same_bytes(signature.as_bytes(), self.claim.signature.as_bytes()) {
                let (step, texts) = (DiffersAt::SigningKey, right.signing.shown());
                self.found.push(Found::new(self.cause, step, &detail.into(), texts));
                return;
            }
        }
    }

    /// As [`Search::attempt`], for a client that has signed by v1.
    pub(crate) fn attempt_v1(
        &mut self,
        differs_at: DiffersAt,
        detail: impl Into<Detail<'a>>,
        signing: &SigningV1<'_>,
    ) {
        if self.is_found() || self.signatures >= LIMIT {
            return;
        }
        self.signatures += 1;
        if same_bytes(signing.sign().as_bytes(), self.claim.signature.as_bytes()) {
            let found = Found::new(self.cause, differs_at, &detail.into(), signing.shown());
            self.found.push(found);
        }
    }

    /// The JSON of the body, read once. `None` if it is no object or array, or larger than
    /// [`LARGEST_REWRITTEN`].
    pub(crate) fn json(&self) -> Option<Rc<Json<'a>>> {
        let body: &'a [u8] = self.request.body();
        let read = || (body.len() <= LARGEST_REWRITTEN).then(|| Json::read(body)).flatten();
        self.json.get_or_init(|| read().map(Rc::new)).clone()
    }

    /// Whether the cause that is tried has been found.
    pub(crate) fn is_found(&self) -> bool {
        self.found.iter().any(|found| found.cause == self.cause)
    }
}

/// The texts that the server signs. For a scope that names another product than the
/// request is for, the server would sign its product.
fn texts_of_server(right: &Signing<'_>, error: &VerifyError) -> SignedTexts {
    match error {
        VerifyError::InvalidAuthorization(AuthorizationFault::Service { product, .. }) => {
            let mut signing = right.clone();
            signing.text.service = product.clone().into();
            signing.shown()
        }
        _ => right.shown(),
    }
}

impl<'a> Right<'a> {
    fn new(signing: Signing<'a>) -> Self {
        Self {
            string_to_sign: signing.string_to_sign(),
            signing_key: signing.key.signing_key(),
            signing,
        }
    }

    /// The signature of a variant.
    fn sign(&self, variant: &Signing<'a>) -> String {
        let is_same_text =
            variant.request == self.signing.request && variant.text == self.signing.text;
        let other_text = (!is_same_text).then(|| variant.string_to_sign());
        let is_same_key = variant.key.is_same_chain(&self.signing.key);
        let other_key = (!is_same_key).then(|| variant.key.signing_key());
        let text = other_text.as_ref().unwrap_or(&self.string_to_sign);
        let key = other_key.as_ref().unwrap_or(&self.signing_key);
        variant.last_step(key, text)
    }
}
