//! What a call gives back beside its output.

use http::HeaderMap;

/// An output and how it was had.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The action's output.
    pub output: T,
    /// The id that the service gave the request, for its support.
    pub request_id: String,
    /// How many requests it took.
    pub attempts: u32,
    /// The headers of the answer.
    pub headers: HeaderMap,
}
