//! Why a signature fails: the mistake of the client, by name.
//!
//! The server has the key, so it can search for the mistake: it signs the request with
//! one mistake at a time, and the one that reproduces the signature of the client is
//! what the client did.

mod attempts;
mod cause;
mod causes;
mod chinese;
mod claim;
mod comparison;
mod detail;
mod differs;
mod explanation;
mod flattened;
mod hosts;
mod json;
mod json_escapes;
mod json_layout;
mod notes;
mod paths;
mod percent;
mod search;
mod search_v1;
mod stages;
mod titles;

use std::fmt;

use tencentcloud_core::Language;

use self::detail::Detail;
pub use self::{
    cause::Cause,
    comparison::{Comparison, Difference},
    explanation::{Explanation, Verdict},
    notes::{age, utc},
};
use crate::raw_request::seconds;
use crate::{Key, KeyLookup, RawRequest, SignedTexts, VerifyError, redact};

/// What a server knows beside request and keys.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct ServerFacts<'a> {
    /// The products that a scope may name, such as `ecm`. `scope-service` tries them as the
    /// service of the key, and a right signature of a scope that names none of them is
    /// accepted, but not documented. Without any, neither is done.
    pub products: &'a [&'a str],
    /// The port that the server listens on.
    pub port: Option<u16>,
    /// The product that a request of signature v1 is for, if its host does not say it.
    pub product: Option<&'a str>,
}

impl<'a> ServerFacts<'a> {
    /// A server of these products.
    pub fn new(products: &'a [&'a str]) -> Self {
        Self { products, ..Self::default() }
    }
}

/// Why a request was refused.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Diagnosis {
    /// The causes that reproduce the signature of the client, in the order of
    /// [`Cause::all`]. Several if the mistakes are the same for this request, none if
    /// the mistake is unknown.
    pub causes: Vec<Found>,
    /// The texts that the server signs. `None` if the request cannot be read that far.
    pub server: Option<SignedTexts>,
    /// Why some causes were not tried. `None` if all were.
    pub untried: Option<Untried>,
}

/// Why some causes were not tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Untried {
    /// The body is larger than 1 MiB, so it was not written anew.
    LargeBody,
    /// 1,000 signatures were computed.
    SignatureLimit,
}

/// A cause that was found in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// The cause.
    pub cause: &'static Cause,
    /// The first step that differs. `None` if none does, as for an old request.
    pub differs_at: Option<DiffersAt>,
    detail: Detail<'static>,
    /// The texts that the client signed. `None` if the cause was read and not computed.
    pub client: Option<SignedTexts>,
}

impl Diagnosis {
    /// What a search has found with this number of signatures.
    fn new(mut causes: Vec<Found>, server: SignedTexts, signatures: usize) -> Self {
        Cause::sort(&mut causes);
        let untried = (signatures >= search::LIMIT).then_some(Untried::SignatureLimit);
        Self { causes, server: Some(server), untried }
    }

    /// The texts of a request with a right signature.
    fn of_valid(request: &RawRequest, keys: &dyn KeyLookup) -> Self {
        let server = stages::signed_texts(request, keys);
        let mut diagnosis = Self { server, ..Self::default() };
        diagnosis.redact(&stages::known_keys(request, keys));
        diagnosis
    }

    /// Redacts the keys and tokens that are known, wherever the client has put them.
    fn redact(&mut self, keys: &[Key]) {
        let secrets: Vec<_> =
            keys.iter().flat_map(|key| [Some(&key.secret), key.token.as_ref()]).flatten().collect();
        let redact = |text: &mut String| {
            for secret in &secrets {
                redact::known(text, secret.expose());
            }
        };
        let redact_both = |texts: &mut SignedTexts| {
            texts.canonical_request.as_mut().map(redact);
            redact(&mut texts.string_to_sign);
        };
        self.server.as_mut().map(redact_both);
        for found in &mut self.causes {
            found.detail = found.detail.map(|text| {
                let mut text = text.to_owned();
                redact(&mut text);
                text
            });
            found.client.as_mut().map(redact_both);
        }
    }
}

