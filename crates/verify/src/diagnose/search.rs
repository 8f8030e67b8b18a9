//! The search for the mistake of a client that signs by v3.

use std::borrow::Cow;

use tencentcloud_core::Timestamp;

use super::{
    Cause, DiffersAt, Found, ServerFacts, SignedTexts, cause::Stage, claim::Claim, right,
    same_bytes, signing::Signing,
};
use crate::{Key, KeyLookup, RawRequest};

/// The most signatures that one diagnosis computes.
pub(crate) const LIMIT: usize = 1_000;

/// The largest body in bytes whose JSON is written anew.
pub(crate) const LARGEST_REWRITTEN: usize = 1 << 20;

/// The search for the mistake of a client that signs by v3: what a cause looks at, and
/// [`Search::attempt`].
pub(crate) struct Search<'a> {
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
    signatures: usize,
    found: Vec<Found>,
    cause: &'static Cause,
}

/// The right signing in one form, with what most variants do not change.
struct Right<'a> {
    signing: Signing<'a>,
    string_to_sign: Vec<u8>,
    signing_key: Vec<u8>,
}

/// What a search starts from.
pub(crate) struct Start<'a> {
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
    pub(crate) fn run(start: Start<'a>) -> Option<(Vec<Found>, SignedTexts)> {
        let Start { request, claim, keys, key, server, stage, at, timestamp } = start;
        let signings = right::signings(request, claim, key, at)?;
        let forms: Vec<_> = signings.map(Right::new).collect();
        let texts = forms.first()?.signing.shown();
        let cause = Cause::all().next()?;
        let mut search = Self {
            request,
            claim,
            keys,
            key,
            server,
            stage,
            at,
            timestamp,
            forms,
            signatures: 0,
            found: Vec::new(),
            cause,
        };
        let due = || Cause::all().filter(|cause| cause.at.contains(&stage));
        let (cheap, costly) = (due().filter(|c| !c.is_costly), due().filter(|c| c.is_costly));
        for cause in cheap.chain(costly) {
            search.cause = cause;
            if let Some(variants) = cause.tc3 {
                variants(&mut search);
            }
        }
        let mut found = search.found;
        found.sort_by_key(|found| Cause::all().position(|cause| cause == found.cause));
        Some((found, texts))
    }

    /// The right signing in the documented form.
    pub(crate) fn right(&self) -> Option<&Signing<'a>> {
        self.forms.first().map(|form| &form.signing)
    }

    /// Signs with one change and compares with the signature of the client, in each
    /// form. If they are equal, the cause is found, and its further variants are not
    /// tried. `detail` is what is particular to this variant; it is redacted.
    pub(crate) fn attempt(
        &mut self,
        differs_at: DiffersAt,
        detail: impl Into<Cow<'a, str>>,
        change: impl Fn(&mut Signing<'a>),
    ) {
        if self.found.last().is_some_and(|found| found.cause == self.cause) {
            return;
        }
        for right in &self.forms {
            let mut signing = right.signing.clone();
            change(&mut signing);
            if self.signatures >= LIMIT {
                return;
            }
            self.signatures += 1;
            if same_bytes(right.sign(&signing).as_bytes(), self.claim.signature.as_bytes()) {
                self.found.push(Found {
                    cause: self.cause,
                    differs_at: Some(differs_at),
                    detail: crate::redact::words(&detail.into()),
                    client: Some(signing.shown()),
                });
                return;
            }
        }
    }
}

impl<'a> Right<'a> {
    fn new(signing: Signing<'a>) -> Self {
        Self {
            string_to_sign: signing.text.write(&signing.request.write()),
            signing_key: signing.key.signing_key(),
            signing,
        }
    }

    /// The signature of a variant.
    fn sign(&self, variant: &Signing<'a>) -> String {
        let is_same_text =
            variant.request == self.signing.request && variant.text == self.signing.text;
        let string_to_sign = if is_same_text {
            Cow::Borrowed(&self.string_to_sign)
        } else {
            Cow::Owned(variant.text.write(&variant.request.write()))
        };
        let key = if variant.key.is_same_chain(&self.signing.key) {
            Cow::Borrowed(&self.signing_key)
        } else {
            Cow::Owned(variant.key.signing_key())
        };
        (variant.encode)(&variant.key.last_hash.hmac(&key, &string_to_sign))
    }
}
