//! The HTTP request, in each of the forms that the service takes.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, USER_AGENT};
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::{Map, Value};

use super::flatten::flatten;
use super::multipart;
use super::{Auth, Content, Request, RequestError, SignatureMethod};
use crate::error::JsonError;
use crate::sign::{self, CanonicalRequest, Payload, SigningKey};
use crate::{Credential, Date, Now, Origin, Secret, form};

/// Bytes that the service accepts: of the body of a POST under signature v3,
/// under v1, and of the query of a GET.
pub(super) const POST_LIMIT: usize = 10 * 1024 * 1024;
pub(super) const FORM_LIMIT: usize = 1024 * 1024;
pub(super) const QUERY_LIMIT: usize = 32 * 1024;

/// The longest text the service takes for `X-TC-RequestClient`.
const REQUEST_CLIENT_LIMIT: usize = 128;

const SDK: &str = concat!("SDK_RUST_", env!("CARGO_PKG_VERSION"));
const PRODUCT: HeaderValue =
    HeaderValue::from_static(concat!("tencentcloud-rust/", env!("CARGO_PKG_VERSION")));

const JSON: &str = "application/json";
pub(super) const FORM: &str = "application/x-www-form-urlencoded";
const OCTETS: &str = "application/octet-stream";

const X_TC_ACTION: HeaderName = HeaderName::from_static("x-tc-action");
const X_TC_CONTENT_SHA256: HeaderName = HeaderName::from_static("x-tc-content-sha256");
const X_TC_LANGUAGE: HeaderName = HeaderName::from_static("x-tc-language");
const X_TC_REGION: HeaderName = HeaderName::from_static("x-tc-region");
const X_TC_REQUESTCLIENT: HeaderName = HeaderName::from_static("x-tc-requestclient");
pub(super) const X_TC_TIMESTAMP: HeaderName = HeaderName::from_static("x-tc-timestamp");
pub(super) const X_TC_TOKEN: HeaderName = HeaderName::from_static("x-tc-token");
const X_TC_TRACEID: HeaderName = HeaderName::from_static("x-tc-traceid");
const X_TC_VERSION: HeaderName = HeaderName::from_static("x-tc-version");

/// What goes over the wire besides the headers of the protocol.
pub(super) struct Wire {
    pub(super) method: Method,
    pub(super) query: String,
    pub(super) content_type: Cow<'static, str>,
    pub(super) body: Bytes,
}

impl Request {
    /// The HTTP request to send to `origin` at this moment.
    ///
    /// One reading of the clock serves date and timestamp, so a request made at
    /// midnight is whole. It is good for five minutes. `now.random` becomes the
    /// nonce of a v1 signature and the boundary of a multipart body.
    pub fn to_http(
        &self,
        origin: &Origin,
        now: Now,
        auth: Auth<'_>,
    ) -> Result<http::Request<Bytes>, RequestError> {
        match self.signature {
            SignatureMethod::Tc3 => self.tc3(origin, now, auth),
            SignatureMethod::V1(algorithm) => {
                let Auth::Sign { credential, .. } = auth else {
                    return Err(RequestError::Form("an unsigned request has no v1 form"));
                };
                let wire = self.v1_wire(origin, now, algorithm, credential)?;
                let mut headers = self.headers(origin, &wire)?;
                self.trace(&mut headers)?;
                assemble(origin, wire, headers)
            }
        }
    }

    fn tc3(
        &self,
        origin: &Origin,
        now: Now,
        auth: Auth<'_>,
    ) -> Result<http::Request<Bytes>, RequestError> {
        let wire = self.tc3_wire(now)?;
        let mut headers = self.headers(origin, &wire)?;
        self.common_parameters(&mut headers, now)?;
        if let Auth::Sign { credential, .. } = auth
            && let Some(token) = credential.token()
        {
            headers.insert(X_TC_TOKEN, token_header(token)?);
        }
        let authorization = self.authorization(origin, &wire, &headers, now, auth)?;
        headers.insert(AUTHORIZATION, authorization);
        assemble(origin, wire, headers)
    }

