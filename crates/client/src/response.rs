//! The response of a call.

use http::HeaderMap;

use crate::Events;

/// A decoded response with its metadata.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The output of the action.
    pub output: T,
    /// The request id; empty if the response has none. Quote it to Tencent Cloud
    /// support.
    pub request_id: String,
    /// The number of attempts, at least 1: requests that were signed, whether or not
    /// they reached the service.
    pub attempts: u32,
    /// The response headers.
    pub headers: HeaderMap,
}

impl<T> Response<T> {
    /// The output without the metadata.
    pub fn into_output(self) -> T {
        self.output
    }
}

/// The response of a call that takes what the service sends, a single response or a stream
/// of events; see `CallBuilder::send_or_stream`. `E` is [`Events`], or those of the blocking
/// client.
#[derive(Debug)]
pub enum AnyResponse<T, E = Events> {
    /// A single response, as of `send`.
    Single(Response<T>),
    /// A stream of events, as of `stream`.
    Stream(E),
}

impl<T> AnyResponse<T> {
    pub(crate) fn request_id(&self) -> &str {
        match self {
            Self::Single(response) => &response.request_id,
            Self::Stream(events) => events.request_id(),
        }
    }
}
