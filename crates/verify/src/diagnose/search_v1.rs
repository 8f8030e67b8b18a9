//! The search for the mistake of a client that signs by v1.

use crate::diagnose::detail::Detail;

use tencentcloud_core::Timestamp;

use super::{Cause, Diagnosis, DiffersAt, Found, ServerFacts, cause::Stage, search::LIMIT};
use crate::{
    Key, KeyLookup, RawRequest,
    host::Host,
    signing::{SigningV1, same_bytes, v1_forms},
};

/// The search for the mistake of a client that signs by v1: what a cause looks at, and
/// [`SearchV1::attempt`].
pub(crate) struct SearchV1<'a> {
    pub(crate) request: &'a RawRequest,
    /// The decoded parameters without the signature, as sent.
    pub(crate) sent: &'a [(String, String)],
    pub(crate) keys: &'a dyn KeyLookup,
    pub(crate) key: &'a Key,
    pub(crate) server: &'a ServerFacts<'a>,
    pub(crate) stage: Stage,
    pub(crate) signature: &'a str,
    forms: Vec<SigningV1<'a>>,
    signatures: usize,
    found: Vec<Found>,
    cause: &'static Cause,
}

impl<'a> SearchV1<'a> {
    /// As [`Search::run`](super::search::Search::run). `None` if the host is missing or
    /// repeated.
    pub(crate) fn run(
        request: &'a RawRequest,
        Parameters { signature, sent }: &'a Parameters,
        keys: &'a dyn KeyLookup,
        key: &'a Key,
        server: &'a ServerFacts<'a>,
        stage: Stage,
    ) -> Option<Diagnosis> {
        let forms: Vec<_> =
            v1_forms::signings(request.method(), request.host()?, sent, key).collect();
        let texts = forms.first()?.shown();
        let mut search = Self {
            request,
            sent,
            keys,
            key,
            server,
            stage,
            signature: signature.as_deref()?,
            forms,
            signatures: 0,
            found: Vec::new(),
            cause: Cause::all().next()?,
        };
        for cause in Cause::at(stage, false).chain(Cause::at(stage, true)) {
            search.cause = cause;
            if let Some(variants) = cause.v1 {
                variants(&mut search);
            }
        }
        Some(Diagnosis::new(search.found, texts, search.signatures))
    }

    /// The right signing in the documented form.
    pub(crate) fn right(&self) -> Option<&SigningV1<'a>> {
        self.forms.first()
    }

    /// The value of a parameter as sent, decoded.
    pub(crate) fn value(&self, wanted: &str) -> Option<&'a str> {
        self.sent.iter().find(|(name, _)| name == wanted).map(|(_, value)| &**value)
    }

    /// The product that the request is for: the first label of its host, if the server
    /// knows no better.
    pub(crate) fn product(&self) -> &'a str {
        let label = Host::new(self.request.host().unwrap_or_default()).first_label();
        let known = self.server.product.filter(|_| !self.server.products.contains(&label));
        known.unwrap_or(label)
    }

    /// The second of the signature. Of a timestamp in milliseconds, its second.
    pub(crate) fn at(&self) -> Option<Timestamp> {
        super::seconds(self.value("Timestamp")?)
    }

    /// As [`Search::attempt`](super::search::Search::attempt).
    pub(crate) fn attempt(
        &mut self,
        differs_at: DiffersAt,
        detail: impl Into<Detail<'a>>,
        change: impl Fn(&mut SigningV1<'a>),
    ) {
        if self.found.last().is_some_and(|found| found.cause == self.cause) {
            return;
        }
        let mut tried = Vec::new();
        for right in &self.forms {
            let mut signing = right.clone();
            change(&mut signing);
            let text = signing.write();
            // The change may undo what makes the form: another host has no port.
            if tried.contains(&text) {
                continue;
            }
            if self.signatures >= LIMIT {
                return;
            }
            self.signatures += 1;
            if same_bytes(signing.last_step(&text).as_bytes(), self.signature.as_bytes()) {
                let found = Found::new(self.cause, differs_at, &detail.into(), signing.shown());
                self.found.push(found);
                return;
            }
            tried.push(text);
        }
    }
}

/// The decoded parameters of a request.
pub(crate) struct Parameters {
    pub(crate) signature: Option<String>,
    /// All others, as sent.
    pub(crate) sent: Vec<(String, String)>,
}

impl Parameters {
    pub(crate) fn new(all: Vec<(String, String)>) -> Self {
        let (signature, sent): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(name, _)| name == "Signature");
        Self { signature: signature.into_iter().next().map(|(_, value)| value), sent }
    }

    /// Whether the signature is right in the documented form.
    pub(crate) fn is_documented(&self, request: &RawRequest, key: &Key) -> bool {
        let right = request
            .host()
            .and_then(|host| v1_forms::signings(request.method(), host, &self.sent, key).next());
        self.signature.is_some() && right.map(|signing| signing.sign()) == self.signature
    }
}