    /// Method, query and body under signature v3.
    fn tc3_wire(&self, now: Now) -> Result<Wire, RequestError> {
        let post = |content_type, body: Bytes| {
            limited(body.len(), POST_LIMIT)?;
            Ok(Wire { method: Method::POST, query: String::new(), content_type, body })
        };
        match &self.content {
            Content::Json(body) => post(JSON.into(), body.clone()),
            Content::Query(input) => {
                let query = encode(&flatten(&object(input)?));
                limited(query.len(), QUERY_LIMIT)?;
                let content_type = FORM.into();
                Ok(Wire { method: Method::GET, query, content_type, body: Bytes::new() })
            }
            Content::Multipart { input, files } => {
                let multipart = multipart::encode(&object(input)?, files, now.random);
                let content_type = format!("multipart/form-data; boundary={}", multipart.boundary);
                post(content_type.into(), multipart.body.into())
            }
            Content::Octets { body, .. } => post(OCTETS.into(), body.clone()),
        }
    }

    /// What every request has, whatever its signature, over what the caller added.
    fn headers(&self, origin: &Origin, wire: &Wire) -> Result<HeaderMap, RequestError> {
        let content_type = word("Content-Type", &wire.content_type)?;
        let mut headers = HeaderMap::with_capacity(12);
        headers.insert(USER_AGENT, PRODUCT);
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        headers.insert(HOST, origin.http().header().clone());
        headers.insert(CONTENT_TYPE, content_type);
        Ok(headers)
    }

    /// The common parameters as headers, and those of an octet stream.
    fn common_parameters(&self, headers: &mut HeaderMap, now: Now) -> Result<(), RequestError> {
        headers.insert(X_TC_ACTION, word("X-TC-Action", &self.action)?);
        headers.insert(X_TC_VERSION, word("X-TC-Version", &self.version)?);
        headers.insert(X_TC_TIMESTAMP, now.unix.into());
        let client = self.request_client_text()?;
        headers.insert(X_TC_REQUESTCLIENT, word("X-TC-RequestClient", &client)?);
        if let Some(region) = &self.region {
            headers.insert(X_TC_REGION, value("X-TC-Region", region)?);
        }
        if let Some(language) = self.language {
            headers.insert(X_TC_LANGUAGE, HeaderValue::from_static(language.as_str()));
        }
        if self.unsigned_payload {
            headers.insert(X_TC_CONTENT_SHA256, HeaderValue::from_static("UNSIGNED-PAYLOAD"));
        }
        if let Content::Octets { parameters, .. } = &self.content {
            for (name, text) in parameters {
                let name = format!("X-{}-{name}", self.service.to_ascii_uppercase());
                let header = HeaderName::from_bytes(name.as_bytes());
                let header = header.map_err(|_| RequestError::Header(name.clone()))?;
                headers.insert(header, value(&name, text)?);
            }
        }
        self.trace(headers)
    }

    fn trace(&self, headers: &mut HeaderMap) -> Result<(), RequestError> {
        if let Some(id) = &self.trace_id {
            headers.insert(X_TC_TRACEID, value("X-TC-TraceId", id)?);
        }
        Ok(())
    }

