//! A request before it is signed: an action, its body and the common parameters.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde::Serialize;

use crate::sign::{self, CanonicalRequest, Payload, SignError, SigningKey};
use crate::{Action, Credential, Effect, Origin, Timestamp};

/// An unsigned request, independent of when, where and by whom it will be sent.
///
/// Made from a typed action with [`Request::of`], or from names and JSON with
/// [`Request::new`]:
///
/// ```
/// use tencentcloud_core::{Effect, Request};
///
/// let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}")
///     .effect(Effect::Read)
///     .region("ap-guangzhou");
/// assert_eq!(request.action(), "DescribeImage");
/// ```
#[derive(Debug, Clone)]
pub struct Request {
    service: Cow<'static, str>,
    version: Cow<'static, str>,
    action: Cow<'static, str>,
    effect: Effect,
    signed: bool,
    declares_error: bool,
    region: Option<String>,
    language: Option<Language>,
    client: Option<String>,
    trace_id: Option<String>,
    body: Bytes,
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

/// Bytes of a signed POST body that the service accepts.
const BODY_LIMIT: usize = 10 * 1024 * 1024;

/// The longest text the service takes for `X-TC-RequestClient`.
const REQUEST_CLIENT_LIMIT: usize = 128;

const SDK: &str = concat!("SDK_RUST_", env!("CARGO_PKG_VERSION"));

const USER_AGENT_VALUE: HeaderValue =
    HeaderValue::from_static(concat!("tencentcloud-rust/", env!("CARGO_PKG_VERSION")));

impl Request {
    /// The request of a typed action.
    pub fn of<A: Action>(action: &A) -> Result<Self, RequestError> {
        let body = json(action)?;
        let mut request = Self::new(A::SERVICE, A::VERSION, A::NAME, body).effect(A::EFFECT);
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
        Self {
            service: service.into(),
            version: version.into(),
            action: action.into(),
            effect: Effect::Write,
            signed: true,
            declares_error: false,
            region: None,
            language: None,
            client: None,
            trace_id: None,
            body: body.into(),
        }
    }

    /// Says what sending this does.
    #[must_use]
    pub fn effect(mut self, effect: Effect) -> Self {
        self.effect = effect;
        self
    }

    /// The common parameter Region. An empty one is left out, since the
    /// service refuses it.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into()).filter(|region| !region.is_empty());
        self
    }

    /// The language of error messages.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// Text added to `X-TC-RequestClient`, by which a caller finds its own
    /// calls in the service's logs: at most 128 characters of letters, digits
    /// and `-_,;.`.
    #[must_use]
    pub fn request_client(mut self, text: impl Into<String>) -> Self {
        self.client = Some(text.into()).filter(|text| !text.is_empty());
        self
    }

    /// An id by which the service's logs connect several requests.
    #[must_use]
    pub fn trace_id(mut self, id: impl Into<String>) -> Self {
        self.trace_id = Some(id.into()).filter(|id| !id.is_empty());
        self
    }

