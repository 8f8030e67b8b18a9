//! An unsigned request: action, input and common parameters.

use alloc::borrow::{Cow, ToOwned};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use serde_json::value::RawValue;

use crate::error::JsonError;
use crate::sign::SigningKey;
use crate::{Action, BodyKind, Credential, Effect};

mod binary;
mod content;
mod error;
mod flatten;
mod http_request;
mod multipart;
mod options;
mod set;
mod settings;
mod steps;
mod v1;

use self::content::Content;
pub use self::error::RequestError;
pub use self::options::{Language, Method, SignatureMethod};
pub use self::settings::RequestOptions;

/// An unsigned request. It does not depend on time, endpoint or credential, and can
/// be signed more than once.
///
/// [`Request::of`] creates it from a typed action, [`Request::new`] from names and
/// JSON:
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
    /// The first labels of the host, if they are not the service.
    host_labels: Option<Cow<'static, str>>,
    region: Option<String>,
    language: Option<Language>,
    client_suffix: Option<String>,
    trace_id: Option<String>,
    content: Content,
    signature: SignatureMethod,
    unsigned_payload: bool,
    signed_headers: Vec<HeaderName>,
    headers: Vec<(HeaderName, HeaderValue)>,
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

/// The authorization of a request.
#[derive(Debug, Clone, Copy)]
pub enum Auth<'a> {
    /// Signed with this credential.
    Sign {
        /// The credential whose id and token are sent.
        credential: &'a Credential,
        /// The cached signing key. If its date or service does not match,
        /// [`Request::to_http`] derives the right key and does not cache it.
        key: &'a SigningKey,
    },
    /// `Authorization: SKIP`, for the few actions that allow unsigned requests.
    Skip,
}

impl Request {
    /// Creates the request of a typed action.
    ///
    /// # Errors
    ///
    /// If the input does not serialize, and if a member of an action that takes octets is
    /// a list or a structure.
    pub fn of<A: Action>(action: &A) -> Result<Self, RequestError> {
        let input = serde_json::to_vec(action)
            .map_err(|error| RequestError::Body(JsonError::new(&error)))?;
        let mut request = Self::new(A::SERVICE, A::VERSION, A::NAME, input);
        match A::BODY {
            BodyKind::Json => {}
            BodyKind::Multipart => {
                let file = |(name, content): (&str, &[u8])| {
                    (name.to_owned(), Bytes::copy_from_slice(content))
                };
                request = request.with_files(action.files().into_iter().map(file).collect());
            }
            BodyKind::Octets => {
                let body = Bytes::copy_from_slice(action.octets());
                request = request.with_members_as_headers()?.octet_body(body)?;
            }
        }
        request.effect = A::EFFECT;
        request.rate = A::RATE;
        request.signed = A::SIGNED;
        request.declares_error = A::DECLARES_ERROR;
        request.host_labels = A::HOST.map(Cow::Borrowed);
        Ok(request)
    }

