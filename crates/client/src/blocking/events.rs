//! A response that is an event stream, for blocking code.

use std::iter::FusedIterator;

use http::HeaderMap;
use tencentcloud_core::Error;
use tencentcloud_core::event_stream::Event;

/// The events of a streamed response. `next` blocks until the next event is
/// complete. Dropping it cancels the stream.
///
/// The last item is [`Error::Stream`] if the stream is interrupted. Timeout and
/// response size limit apply as for the async [`Events`](crate::Events).
///
/// ```
/// use tencentcloud_client::{Credential, Request, blocking::Client};
/// use tencentcloud_testing::{Scripted, ScriptedResponse};
///
/// // In a program: UreqTransport::new()?
/// let transport = Scripted::new().respond(ScriptedResponse::chunks(["data: Hel\n\nda", "ta: lo\n\n"]));
/// let client = Client::builder(transport)
///     .credentials(Credential::new("test-secret-id-000001", "test-secret-key-000001")?)
///     .build();
///
/// let request = Request::new("hunyuan", "2023-09-01", "ChatCompletions", r#"{"Stream": true}"#);
/// let mut text = String::new();
/// for event in client.request(request).stream()? {
///     text += &event?.data;
/// }
/// assert_eq!(text, "Hello");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Events(pub(crate) crate::Events);

impl Events {
    /// The request id; empty if the response has none.
    pub fn request_id(&self) -> &str {
        self.0.request_id()
    }

    /// The number of attempts until the stream began, at least 1.
    pub fn attempts(&self) -> u32 {
        self.0.attempts()
    }

    /// The response headers.
    pub fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }
}

impl Iterator for Events {
    type Item = Result<Event, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        pollster::block_on(self.0.next())
    }
}

impl FusedIterator for Events {}
