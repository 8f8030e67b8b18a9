//! The JSON form of a recording.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use tencentcloud_core::{Sent, TransportErrorKind as Kind};

use super::{Exchange, Failure, Outcome, Recording, redact};

const FORMAT: &str = "tencentcloud-recording/1";

impl Recording {
    /// The recording as JSON, without signatures and tokens. The caller writes it
    /// to a file.
    pub fn to_json(&self) -> String {
        let exchanges = self.exchanges.iter().map(ExchangeForm::of).collect();
        let file = File { format: FORMAT.to_owned(), exchanges };
        let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads a recording that [`Recording::to_json`] wrote. Fails if the JSON is
    /// malformed, has another format, or holds an exchange that is not valid HTTP.
    pub fn from_json(json: &str) -> Result<Self, RecordingError> {
        let file: File = serde_json::from_str(json)
            .map_err(|error| RecordingError::Json { reason: error.to_string() })?;
        if file.format != FORMAT {
            return Err(RecordingError::Format { found: file.format });
        }
        let exchanges = file.exchanges.into_iter().enumerate().map(|(index, form)| {
            form.exchange().map_err(|reason| RecordingError::Exchange { number: index + 1, reason })
        });
        Ok(Self { exchanges: exchanges.collect::<Result<_, _>>()? })
    }
}

/// The error of [`Recording::from_json`]. Correct the file, or record again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordingError {
    /// The file is not JSON, or a member is missing or has a wrong type.
    #[error("not a recording: {reason}")]
    #[non_exhaustive]
    Json {
        /// What is wrong, with line and column.
        reason: String,
    },
    /// The file has another format or a later version of it. Record again.
    #[error("unsupported format of a recording: found {found:?}, expected {FORMAT:?}")]
    #[non_exhaustive]
    Format {
        /// The format that the file names.
        found: String,
    },
    /// An exchange is not valid HTTP, or names an unknown kind of failure.
    #[error("exchange {number} of the recording is invalid: {reason}")]
    #[non_exhaustive]
    Exchange {
        /// The number of the exchange, counted from 1.
        number: usize,
        /// What is wrong.
        reason: String,
    },
}

#[derive(Serialize, Deserialize)]
struct File {
    format: String,
    exchanges: Vec<ExchangeForm>,
}

#[derive(Serialize, Deserialize)]
struct ExchangeForm {
    request: RequestForm,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    response: Option<ResponseForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    failure: Option<FailureForm>,
}

#[derive(Serialize, Deserialize)]
struct RequestForm {
    method: String,
    uri: String,
    headers: Vec<String>,
    #[serde(flatten)]
    body: BodyForm,
}

#[derive(Serialize, Deserialize)]
struct ResponseForm {
    status: u16,
    headers: Vec<String>,
    #[serde(flatten)]
    body: BodyForm,
}

#[derive(Serialize, Deserialize, Default)]
struct BodyForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct FailureForm {
    kind: String,
    sent: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reason: String,
}

impl ExchangeForm {
    fn of(exchange: &Exchange) -> Self {
        let request = &exchange.request;
        let (response, failure) = match &exchange.outcome {
            Outcome::Complete(response) => (Some(response), None),
            Outcome::Truncated(response, failure) => (Some(response), Some(failure)),
            Outcome::Failed(failure) => (None, Some(failure)),
        };
        Self {
            request: RequestForm {
                method: request.method().to_string(),
                uri: redact::uri(request),
                headers: lines(request.headers()),
                body: BodyForm::of(&redact::body(request)),
            },
            response: response.map(|response| ResponseForm {
                status: response.status().as_u16(),
                headers: lines(response.headers()),
                body: BodyForm::of(response.body()),
            }),
            failure: failure.map(FailureForm::of),
        }
    }

    fn exchange(self) -> Result<Exchange, String> {
        let mut request = http::Request::builder().method(&*self.request.method);
        request = request.uri(self.request.uri);
        for line in &self.request.headers {
            let (name, value) = header(line)?;
            request = request.header(name, value);
        }
        let request = request.body(self.request.body.bytes()?).map_err(|e| e.to_string())?;
        let response = self.response.map(ResponseForm::response).transpose()?;
        let failure = self.failure.map(FailureForm::failure).transpose()?;
        let outcome = match (response, failure) {
            (Some(response), None) => Outcome::Complete(response),
            (Some(response), Some(failure)) => Outcome::Truncated(response, failure),
            (None, Some(failure)) => Outcome::Failed(failure),
            (None, None) => return Err("response and failure are both missing".to_owned()),
        };
        Ok(Exchange { request, outcome })
    }
}

impl ResponseForm {
    fn response(self) -> Result<http::Response<Bytes>, String> {
        let mut response = http::Response::builder().status(self.status);
        for line in &self.headers {
            let (name, value) = header(line)?;
            response = response.header(name, value);
        }
        response.body(self.body.bytes()?).map_err(|error| error.to_string())
    }
}

impl BodyForm {
    fn of(body: &Bytes) -> Self {
        match std::str::from_utf8(body) {
            Ok("") => Self::default(),
            Ok(text) => Self { body: Some(text.to_owned()), body_base64: None },
            Err(_) => Self { body: None, body_base64: Some(STANDARD.encode(body)) },
        }
    }

    fn bytes(self) -> Result<Bytes, String> {
        match (self.body, self.body_base64) {
            (None, None) => Ok(Bytes::new()),
            (Some(text), None) => Ok(text.into()),
            (None, Some(text)) => {
                STANDARD.decode(text).map(Bytes::from).map_err(|e| format!("body_base64: {e}"))
            }
            (Some(_), Some(_)) => Err("body and body_base64 exclude each other".to_owned()),
        }
    }
}

impl FailureForm {
    fn of(failure: &Failure) -> Self {
        let (kind, sent) = (format!("{:?}", failure.kind), format!("{:?}", failure.sent));
        Self { kind, sent, reason: failure.reason.clone() }
    }

    fn failure(self) -> Result<Failure, String> {
        let sent = match &*self.sent {
            "Never" => Sent::Never,
            "Maybe" => Sent::Maybe,
            other => return Err(format!("sent is {other:?}, expected Never or Maybe")),
        };
        let kind = Kind::ALL.iter().find(|kind| format!("{kind:?}") == self.kind);
        let kind = *kind.ok_or_else(|| format!("unknown kind of failure {:?}", self.kind))?;
        Ok(Failure { kind, sent, reason: self.reason })
    }
}

fn lines(headers: &HeaderMap) -> Vec<String> {
    let line = |(name, value): (&HeaderName, &HeaderValue)| {
        format!("{name}: {}", redact::header(name, value.as_bytes()))
    };
    headers.iter().map(line).collect()
}

fn header(line: &str) -> Result<(HeaderName, HeaderValue), String> {
    let invalid = || format!("{line:?} is not a header");
    let (name, value) = line.split_once(": ").ok_or_else(invalid)?;
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
    let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| invalid())?;
    Ok((name, value))
}
