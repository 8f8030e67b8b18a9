//! The response: HTTP, the envelope of the API, and its output or error code.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::call::RequestSecrets;
use crate::error::{ApiError, Error, JsonError, ReplyError};
use crate::{ErrorCode, Request, event_stream, json};

mod excerpt;
mod locate;

use self::excerpt::OtherJson;

/// An HTTP response with its whole body.
#[derive(Clone)]
#[non_exhaustive]
pub struct RawResponse {
    /// The HTTP status. The API responds with 200 to errors, too.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, without any transfer or content coding.
    pub body: Bytes,
}

/// With the size of the body only: it may hold secrets.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawResponse({}, {} bytes)", self.status, self.body.len())
    }
}

/// `{"Response": …}` around every output and error.
#[derive(Deserialize)]
struct Envelope<T> {
    #[serde(rename = "Response")]
    response: T,
}

/// The two members that the envelope defines. Their values are kept as JSON until
/// their types are known.
#[derive(Deserialize)]
struct Outcome<'a> {
    #[serde(rename = "Error", borrow, default)]
    error: Option<&'a RawValue>,
    /// No documented output has this member.
    #[serde(rename = "error", borrow, default)]
    lower_case_error: Option<&'a RawValue>,
    #[serde(rename = "RequestId", borrow, default)]
    request_id: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Failure<'a> {
    #[serde(rename = "Code", borrow, default)]
    code: Option<&'a RawValue>,
    #[serde(rename = "Message", borrow, default)]
    message: Option<&'a RawValue>,
}

/// Why a response is no output.
enum Failed<'a> {
    /// An error of the API: code and message.
    Api(String, Option<&'a RawValue>),
    /// Not a response of the API, with its member `Error` if that is what is wrong.
    Invalid(ReplyError, Option<&'a RawValue>),
}

impl RawResponse {
    /// A response from its parts.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: body.into() }
    }

    /// Returns the request id if the response is a success.
    ///
    /// An error of the API is one in every HTTP status; an output is one only in 200.
    /// The response is judged as it came, and what the error tells of it is redacted.
    pub(crate) fn classify(
        &self,
        request: &Request,
        secrets: &RequestSecrets,
    ) -> Result<String, Error> {
        if self.is_stream() {
            return Err(self.invalid(request, ReplyError::Stream, secrets));
        }
        let envelope = self.outcome();
        let id = envelope.as_ref().ok().and_then(|outcome| outcome.request_id);
        let request_id =
            id.and_then(string_or_integer).or_else(|| self.header_request_id()).unwrap_or_default();
        let other = match envelope {
            Ok(_) => None,
            Err(_) => core::str::from_utf8(&self.body).ok().and_then(OtherJson::read),
        };
        // A gateway may fail with 5xx after it has passed the request on.
        let is_refusal = !self.status.is_server_error();
        let legacy = other.as_ref().filter(|_| is_refusal).and_then(OtherJson::legacy_error);
        let failed = match (envelope, legacy) {
            (_, Some((code, message))) => Failed::Api(code, message),
            (Err(error), None) => Failed::Invalid(ReplyError::Envelope(error), None),
            (Ok(outcome), None) => match outcome.judge(request.declares_error()) {
                Err(failed) => failed,
                Ok(()) if self.status == StatusCode::OK => return Ok(secrets.redact(&request_id)),
                Ok(()) => Failed::Invalid(ReplyError::Status(self.status), None),
            },
        };
        let action = request.action().into();
        Err(secrets.redact_error(match failed {
            Failed::Api(code, message) => Error::Api(ApiError {
                code: ErrorCode::new(code),
                message: message.and_then(json::string).unwrap_or_default(),
                status: self.status,
                retry_after: None,
                request_id,
                action,
                attempts: 1,
            }),
            Failed::Invalid(problem, error) => {
                let is_redirect = self.status.is_redirection();
                let redirect = is_redirect.then(|| excerpt::of_redirect(&self.headers, secrets));
                let said = match (error, other) {
                    (Some(error), _) => excerpt::of_error(error, secrets),
                    (None, Some(other)) => other.excerpt("the body", secrets),
                    (None, None) => excerpt::of_page(&self.body, secrets),
                };
                let parts = [redirect.unwrap_or_default(), said];
                let parts: Vec<String> =
                    parts.into_iter().filter(|part| !part.is_empty()).collect();
                let problem = match self.status {
                    StatusCode::OK => problem,
                    status => ReplyError::Status(status),
                };
                Error::Reply {
                    problem,
                    request_id: Some(request_id).filter(|id| !id.is_empty()),
                    action,
                    excerpt: parts.join("; "),
                    retry_after: None,
                    attempts: 1,
                }
            }
        }))
    }

    /// Whether the body is a stream of events, to be read as it arrives (see
    /// [`event_stream`]). Errors of a streaming action are no stream.
    pub fn is_stream(&self) -> bool {
        let content_type = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        self.status == StatusCode::OK && content_type.is_some_and(event_stream::is_event_stream)
    }

    /// The request id: in the body, or in the header that streams have.
    pub fn request_id(&self) -> Option<String> {
        let outcome = self.outcome().ok();
        outcome
            .and_then(|o| o.request_id)
            .and_then(string_or_integer)
            .or_else(|| self.header_request_id())
    }

    fn header_request_id(&self) -> Option<String> {
        self.headers.get("x-tc-requestid")?.to_str().ok().map(ToString::to_string)
    }

    fn outcome(&self) -> Result<Outcome<'_>, JsonError> {
        let Object(Envelope { response: Object(outcome) }) = read(&self.body)?;
        Ok(outcome)
    }

    /// The error of a response whose body is not to be quoted.
    fn invalid(&self, request: &Request, problem: ReplyError, secrets: &RequestSecrets) -> Error {
        Error::Reply {
            problem,
            request_id: self.request_id().map(|id| secrets.redact(&id)),
            action: request.action().into(),
            excerpt: String::new(),
            retry_after: None,
            attempts: 1,
        }
    }
}

