//! A request before it is signed: an action, its body and the common parameters.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use serde_json::value::RawValue;

use crate::error::JsonError;
use crate::sign::SigningKey;
use crate::sign::v1::Algorithm;
use crate::{Action, BodyKind, Credential, Effect};

mod error;
mod flatten;
mod http_request;
mod multipart;
mod options;
mod v1_wire;

pub use self::error::RequestError;

/// An unsigned request, independent of when, where and by whom it will be sent.
///
/// Made from a typed action with [`Request::of`], or from names and JSON with
/// [`Request::new`]:
///
/// ```
/// use tencentcloud_core::{Effect, Request};
///
/// let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}")
///     .with_effect(Effect::Read)
///     .region("ap-guangzhou");
/// assert_eq!(request.action(), "DescribeImage");
/// ```
#[derive(Clone)]
pub struct Request {
    service: Cow<'static, str>,
    version: Cow<'static, str>,
    action: Cow<'static, str>,
    effect: Effect,
    rate: Option<u32>,
    signed: bool,
    declares_error: bool,
    region: Option<String>,
    language: Option<Language>,
    client: Option<String>,
    trace_id: Option<String>,
    content: Content,
    signature: SignatureMethod,
    unsigned_payload: bool,
    signed_headers: Vec<HeaderName>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// What is sent, by the form in which it is.
#[derive(Clone)]
enum Content {
    /// JSON text in the body; under signature v1 a form.
    Json(Bytes),
    /// JSON text whose members become the query of a GET.
    Query(Bytes),
    /// JSON text whose members become parts, and files beside them.
    Multipart { input: Bytes, files: Vec<(String, Bytes)> },
    /// Bytes as they are, and parameters as headers.
    Octets { parameters: Vec<(String, String)>, body: Bytes },
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("service", &self.service)
            .field("version", &self.version)
            .field("action", &self.action)
            .field("effect", &self.effect)
            .field("region", &self.region)
            .field("signature", &self.signature)
            .field("content", &self.content)
            .finish_non_exhaustive()
    }
}

/// Sizes only: an input may hold what a log must not.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(input) => write!(f, "Json({} bytes)", input.len()),
            Self::Query(input) => write!(f, "Query({} bytes)", input.len()),
            Self::Multipart { input, files } => {
                write!(f, "Multipart({} bytes, {} files)", input.len(), files.len())
            }
            Self::Octets { body, .. } => write!(f, "Octets({} bytes)", body.len()),
        }
    }
}

/// The HTTP method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Method {
    /// The input in the query, at most 32 KB of it.
    Get,
    /// The input in the body.
    #[default]
    Post,
}

/// How a request is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SignatureMethod {
    /// Signature v3, `TC3-HMAC-SHA256`: every form of request.
    #[default]
    Tc3,
    /// Signature v1: all parameters in the query of a GET or the form of a POST.
    V1(Algorithm),
}

/// The language of error messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// Simplified Chinese.
    ZhCn,
    /// English.
    EnUs,
}

impl Language {
    /// The value of `X-TC-Language`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::EnUs => "en-US",
        }
    }
}

/// How a request is authorised.
#[derive(Debug, Clone, Copy)]
pub enum Auth<'a> {
    /// Signed by this credential; the key is derived from it. A key of another
    /// day or service is not used: a right one is derived on the spot.
    Sign {
        /// Whose id, and token, go into the headers.
        credential: &'a Credential,
        /// Derived once for a day and a service, and kept by the caller.
        key: &'a SigningKey,
    },
    /// Sent with `Authorization: SKIP`, for the few actions that allow it.
    Skip,
}

impl Request {
    /// The request of a typed action.
    pub fn of<A: Action>(action: &A) -> Result<Self, RequestError> {
        let input = serde_json::to_vec(action)
            .map_err(|error| RequestError::Body(JsonError::new(&error)))?;
        let mut request = match A::BODY {
            BodyKind::Json => Self::new(A::SERVICE, A::VERSION, A::NAME, input),
            BodyKind::Multipart => {
                Self::multipart(A::SERVICE, A::VERSION, A::NAME, input, Vec::new())
            }
            BodyKind::Octets => {
                return Err(RequestError::Form("a request of bytes is made with Request::octets"));
            }
        };
        request.effect = A::EFFECT;
        request.rate = A::RATE;
        request.signed = A::SIGNED;
        request.declares_error = A::DECLARES_ERROR;
        Ok(request)
    }

