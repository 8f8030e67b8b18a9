//! The search for the mistake of a client that signs by v1.

use std::borrow::Cow;

use tencentcloud_core::Timestamp;

use super::{
    Cause, DiffersAt, Found, ServerFacts, SignedTexts,
    cause::Stage,
    same_bytes,
    search::LIMIT,
    signing::Hash,
    signing_v1::{SigningV1, base64},
};
use crate::{Key, KeyLookup, RawRequest, host::Host};

/// The search for the mistake of a client that signs by v1: what a cause looks at, and
/// [`SearchV1::attempt`].
pub(crate) struct SearchV1<'a> {
    pub(crate) request: &'a RawRequest,
    /// The decoded parameters without the signature, as sent.
    pub(crate) sent: Vec<(String, String)>,
    pub(crate) keys: &'a dyn KeyLookup,
    pub(crate) key: &'a Key,
    pub(crate) server: &'a ServerFacts<'a>,
    pub(crate) stage: Stage,
    signature: String,
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
        parameters: Vec<(String, String)>,
        keys: &'a dyn KeyLookup,
        key: &'a Key,
        server: &'a ServerFacts<'a>,
        stage: Stage,
    ) -> Option<(Vec<Found>, SignedTexts)> {
        let (signature, sent) = split(parameters);
        let forms = right(request, &sent, key)?;
        let texts = forms.first()?.shown();
        let mut search = Self {
            request,
            sent,
            keys,
            key,
            server,
            stage,
            signature: signature?,
            forms,
            signatures: 0,
            found: Vec::new(),
            cause: Cause::all().next()?,
        };
        for cause in Cause::all().filter(|cause| cause.at.contains(&stage)) {
            search.cause = cause;
            if let Some(variants) = cause.v1 {
                variants(&mut search);
            }
        }
        Some((search.found, texts))
    }

    /// Whether the signature is right in the documented form.
    pub(crate) fn is_documented(
        request: &RawRequest,
        parameters: Vec<(String, String)>,
        key: &Key,
    ) -> bool {
        let (signature, sent) = split(parameters);
        right(request, &sent, key)
            .and_then(|forms| Some(Some(forms.first()?.sign()) == signature))
            .unwrap_or_default()
    }

    /// The right signing in the documented form.
    pub(crate) fn right(&self) -> Option<&SigningV1<'a>> {
        self.forms.first()
    }

    /// The value of a parameter as sent, decoded.
    pub(crate) fn value(&self, wanted: &str) -> Option<&str> {
        self.sent.iter().find(|(name, _)| name == wanted).map(|(_, value)| &**value)
    }

    /// The second of the signature. Of a timestamp in milliseconds, its second.
    pub(crate) fn at(&self) -> Option<Timestamp> {
        super::seconds(self.value("Timestamp")?)
    }

    /// As [`Search::attempt`](super::search::Search::attempt).
    pub(crate) fn attempt(
        &mut self,
        differs_at: DiffersAt,
        detail: impl Into<Cow<'a, str>>,
        change: impl Fn(&mut SigningV1<'a>),
    ) {
        if self.found.last().is_some_and(|found| found.cause == self.cause) {
            return;
        }
        for right in &self.forms {
            let mut signing = right.clone();
            change(&mut signing);
            if self.signatures >= LIMIT {
                return;
            }
            self.signatures += 1;
            if same_bytes(signing.sign().as_bytes(), self.signature.as_bytes()) {
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

/// The signature, and the parameters that are signed.
fn split(parameters: Vec<(String, String)>) -> (Option<String>, Vec<(String, String)>) {
    let (signature, sent): (Vec<_>, Vec<_>) =
        parameters.into_iter().partition(|(name, _)| name == "Signature");
    (signature.into_iter().next().map(|(_, value)| value), sent)
}

/// The distinct forms of the right signing, the documented one first.
fn right<'a>(
    request: &'a RawRequest,
    sent: &[(String, String)],
    key: &Key,
) -> Option<Vec<SigningV1<'a>>> {
    let host = request.host()?;
    let hosts = [Some(host), Host::new(host).without_port()].into_iter().flatten();
    let has_underscores = sent.iter().any(|(name, _)| name.contains('_'));
    let dots = [Some(false), has_underscores.then_some(true)].into_iter().flatten();
    let method = sent.iter().find(|(name, _)| name == "SignatureMethod").map(|(_, value)| &**value);
    let hash = if method == Some("HmacSHA256") { Hash::Sha256 } else { Hash::Sha1 };
    let form = |(host, is_dotted): (&'a str, bool)| {
        let mut parameters: Vec<(Cow<'_, str>, Cow<'_, str>)> = sent
            .iter()
            .map(|(name, value)| {
                let name = if is_dotted { name.replace('_', ".") } else { name.clone() };
                (name.into(), value.clone().into())
            })
            .collect();
        parameters.sort_by(|(one, _), (other, _)| one.cmp(other));
        SigningV1 {
            method: request.method().into(),
            host: host.into(),
            path: "/".into(),
            mark: "?",
            parameters,
            prefix: "",
            secret: key.secret.clone(),
            hash,
            encode: base64,
        }
    };
    Some(hosts.flat_map(|host| dots.clone().map(move |dot| (host, dot))).map(form).collect())
}