impl<'a> Outcome<'a> {
    /// `Error` is an error of the API if its `Code` is a non-empty string. In any other
    /// form it makes the response invalid, unless the action declares such a member.
    fn judge(&self, declares_error: bool) -> Result<(), Failed<'a>> {
        let Some(error) = self.error else {
            return match self.lower_case_error {
                Some(error) if !declares_error => {
                    Err(Failed::Invalid(ReplyError::Code, Some(error)))
                }
                _ => Ok(()),
            };
        };
        let failure = match serde_json::from_str::<Object<Failure<'a>>>(error.get()) {
            Ok(Object(failure)) => failure,
            Err(_) if declares_error => return Ok(()),
            // For example a duplicate member: an error, but an unknown one.
            Err(invalid) if error.get().starts_with('{') => {
                let invalid = JsonError::without_value(&invalid);
                return Err(Failed::Invalid(ReplyError::Envelope(invalid), Some(error)));
            }
            Err(_) => return Err(Failed::Invalid(ReplyError::Code, Some(error))),
        };
        match failure.code.and_then(json::string).filter(|code| !code.is_empty()) {
            Some(code) => Err(Failed::Api(code, failure.message)),
            None if declares_error => Ok(()),
            None => Err(Failed::Invalid(ReplyError::Code, Some(error))),
        }
    }
}

/// The response of a call that succeeded.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ApiResponse {
    /// The HTTP response.
    pub raw: RawResponse,
    /// The id that the service gave the request; empty if it gave none.
    pub request_id: String,
    /// The number of attempts, at least 1.
    pub attempts: u32,
    pub(crate) secrets: RequestSecrets,
}

impl ApiResponse {
    /// The content of `Response` as a type. The error names the path of the value that
    /// does not fit.
    pub fn decode<'a, T: Deserialize<'a>>(&'a self, request: &Request) -> Result<T, Error> {
        read(&self.raw.body).map(|Envelope { response }| response).map_err(|error| {
            let whole = read::<Envelope<&RawValue>>(&self.raw.body).ok();
            let path = whole.map(|whole| locate::path::<T>(whole.response)).unwrap_or_default();
            let error = error.at(&self.secrets.redact(&path));
            self.raw
                .invalid(request, ReplyError::Decode(error), &self.secrets)
                .after_attempts(self.attempts)
        })
    }
}

/// Reads JSON that is valid UTF-8 throughout, also in members that are ignored.
fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, JsonError> {
    let text = core::str::from_utf8(body).map_err(|error| JsonError::new(&error))?;
    serde_json::from_str(text).map_err(|error| JsonError::without_value(&error))
}

/// A structure, but not from a list, which derived implementations accept too.
struct Object<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AsObject(PhantomData))
    }
}

struct AsObject<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for AsObject<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

/// The content of a JSON string, or the digits of an integer.
fn string_or_integer(value: &RawValue) -> Option<String> {
    let is_integer = value.get().bytes().all(|byte| byte.is_ascii_digit());
    if is_integer { Some(value.get().into()) } else { json::string(value) }
}

#[cfg(test)]
mod tests;