    /// A request for any action by name, with a body of JSON text. It counts
    /// as one that changes something unless [`Request::effect`] says otherwise.
    pub fn new(
        service: impl Into<Cow<'static, str>>,
        version: impl Into<Cow<'static, str>>,
        action: impl Into<Cow<'static, str>>,
        body: impl Into<Bytes>,
    ) -> Self {
        Self::with(service, version, action, Content::Json(body.into()))
    }

    /// A request for an action that takes files: the members of a JSON object
    /// and the files, by name, as parts of `multipart/form-data`.
    pub fn multipart(
        service: impl Into<Cow<'static, str>>,
        version: impl Into<Cow<'static, str>>,
        action: impl Into<Cow<'static, str>>,
        input: impl Into<Bytes>,
        files: Vec<(String, Bytes)>,
    ) -> Self {
        Self::with(service, version, action, Content::Multipart { input: input.into(), files })
    }

    /// A request for an action that takes bytes, `application/octet-stream`.
    /// Its parameters travel as headers `X-SERVICE-Name`, where only the name
    /// is given here.
    pub fn octets(
        service: impl Into<Cow<'static, str>>,
        version: impl Into<Cow<'static, str>>,
        action: impl Into<Cow<'static, str>>,
        parameters: Vec<(String, String)>,
        body: impl Into<Bytes>,
    ) -> Self {
        Self::with(service, version, action, Content::Octets { parameters, body: body.into() })
    }

    fn with(
        service: impl Into<Cow<'static, str>>,
        version: impl Into<Cow<'static, str>>,
        action: impl Into<Cow<'static, str>>,
        content: Content,
    ) -> Self {
        Self {
            service: service.into(),
            version: version.into(),
            action: action.into(),
            effect: Effect::Write,
            rate: None,
            signed: true,
            declares_error: false,
            region: None,
            language: None,
            client: None,
            trace_id: None,
            content,
            signature: SignatureMethod::Tc3,
            unsigned_payload: false,
            signed_headers: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// The product.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The version of its API.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The action's name.
    pub fn action(&self) -> &str {
        &self.action
    }

    /// Whether sending it twice is harmless.
    pub fn effect(&self) -> Effect {
        self.effect
    }

    /// Whether it may be sent again when nobody knows whether the service
    /// carried the first one out: it changes nothing, or it holds the token by
    /// which the service knows a repetition.
    pub fn is_idempotent(&self) -> bool {
        match self.effect {
            Effect::Read => true,
            Effect::Write => false,
            Effect::Token(member) => self.has_text(member),
        }
    }

    /// Whether the input has this member, with a text that is not empty.
    fn has_text(&self, member: &str) -> bool {
        let input: Option<BTreeMap<Cow<'_, str>, &RawValue>> =
            serde_json::from_slice(self.body()).ok();
        let text = input.as_ref().and_then(|input| input.get(member)).map(|value| value.get());
        text.is_some_and(|text| text.starts_with('"') && text != "\"\"")
    }

    /// The same, but calling what `other` calls.
    pub(crate) fn in_place_of(mut self, other: &Self) -> Self {
        self.service.clone_from(&other.service);
        self.version.clone_from(&other.version);
        self.action.clone_from(&other.action);
        self.rate = other.rate;
        self
    }

    /// What a limit counts by.
    pub(crate) fn key(&self) -> (Cow<'static, str>, Cow<'static, str>) {
        (self.service.clone(), self.action.clone())
    }

    /// The documented requests per second, where there is such a limit.
    pub fn documented_rate(&self) -> Option<u32> {
        self.rate
    }

    /// Whether it is to be signed at all.
    pub fn is_signed(&self) -> bool {
        self.signed
    }

    /// Whether the output has a member called `Error` of its own.
    pub fn declares_error(&self) -> bool {
        self.declares_error
    }

    /// The input: JSON text, or the bytes of an octet stream.
    pub fn body(&self) -> &Bytes {
        match &self.content {
            Content::Json(input) | Content::Query(input) | Content::Multipart { input, .. } => {
                input
            }
            Content::Octets { body, .. } => body,
        }
    }
}

#[cfg(test)]
mod tests;
