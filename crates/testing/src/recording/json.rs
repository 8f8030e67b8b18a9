//! A recording as JSON text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use tencentcloud_core::{Sent, TransportErrorKind as Kind};

use super::{Exchange, Failure, Outcome, Recording, redact};

const FORMAT: &str = "tencentcloud-recording/1";

impl Recording {
    /// The recording as JSON text, without signatures and tokens. Writing it to
    /// a file is the caller's business.
    pub fn to_json(&self) -> String {
        let exchanges = self.exchanges.iter().map(ExchangeForm::of).collect();
        let file = File { format: FORMAT.to_owned(), exchanges };
        let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads what [`Recording::to_json`] wrote.
    pub fn from_json(text: &str) -> Result<Self, RecordingError> {
        let file: File = serde_json::from_str(text)?;
        if file.format != FORMAT {
            return Err(RecordingError::Format(file.format));
        }
        let exchanges = file.exchanges.into_iter().enumerate().map(|(index, form)| {
            form.exchange().map_err(|what| RecordingError::Exchange { number: index + 1, what })
        });
        Ok(Self { exchanges: exchanges.collect::<Result<_, _>>()? })
    }
}

/// A text that is no recording.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordingError {
    /// It is not JSON, or a member is missing or of the wrong type. The text
    /// says in which line.
    #[error("this is not a recording: {0}")]
    Json(#[from] serde_json::Error),
    /// It is of another format, or of a later version of this one. Record anew.
    #[error("a recording of the format {0:?} cannot be read, only {FORMAT}")]
    Format(String),
    /// One of its exchanges cannot be what was sent or came back.
    #[error("exchange {number} of the recording: {what}")]
    Exchange {
        /// Counted from 1.
        number: usize,
        /// What is wrong with it.
        what: String,
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
    answer: Option<AnswerForm>,
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
struct AnswerForm {
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
        let (answer, failure) = match &exchange.outcome {
            Outcome::Answered(response) => (Some(response), None),
            Outcome::BrokenOff(response, failure) => (Some(response), Some(failure)),
            Outcome::Failed(failure) => (None, Some(failure)),
        };
        Self {
            request: RequestForm {
                method: request.method().to_string(),
                uri: redact::uri(request.uri()),
                headers: lines(request.headers()),
                body: BodyForm::of(&redact::body(request.headers(), request.body())),
            },
            answer: answer.map(|response| AnswerForm {
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
        let answer = self.answer.map(AnswerForm::response).transpose()?;
        let failure = self.failure.map(FailureForm::failure).transpose()?;
        let outcome = match (answer, failure) {
            (Some(response), None) => Outcome::Answered(response),
            (Some(response), Some(failure)) => Outcome::BrokenOff(response, failure),
            (None, Some(failure)) => Outcome::Failed(failure),
            (None, None) => return Err("there is neither an answer nor a failure".to_owned()),
        };
        Ok(Exchange { request, outcome })
    }
}

impl AnswerForm {
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
            (Some(_), Some(_)) => Err("there are both body and body_base64".to_owned()),
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
            other => return Err(format!("{other:?} is neither Never nor Maybe")),
        };
        let kind = Kind::ALL.iter().find(|kind| format!("{kind:?}") == self.kind);
        let kind = *kind.ok_or_else(|| format!("there is no failure {:?}", self.kind))?;
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
    let unusable = || format!("{line:?} is no header");
    let (name, value) = line.split_once(": ").ok_or_else(unusable)?;
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unusable())?;
    let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| unusable())?;
    Ok((name, value))
}
