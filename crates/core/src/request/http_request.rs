//! The HTTP request, for each signature, method and content type.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use super::flatten::flatten;
use super::multipart;
use super::steps::Signed;
use super::{Auth, Content, Request, RequestError, SignatureMethod};
use crate::sign::{self, CanonicalRequest, Payload, SigningKey};
use crate::{Credential, Date, Now, Origin, form};

/// The size limits of the service in bytes: the body of a POST under signature v3
/// and under v1, and the query of a GET.
const POST_LIMIT: usize = 10 * 1024 * 1024;
pub(super) const FORM_LIMIT: usize = 1024 * 1024;
pub(super) const QUERY_LIMIT: usize = 32 * 1024;

/// The longest suffix that the service accepts in `X-TC-RequestClient`.
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
const X_TC_TIMESTAMP: HeaderName = HeaderName::from_static("x-tc-timestamp");
const X_TC_TOKEN: HeaderName = HeaderName::from_static("x-tc-token");
const X_TC_TRACEID: HeaderName = HeaderName::from_static("x-tc-traceid");
const X_TC_VERSION: HeaderName = HeaderName::from_static("x-tc-version");

/// Reasons of [`RequestError::Header`].
const MISSING: &str = "to be signed, but not set";
const INVALID_NAME: &str = "the name contains a character that is not allowed";
const INVALID_VALUE: &str = "the value contains a character that is not allowed";
const INVALID_CLIENT: &str = "at most 128 letters, digits and characters of -_,;. are allowed";

/// A request with its input encoded, before headers are added.
pub(super) struct EncodedRequest {
    pub(super) method: Method,
    pub(super) query: String,
    pub(super) content_type: Cow<'static, str>,
    pub(super) body: Bytes,
}

impl Request {
    /// Creates the HTTP request to `origin`, signed at `now`.
    ///
    /// The service accepts it for five minutes. Date and timestamp are from one
    /// reading of the clock, so they agree at midnight. `now.random` determines the
    /// nonce of a v1 signature, which is `(random >> 33) + 1`, and the boundary of a
    /// multipart body: the same `now` makes the same request, byte for byte.
    pub fn to_http(
        &self,
        origin: &Origin,
        now: Now,
        auth: Auth<'_>,
    ) -> Result<http::Request<Bytes>, RequestError> {
        self.to_http_observed(origin, now, auth, |_| ())
    }

