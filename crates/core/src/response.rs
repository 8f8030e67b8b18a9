//! The response: HTTP, the envelope of the API, and its output or error code.

use alloc::string::{String, ToString};
use core::fmt;
use core::marker::PhantomData;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::error::{ApiError, Error, JsonError, ReplyError, printable};
use crate::{ErrorCode, Request, event_stream};

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
    #[serde(rename = "RequestId", borrow, default)]
    request_id: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Failure<'a> {
    /// Null counts as present, and is no string.
    #[serde(rename = "Code", borrow, default, deserialize_with = "present")]
    code: Option<&'a RawValue>,
    #[serde(rename = "Message", borrow, default)]
    message: Option<&'a RawValue>,
}

fn present<'de, D: Deserializer<'de>>(value: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(value).map(Some)
}

impl RawResponse {
    /// A response from its parts.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: body.into() }
    }

    /// Returns the request id if the response is a success.
    ///
    /// `Error` is an API error only if its `Code` is a non-empty string, since some
    /// outputs have a member of that name. A `Code` that is not a string makes the
    /// response invalid, unless the action declares such a member.
    pub(crate) fn classify(&self, request: &Request) -> Result<String, Error> {
        if self.status != StatusCode::OK {
            return Err(self.invalid(request, ReplyError::Status(self.status)));
        }
        if self.is_stream() {
            return Err(self.invalid(request, ReplyError::Stream));
        }
        let outcome =
            self.outcome().map_err(|error| self.invalid(request, ReplyError::Envelope(error)))?;
        let request_id = outcome.request_id.and_then(string_or_integer);
        let request_id = request_id.or_else(|| self.header_request_id()).unwrap_or_default();
        let failure = match outcome.error.map(RawValue::get) {
            Some(error) if error.starts_with('{') => match serde_json::from_str(error) {
                Ok(failure) => Some::<Failure<'_>>(failure),
                Err(_) if request.declares_error() => None,
                // For example a duplicate member: an error, but an unknown one.
                Err(error) => {
                    let error = JsonError::without_value(&error);
                    return Err(self.invalid(request, ReplyError::Envelope(error)));
                }
            },
            _ => None,
        };
        let Some((code, message)) = failure.and_then(|f| Some((f.code?, f.message))) else {
            return Ok(request_id);
        };
        match string(code) {
            Some(code) if code.is_empty() => Ok(request_id),
            Some(code) => Err(Error::Api(ApiError {
                code: ErrorCode::new(code),
                message: message.and_then(string).unwrap_or_default(),
                request_id,
                action: request.action().into(),
                attempts: 1,
            })),
            None if request.declares_error() => Ok(request_id),
            None => Err(self.invalid(request, ReplyError::Code)),
        }
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

    pub(crate) fn invalid(&self, request: &Request, problem: ReplyError) -> Error {
        Error::Reply {
            problem,
            request_id: self.request_id(),
            action: request.action().into(),
            beginning: beginning(&self.body),
            attempts: 1,
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
}

impl ApiResponse {
    /// The content of `Response` as a type.
    pub fn decode<'a, T: Deserialize<'a>>(&'a self, request: &Request) -> Result<T, Error> {
        let Envelope { response } = read(&self.raw.body).map_err(|error| {
            self.raw.invalid(request, ReplyError::Decode(error)).after_attempts(self.attempts)
        })?;
        Ok(response)
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

/// The value of a JSON string; None for any other JSON.
fn string(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

/// The content of a JSON string, or the digits of an integer.
fn string_or_integer(value: &RawValue) -> Option<String> {
    let is_integer = value.get().bytes().all(|byte| byte.is_ascii_digit());
    if is_integer { Some(value.get().into()) } else { string(value) }
}

/// The first characters of a body, on one line, to show whose page it is; empty
/// for JSON, which may hold keys.
fn beginning(body: &[u8]) -> String {
    const CHARACTERS: usize = 120;
    if matches!(body.trim_ascii_start().first(), Some(b'{' | b'[' | b'"')) {
        return String::new();
    }
    // A character has at most four bytes.
    let head = body.get(..4 * CHARACTERS).unwrap_or(body);
    let text = String::from_utf8_lossy(head);
    printable(text.trim()).chars().take(CHARACTERS).collect()
}

#[cfg(test)]
mod tests;