    /// Fills in region and language where the request has none of its own.
    #[must_use]
    pub fn defaults(mut self, region: Option<&str>, language: Option<Language>) -> Self {
        self.language = self.language.or(language);
        match region {
            Some(region) if self.region.is_none() => self.region(region),
            _ => self,
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
    pub fn repeatable(&self) -> Effect {
        self.effect
    }

    /// Whether it is to be signed at all.
    pub fn is_signed(&self) -> bool {
        self.signed
    }

    /// Whether the output has a member called `Error` of its own.
    pub fn declares_error(&self) -> bool {
        self.declares_error
    }

    /// The JSON text that will be sent.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The HTTP request to send to `origin` at this moment.
    ///
    /// Date and timestamp are both `at`, so a request made at midnight is
    /// whole. It is good for five minutes.
    pub fn to_http(
        &self,
        origin: &Origin,
        at: Timestamp,
        auth: Auth<'_>,
    ) -> Result<http::Request<Bytes>, RequestError> {
        if self.body.len() > BODY_LIMIT {
            return Err(RequestError::TooLarge { size: self.body.len(), limit: BODY_LIMIT });
        }
        let mut headers = self.common_headers(origin, at)?;
        if let Auth::Sign { credential, .. } = auth
            && let Some(token) = credential.token()
        {
            headers.insert(X_TC_TOKEN, secret(value("X-TC-Token", token.expose())?));
        }
        headers.insert(AUTHORIZATION, self.authorization(origin, at, auth)?);

        let uri = Uri::builder()
            .scheme(match origin.scheme() {
                crate::Scheme::Http => http::uri::Scheme::HTTP,
                crate::Scheme::Https => http::uri::Scheme::HTTPS,
            })
            .authority(origin.authority())
            .path_and_query("/")
            .build()
            .map_err(|_| RequestError::Header("Host"))?;
        let mut request = http::Request::new(self.body.clone());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        Ok(request)
    }

    fn common_headers(&self, origin: &Origin, at: Timestamp) -> Result<HeaderMap, RequestError> {
        let mut headers = HeaderMap::with_capacity(12);
        headers.insert(HOST, value("Host", origin.authority())?);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
        headers.insert(USER_AGENT, USER_AGENT_VALUE);
        headers.insert(X_TC_ACTION, value("X-TC-Action", &self.action)?);
        headers.insert(X_TC_VERSION, value("X-TC-Version", &self.version)?);
        headers.insert(X_TC_TIMESTAMP, HeaderValue::from(at.seconds()));
        headers.insert(X_TC_REQUESTCLIENT, self.request_client_value()?);
        if let Some(region) = &self.region {
            headers.insert(X_TC_REGION, value("X-TC-Region", region)?);
        }
        if let Some(language) = self.language {
            headers.insert(X_TC_LANGUAGE, HeaderValue::from_static(language.as_str()));
        }
        if let Some(id) = &self.trace_id {
            headers.insert(X_TC_TRACEID, value("X-TC-TraceId", id)?);
        }
        Ok(headers)
    }

    fn request_client_value(&self) -> Result<HeaderValue, RequestError> {
        let Some(text) = &self.client else {
            return Ok(HeaderValue::from_static(SDK));
        };
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_,;.".contains(&byte);
        if text.len() > REQUEST_CLIENT_LIMIT || !text.bytes().all(allowed) {
            return Err(RequestError::Header("X-TC-RequestClient"));
        }
        value("X-TC-RequestClient", &alloc::format!("{SDK}; {text}"))
    }

    fn authorization(
        &self,
        origin: &Origin,
        at: Timestamp,
        auth: Auth<'_>,
    ) -> Result<HeaderValue, RequestError> {
        let Auth::Sign { credential, key } = auth else {
            return Ok(HeaderValue::from_static("SKIP"));
        };
        let canonical = CanonicalRequest {
            method: "POST",
            query: "",
            content_type: JSON,
            host: origin.authority(),
            signed_headers: &[],
            payload: Payload::Signed(&self.body),
        };
        let fresh;
        let key = if key.date() == at.date() && key.service() == self.service {
            key
        } else {
            fresh = SigningKey::derive(credential.secret_key(), at.date(), &*self.service);
            &fresh
        };
        let authorization = sign::sign(&canonical, credential.secret_id(), key, at)?;
        HeaderValue::from_maybe_shared(Bytes::from(Vec::from(authorization)))
            .map(secret)
            .map_err(|_| RequestError::Header("Authorization"))
    }
}

const JSON: &str = "application/json";

const X_TC_ACTION: HeaderName = HeaderName::from_static("x-tc-action");
const X_TC_LANGUAGE: HeaderName = HeaderName::from_static("x-tc-language");
const X_TC_REGION: HeaderName = HeaderName::from_static("x-tc-region");
const X_TC_REQUESTCLIENT: HeaderName = HeaderName::from_static("x-tc-requestclient");
const X_TC_TIMESTAMP: HeaderName = HeaderName::from_static("x-tc-timestamp");
const X_TC_TOKEN: HeaderName = HeaderName::from_static("x-tc-token");
const X_TC_TRACEID: HeaderName = HeaderName::from_static("x-tc-traceid");
const X_TC_VERSION: HeaderName = HeaderName::from_static("x-tc-version");

fn json<A: Serialize>(action: &A) -> Result<Vec<u8>, RequestError> {
    serde_json::to_vec(action).map_err(RequestError::Body)
}

/// A header value, or the name of the parameter that cannot be one. A line
/// break in a parameter ends here and never becomes a header of its own.
fn value(name: &'static str, text: &str) -> Result<HeaderValue, RequestError> {
    HeaderValue::from_str(text).map_err(|_| RequestError::Header(name))
}

/// Marks a value so that HTTP libraries leave it out of their logs.
fn secret(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}

/// Why a request could not be made. Nothing was sent; correct what it names.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// A parameter that travels as a header has a character that cannot.
    #[error("the value for {0} has characters that cannot stand in a header, or is too long")]
    Header(&'static str),
    /// The input did not serialise.
    #[error("the input cannot be written as JSON: {0}")]
    Body(#[source] serde_json::Error),
    /// The body is larger than the service accepts.
    #[error("the request body has {size} bytes; the service accepts {limit}")]
    TooLarge {
        /// Bytes of the body.
        size: usize,
        /// Bytes that are accepted.
        limit: usize,
    },
    /// The signer refused.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// The keys were made by an emulator, and the host is Tencent Cloud's.
    #[error(
        "keys of an emulator are not sent to {0}: use the endpoint that the emulator printed, or real keys"
    )]
    EmulatorKeys(String),
}

#[cfg(test)]
mod tests;
