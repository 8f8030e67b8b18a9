//! The response of a call.

use http::HeaderMap;

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