    /// The same. `observe` sees what is signed; that of a call does nothing and is
    /// compiled to nothing.
    pub(super) fn to_http_observed(
        &self,
        origin: &Origin,
        now: Now,
        auth: Auth<'_>,
        observe: impl FnOnce(Signed<'_>),
    ) -> Result<http::Request<Bytes>, RequestError> {
        match self.signature {
            SignatureMethod::Tc3 => self.to_http_tc3(origin, now, auth, observe),
            SignatureMethod::V1(algorithm) => {
                let Auth::Sign { credential, .. } = auth else {
                    return Err(RequestError::Unsupported(
                        "signature v1 cannot send unsigned requests",
                    ));
                };
                let encoded = self.encode_v1(origin, now, algorithm, credential, observe)?;
                let mut headers = self.headers(origin, &encoded)?;
                self.insert_trace_id(&mut headers)?;
                assemble(origin, encoded, headers)
            }
        }
    }

    fn to_http_tc3(
        &self,
        origin: &Origin,
        now: Now,
        auth: Auth<'_>,
        observe: impl FnOnce(Signed<'_>),
    ) -> Result<http::Request<Bytes>, RequestError> {
        let encoded = self.encode_tc3(now)?;
        let mut headers = self.headers(origin, &encoded)?;
        self.insert_common_parameters(&mut headers, now)?;
        if let Auth::Sign { credential, .. } = auth
            && let Some(token) = credential.token()
        {
            let mut value = header_value("X-TC-Token", token.expose())?;
            // HTTP libraries do not log a sensitive value.
            value.set_sensitive(true);
            headers.insert(X_TC_TOKEN, value);
        }
        let authorization = self.authorization(origin, &encoded, &headers, now, auth, observe)?;
        headers.insert(AUTHORIZATION, authorization);
        assemble(origin, encoded, headers)
    }

    fn encode_tc3(&self, now: Now) -> Result<EncodedRequest, RequestError> {
        let post = |content_type, body: Bytes| {
            check_size(body.len(), POST_LIMIT)?;
            Ok(EncodedRequest { method: Method::POST, query: String::new(), content_type, body })
        };
        match &self.content {
            Content::Json(body) => post(JSON.into(), body.clone()),
            Content::Query(input) => {
                let query = form_encode(&flatten(input)?);
                check_size(query.len(), QUERY_LIMIT)?;
                let content_type = FORM.into();
                Ok(EncodedRequest { method: Method::GET, query, content_type, body: Bytes::new() })
            }
            Content::Multipart { input, files } => {
                let multipart = multipart::encode(input, files, now.random)?;
                let content_type = format!("multipart/form-data; boundary={}", multipart.boundary);
                post(content_type.into(), multipart.body.into())
            }
            Content::Octets { body, .. } if body.is_empty() => Err(RequestError::Unsupported(
                "an octet stream must not be empty; set it with Request::octet_body",
            )),
            Content::Octets { body, .. } => post(OCTETS.into(), body.clone()),
        }
    }

    /// The headers of every request, over those that the caller set.
    fn headers(
        &self,
        origin: &Origin,
        encoded: &EncodedRequest,
    ) -> Result<HeaderMap, RequestError> {
        let mut headers = HeaderMap::with_capacity(12);
        headers.insert(USER_AGENT, PRODUCT);
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        headers.insert(HOST, header_value("Host", origin.authority())?);
        headers.insert(CONTENT_TYPE, static_value("Content-Type", &encoded.content_type)?);
        Ok(headers)
    }

    /// Adds the common parameters, and the parameters of an octet stream.
    fn insert_common_parameters(
        &self,
        headers: &mut HeaderMap,
        now: Now,
    ) -> Result<(), RequestError> {
        headers.insert(X_TC_ACTION, static_value("X-TC-Action", &self.action)?);
        headers.insert(X_TC_VERSION, static_value("X-TC-Version", &self.version)?);
        headers.insert(X_TC_TIMESTAMP, now.unix.into());
        let client = self.request_client_value()?;
        headers.insert(X_TC_REQUESTCLIENT, static_value("X-TC-RequestClient", &client)?);
        if let Some(region) = &self.region {
            headers.insert(X_TC_REGION, header_value("X-TC-Region", region)?);
        }
        if let Some(language) = self.language {
            headers.insert(X_TC_LANGUAGE, HeaderValue::from_static(language.as_str()));
        }
        if self.unsigned_payload {
            headers.insert(X_TC_CONTENT_SHA256, HeaderValue::from_static("UNSIGNED-PAYLOAD"));
        }
        if let Content::Octets { parameters, .. } = &self.content {
            for (parameter, value) in parameters {
                let name = format!("X-{}-{parameter}", self.service.to_ascii_uppercase());
                let header = HeaderName::from_bytes(name.as_bytes());
                let header = header.map_err(|_| RequestError::header(&*name, INVALID_NAME))?;
                headers.insert(header, header_value(&name, value)?);
            }
        }
        self.insert_trace_id(headers)
    }

    fn insert_trace_id(&self, headers: &mut HeaderMap) -> Result<(), RequestError> {
        if let Some(id) = &self.trace_id {
            headers.insert(X_TC_TRACEID, header_value("X-TC-TraceId", id)?);
        }
        Ok(())
    }

    pub(super) fn request_client_value(&self) -> Result<Cow<'static, str>, RequestError> {
        let Some(suffix) = &self.client_suffix else { return Ok(SDK.into()) };
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_,;.".contains(&byte);
        if suffix.len() > REQUEST_CLIENT_LIMIT || !suffix.bytes().all(allowed) {
            return Err(RequestError::header("X-TC-RequestClient", INVALID_CLIENT));
        }
        Ok(format!("{SDK}; {suffix}").into())
    }

    fn authorization(
        &self,
        origin: &Origin,
        encoded: &EncodedRequest,
        headers: &HeaderMap,
        now: Now,
        auth: Auth<'_>,
        observe: impl FnOnce(Signed<'_>),
    ) -> Result<HeaderValue, RequestError> {
        let Auth::Sign { credential, key } = auth else {
            return Ok(HeaderValue::from_static("SKIP"));
        };
        let signed_headers = self
            .signed_headers
            .iter()
            .map(|name| {
                let invalid = |reason| RequestError::header(name.as_str(), reason);
                let value = headers.get(name).ok_or_else(|| invalid(MISSING))?;
                Ok((name.as_str(), value.to_str().map_err(|_| invalid(INVALID_VALUE))?))
            })
            .collect::<Result<Vec<_>, RequestError>>()?;
        let canonical_request = CanonicalRequest {
            method: encoded.method.as_str(),
            query: &encoded.query,
            content_type: &encoded.content_type,
            host: origin.authority(),
            signed_headers: &signed_headers,
            payload: if self.unsigned_payload {
                Payload::Unsigned
            } else {
                Payload::Signed(&encoded.body)
            },
        };
        let key = self.key_of(credential, key, now.unix.date());
        let signed = sign::sign(&canonical_request, credential.secret_id(), &key, now.unix)?;
        observe(Signed::Tc3(&signed));
        signed.to_header_value().ok_or_else(|| RequestError::header("Authorization", INVALID_VALUE))
    }

    /// Returns `key` if it is for this date and service, or derives one that is.
    fn key_of<'a>(
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
    encoded: EncodedRequest,
    headers: HeaderMap,
) -> Result<http::Request<Bytes>, RequestError> {
    let mark = if encoded.query.is_empty() { "" } else { "?" };
    let uri = [origin.scheme().as_str(), "://", origin.authority(), "/", mark, &encoded.query];
    let mut request = http::Request::new(encoded.body);
    *request.method_mut() = encoded.method;
    *request.uri_mut() =
        Uri::try_from(uri.concat()).map_err(|_| RequestError::header("Host", INVALID_VALUE))?;
    *request.headers_mut() = headers;
    Ok(request)
}

pub(super) fn form_encode(pairs: &[(String, String)]) -> String {
    form::encode(pairs.iter().map(|(name, value)| (&**name, &**value)))
}

/// Called before anything is hashed.
pub(super) fn check_size(size: usize, limit: usize) -> Result<(), RequestError> {
    if size > limit { Err(RequestError::TooLarge { size, limit }) } else { Ok(()) }
}

/// A header value, or an error with the name of the header. This prevents header
/// injection by a line break in a parameter.
fn header_value(name: &str, value: &str) -> Result<HeaderValue, RequestError> {
    HeaderValue::from_str(value).map_err(|_| RequestError::header(name, INVALID_VALUE))
}

/// The same for a value that is usually static, and then not copied: `bench sign`
/// shows the copies.
#[expect(clippy::ptr_arg, reason = "a static string is not copied")]
fn static_value(name: &str, value: &Cow<'static, str>) -> Result<HeaderValue, RequestError> {
    match value {
        Cow::Borrowed(text) => HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes()))
            .map_err(|_| RequestError::header(name, INVALID_VALUE)),
        Cow::Owned(text) => header_value(name, text),
    }
}
