//! Responses that the API does not send, or not for such a call.

use http::StatusCode;

use super::JsonError;

/// What is wrong with a response.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// The HTTP status is not 200, and the body is no error of the API: a proxy, a
    /// gateway or a wrong endpoint.
    #[error("invalid response: HTTP status {0}")]
    Status(StatusCode),
    /// The body is not a JSON object with a member `Response`.
    #[error("invalid response: not an API response: {0}")]
    Envelope(JsonError),
    /// The response has a member `Error` without a `Code` that is a non-empty string,
    /// and the action has no such member (see
    /// [`Request::declare_error`](crate::Request::declare_error)).
    #[error("invalid response: Error has no Code that is a string")]
    Code,
    /// The response is a stream of events, and the call expects a single response.
    /// If the input asks for a stream, read it with `stream` instead of `send`.
    #[error("unexpected response: a stream of events; read it with `stream`")]
    Stream,
    /// The response is a single one, and the call expects a stream of events.
    /// The input must ask for a stream, or else the call must use `send`.
    #[error("unexpected response: not a stream of events; read it with `send`")]
    NoStream,
    /// `Response` does not fit the output of the action.
    #[error("invalid response: Response does not fit the output: {0}")]
    Decode(JsonError),
}