    /// Creates a request for any action, with a JSON string as input. It counts as a
    /// write unless [`Request::with_effect`] says otherwise. The input is a literal or
    /// owned: of a `&str` that is no literal, pass a `String`.
    pub fn new(
        service: impl Into<Cow<'static, str>>,
        version: impl Into<Cow<'static, str>>,
        action: impl Into<Cow<'static, str>>,
        body: impl Into<Bytes>,
    ) -> Self {
        Self {
            service: service.into(),
            version: version.into(),
            action: action.into(),
            effect: Effect::Write,
            rate: None,
            signed: true,
            declares_error: false,
            host_labels: None,
            region: None,
            language: None,
            client_suffix: None,
            trace_id: None,
            content: Content::Json(body.into()),
            signature: SignatureMethod::Tc3,
            unsigned_payload: false,
            signed_headers: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// Creates a request for an action that takes files. The members of the JSON
    /// object `input` and the named files are sent as `multipart/form-data`.
    pub fn multipart(
        service: impl Into<Cow<'static, str>>,
        version: impl Into<Cow<'static, str>>,
        action: impl Into<Cow<'static, str>>,
        input: impl Into<Bytes>,
        files: Vec<(String, Bytes)>,
    ) -> Self {
        let content = Content::Multipart { input: input.into(), files };
        Self { content, ..Self::new(service, version, action, Bytes::new()) }
    }

    /// Creates a request for an action that takes `application/octet-stream`.
    /// Parameter `Foo` of service `asr` is sent as the header `X-ASR-Foo`. An empty body
    /// is not sent; see [`Request::octet_body`].
    pub fn octets(
        service: impl Into<Cow<'static, str>>,
        version: impl Into<Cow<'static, str>>,
        action: impl Into<Cow<'static, str>>,
        parameters: Vec<(String, String)>,
        body: impl Into<Bytes>,
    ) -> Self {
        let content = Content::Octets { parameters, body: body.into() };
        Self { content, ..Self::new(service, version, action, Bytes::new()) }
    }

    /// The product, such as `ecm`.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The API version of the product.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The name of the action.
    pub fn action(&self) -> &str {
        &self.action
    }

    /// The effect of the action, which decides about retries.
    pub fn effect(&self) -> Effect {
        self.effect
    }

    /// Whether the request is idempotent: it is a read, or it contains the client
    /// token by which the service recognizes a duplicate. Only such a request may be
    /// retried if the outcome of an attempt is unknown.
    pub fn is_idempotent(&self) -> bool {
        match self.effect {
            Effect::Read => true,
            Effect::Write => false,
            Effect::Token(member) => self.has_string(member),
        }
    }

    /// Whether this member of the input is a string that is not empty.
    fn has_string(&self, member: &str) -> bool {
        let Ok(input) = serde_json::from_slice::<BTreeMap<String, &RawValue>>(self.body()) else {
            return false;
        };
        let value = input.get(member).map(|value| value.get());
        value.is_some_and(|value| value.starts_with('"') && value != "\"\"")
    }

    /// Takes service, version, action, host and rate from `other`.
    pub(crate) fn with_action_of(mut self, other: &Self) -> Self {
        self.service.clone_from(&other.service);
        self.version.clone_from(&other.version);
        self.action.clone_from(&other.action);
        self.host_labels.clone_from(&other.host_labels);
        self.rate = other.rate;
        self
    }

    /// The key of the rate limit: service and action.
    pub(crate) fn key(&self) -> (Cow<'static, str>, Cow<'static, str>) {
        (self.service.clone(), self.action.clone())
    }

    /// The common parameter Region, if the request has one.
    ///
    /// ```
    /// use tencentcloud_core::Request;
    ///
    /// let request = Request::new("cvm", "2017-03-12", "DescribeZones", "{}");
    /// assert_eq!(request.common_region(), None);
    /// assert_eq!(request.region("ap-guangzhou").common_region(), Some("ap-guangzhou"));
    /// ```
    pub fn common_region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The documented rate limit in requests per second, if there is one.
    pub fn documented_rate(&self) -> Option<u32> {
        self.rate
    }

    /// Whether the request is signed. See [`Request::unsigned`].
    pub fn is_signed(&self) -> bool {
        self.signed
    }

    /// Whether a successful output of the action may have a member `Error`.
    pub fn declares_error(&self) -> bool {
        self.declares_error
    }

    /// The first labels of the host, if they are not the service. See
    /// [`Request::host_labels`].
    pub fn first_host_labels(&self) -> Option<&str> {
        self.host_labels.as_deref()
    }

    /// The named files of a request made with [`Request::multipart`].
    pub fn files(&self) -> &[(String, Bytes)] {
        match &self.content {
            Content::Multipart { files, .. } => files,
            _ => &[],
        }
    }

    /// The parameters of a request made with [`Request::octets`], which are sent as
    /// headers; `None` for any other request.
    pub fn header_parameters(&self) -> Option<&[(String, String)]> {
        match &self.content {
            Content::Octets { parameters, .. } => Some(parameters),
            _ => None,
        }
    }

    /// The input: JSON, or the bytes of an octet stream.
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