impl Found {
    /// What is particular to this request, such as the host that was signed. May be
    /// empty. What may be a secret is redacted.
    ///
    /// ```
    /// use tencentcloud_core::Language;
    /// use tencentcloud_verify::{KeyRing, RawRequest, ServerFacts, VerifyError, diagnose};
    ///
    /// let request = RawRequest::parse(
    ///     b"POST / HTTP/1.1\r\nHost: ecm.tencentcloudapi.com\r\nAuthorization: TC3-HMAC-SHA256\r\n\r\n{}",
    /// )?;
    /// let error = VerifyError::MissingParameter("Timestamp");
    /// let diagnosis = diagnose(&error, &request, &KeyRing::default(), &ServerFacts::default());
    /// let found = &diagnosis.causes[0];
    /// assert_eq!(found.detail(Language::EnUs), "the header `X-TC-Timestamp` is missing");
    /// assert_eq!(found.detail(Language::ZhCn), "缺少请求头 `X-TC-Timestamp`");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn detail(&self, language: Language) -> &str {
        self.detail.in_language(language)
    }

    /// A cause that reproduces the signature.
    fn new(
        cause: &'static Cause,
        differs_at: DiffersAt,
        detail: &Detail<'_>,
        client: SignedTexts,
    ) -> Self {
        debug_assert!(cause.differs_at().contains(&differs_at), "{cause:?} {differs_at}");
        let detail = detail.map(redact::words);
        Self { cause, differs_at: Some(differs_at), detail, client: Some(client) }
    }
}

/// The first step of signing at which client and server differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DiffersAt {
    /// The `Authorization` header, the timestamp, the token or the parameters of v1.
    Authorization,
    /// Date, service and terminator.
    Scope,
    /// The derived key.
    SigningKey,
    /// The canonical request.
    CanonicalRequest,
    /// The string to sign.
    StringToSign,
    /// The signature, or how it is written.
    Signature,
}

impl DiffersAt {
    /// The name, such as `canonical_request`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Authorization => "authorization",
            Self::Scope => "scope",
            Self::SigningKey => "signing_key",
            Self::CanonicalRequest => "canonical_request",
            Self::StringToSign => "string_to_sign",
            Self::Signature => "signature",
        }
    }
}

impl fmt::Display for DiffersAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Finds the cause of a refusal. It cannot change one: it is given the error that
/// [`verify`](crate::verify()) has returned for this request and these keys.
///
/// A cause is named only if it reproduces the signature, except for three that are read:
/// `expired`, `token` and `authorization-malformed`. At most 1,000 signatures are
/// computed. The work grows with the body; of a body larger than 1 MiB the JSON is not
/// written anew.
///
/// [`Diagnosis::causes`] is empty if no known mistake alone reproduces the signature, if the
/// secret id is unknown, or if the request is not signed. [`Explanation::verdict`] tells which.
///
/// Besides this crate, the example needs `tencentcloud-core` for the key and the time.
///
/// ```
/// use tencentcloud_core::{Secret, Timestamp};
/// use tencentcloud_verify::{
///     DiffersAt, Key, KeyRing, Policy, RawRequest, ServerFacts, diagnose, verify,
/// };
///
/// // Its signer has derived the key without `TC3`.
/// let request = RawRequest::parse(
///     b"POST / HTTP/1.1\r\n\
///     Host: ecm.tencentcloudapi.com\r\n\
///     Content-Type: application/json\r\n\
///     X-TC-Action: DescribeImage\r\n\
///     X-TC-Version: 2019-07-19\r\n\
///     X-TC-Timestamp: 1700000000\r\n\
///     Authorization: TC3-HMAC-SHA256 \
///     Credential=test-secret-id-000001/2023-11-14/ecm/tc3_request, \
///     SignedHeaders=content-type;host, \
///     Signature=c9435789ab3003bfbef1b891be4adc5e2b6a1bfe3868353b97b87d83b820323e\r\n\
///     \r\n\
///     {}",
/// )?;
/// let key = Key::new(Secret::new("test-secret-key-000001"), "100000000001");
/// let keys = KeyRing::from_iter([("test-secret-id-000001", key)]);
/// let now = Timestamp::new(1_700_000_000).ok_or("timestamp out of range")?;
///
/// let product = |_: &tencentcloud_verify::AuthorizationHeader<'_>| "ecm".to_owned();
/// let error = match verify(&request, &keys, now, &product, &Policy::default()) {
///     Ok(verified) => panic!("{verified:?}"),
///     Err(error) => error,
/// };
/// let diagnosis = diagnose(&error, &request, &keys, &ServerFacts::new(&["cvm", "ecm"]));
/// let [found] = &diagnosis.causes[..] else { panic!("{diagnosis:?}") };
/// assert_eq!(found.cause.name(), "missing-tc3-prefix");
/// assert_eq!(found.differs_at, Some(DiffersAt::SigningKey));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn diagnose(
    error: &VerifyError,
    request: &RawRequest,
    keys: &dyn KeyLookup,
    server: &ServerFacts<'_>,
) -> Diagnosis {
    let mut diagnosis = stages::diagnose(error, request, keys, server);
    diagnosis.redact(&stages::known_keys(request, keys));
    diagnosis
}