    pub(super) fn request_client_text(&self) -> Result<Cow<'static, str>, RequestError> {
        let Some(text) = &self.client else { return Ok(SDK.into()) };
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_,;.".contains(&byte);
        if text.len() > REQUEST_CLIENT_LIMIT || !text.bytes().all(allowed) {
            return Err(RequestError::Header("X-TC-RequestClient".into()));
        }
        Ok(format!("{SDK}; {text}").into())
    }

    fn authorization(
        &self,
        origin: &Origin,
        wire: &Wire,
        headers: &HeaderMap,
        now: Now,
        auth: Auth<'_>,
    ) -> Result<HeaderValue, RequestError> {
        let Auth::Sign { credential, key } = auth else {
            return Ok(HeaderValue::from_static("SKIP"));
        };
        let signed_headers = self
            .signed_headers
            .iter()
            .map(|name| {
                let value = headers.get(name).and_then(|value| value.to_str().ok());
                Ok((name.as_str(), value.ok_or_else(|| RequestError::Header(name.to_string()))?))
            })
            .collect::<Result<Vec<_>, RequestError>>()?;
        let canonical = self.canonical(origin, wire, &signed_headers);
        let key = self.right_key(credential, key, now.unix.date());
        let authorization = sign::sign(&canonical, credential.secret_id(), &key, now.unix)?;
        authorization.to_header_value().ok_or_else(|| RequestError::Header("Authorization".into()))
    }

    /// What signature v3 signs of it.
    fn canonical<'a>(
        &self,
        origin: &'a Origin,
        wire: &'a Wire,
        signed_headers: &'a [(&'a str, &'a str)],
    ) -> CanonicalRequest<'a> {
        CanonicalRequest {
            method: wire.method.as_str(),
            query: &wire.query,
            content_type: &wire.content_type,
            host: origin.authority(),
            signed_headers,
            payload: if self.unsigned_payload {
                Payload::Unsigned
            } else {
                Payload::Signed(&wire.body)
            },
        }
    }

    /// This key, or the one that it should be.
    pub(super) fn right_key<'a>(
        &self,
        credential: &Credential,
        key: &'a SigningKey,
        date: Date,
    ) -> Cow<'a, SigningKey> {
        if key.date() == date && key.service() == self.service {
            Cow::Borrowed(key)
        } else {
            Cow::Owned(SigningKey::derive(credential.secret_key(), date, &*self.service))
        }
    }
}

fn assemble(
    origin: &Origin,
    wire: Wire,
    headers: HeaderMap,
) -> Result<http::Request<Bytes>, RequestError> {
    let refused = || RequestError::Header("Host".into());
    let target = match wire.query.as_str() {
        "" => PathAndQuery::from_static("/"),
        query => PathAndQuery::from_maybe_shared(format!("/?{query}")).map_err(|_| refused())?,
    };
    let uri = origin.http().uri(target).map_err(|_| refused())?;
    let mut request = http::Request::new(wire.body);
    *request.method_mut() = wire.method;
    *request.uri_mut() = uri;
    *request.headers_mut() = headers;
    Ok(request)
}

pub(super) fn encode(pairs: &[(String, String)]) -> String {
    form::encode(pairs.iter().map(|(name, value)| (&**name, &**value)))
}

pub(super) fn object(input: &Bytes) -> Result<Map<String, Value>, RequestError> {
    serde_json::from_slice(input)
        .map_err(|error| RequestError::NotAnObject(JsonError::without_value(&error)))
}

/// Checked before anything is hashed.
pub(super) fn limited(size: usize, limit: usize) -> Result<(), RequestError> {
    if size > limit { Err(RequestError::TooLarge { size, limit }) } else { Ok(()) }
}

/// A header value, or the name of the parameter that cannot be one. A line
/// break in a parameter ends here and never becomes a header of its own.
fn value(name: &str, text: &str) -> Result<HeaderValue, RequestError> {
    HeaderValue::from_str(text).map_err(|_| RequestError::Header(name.into()))
}

/// The same of a text that is often known when the program is built, and then
/// not copied.
#[expect(clippy::ptr_arg, reason = "a text that is borrowed for ever is not copied")]
fn word(name: &str, text: &Cow<'static, str>) -> Result<HeaderValue, RequestError> {
    match text {
        Cow::Borrowed(text) => HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes()))
            .map_err(|_| RequestError::Header(name.into())),
        Cow::Owned(text) => value(name, text),
    }
}

/// The value of `X-TC-Token`, marked so that HTTP libraries leave it out of
/// their logs.
pub(super) fn token_header(token: &Secret) -> Result<HeaderValue, RequestError> {
    let mut value = value("X-TC-Token", token.expose())?;
    value.set_sensitive(true);
    Ok(value)
}
