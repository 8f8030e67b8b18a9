//! Why a signature fails: the mistake of the client, by name.
//!
//! The server has the key, so it can search for the mistake: it signs the request with
//! one mistake at a time, and the one that reproduces the signature of the client is
//! what the client did.

mod attempts;
mod cause;
mod causes;
mod claim;
mod comparison;
mod explanation;
mod flattened;
mod hosts;
mod json;
mod json_escapes;
mod json_layout;
mod paths;
mod percent;
mod search;
mod search_v1;
mod stages;

use std::fmt;

use tencentcloud_core::Timestamp;

pub use self::{
    cause::Cause,
    comparison::{Comparison, Difference},
    explanation::{Explanation, Verdict},
};
use crate::{KeyLookup, RawRequest, SignedTexts, VerifyError};

/// What a server knows beside request and keys.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct ServerFacts<'a> {
    /// The products that a scope may name, such as `ecm`.
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

    /// Sets the port that the server listens on.
    #[must_use]
    pub fn with_port(mut self, port: u16) -> Self {
        self.port = Some(port);
        self
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
    /// Whether causes that write the JSON of the body anew were not tried, because it is
    /// larger than 1 MiB.
    pub is_partial: bool,
}

/// A cause that was found in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// The cause.
    pub cause: &'static Cause,
    /// The first step that differs. `None` if none does, as for an old request.
    pub differs_at: Option<DiffersAt>,
    /// What is particular to this request, such as the host that was signed. May be
    /// empty. What may be a secret is redacted.
    pub detail: String,
    /// The texts that the client signed. `None` if the cause was read and not computed.
    pub client: Option<SignedTexts>,
}

impl Found {
    /// A cause that reproduces the signature.
    fn new(
        cause: &'static Cause,
        differs_at: DiffersAt,
        detail: &str,
        client: SignedTexts,
    ) -> Self {
        let detail = crate::redact::words(detail);
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
/// A request that is not signed, or whose secret id is unknown, has no cause.
pub fn diagnose(
    error: &VerifyError,
    request: &RawRequest,
    keys: &dyn KeyLookup,
    server: &ServerFacts<'_>,
) -> Diagnosis {
    stages::diagnose(error, request, keys, server)
}

/// The second of a timestamp in seconds or, if it is too large for that, in
/// milliseconds.
fn seconds(digits: &str) -> Option<Timestamp> {
    let number: u64 = digits.parse().ok()?;
    // The year 5138 in seconds, 1973 in milliseconds.
    let is_milliseconds = number >= 100_000_000_000;
    Timestamp::new(if is_milliseconds { number / 1_000 } else { number })
}
