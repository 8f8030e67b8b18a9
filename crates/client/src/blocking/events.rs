//! The same events for code that waits.

use std::iter::FusedIterator;

use http::HeaderMap;
use tencentcloud_core::Error;
use tencentcloud_core::event_stream::Event;

/// The events of an answer, each handed out when it is there; until then the
/// thread waits. Dropping them cancels what has not come yet.
///
/// An error says that the stream broke off ([`Error::Stream`]), and is the last
/// item. What the limits mean is told at [`Events`](crate::Events).
///
/// ```
/// use tencentcloud_client::{Credential, blocking::Client};
/// use tencentcloud_core::Request;
/// use tencentcloud_testing::{ScriptedResponse, Scripted};
///
/// // In a program: UreqTransport::new()?
/// let transport = Scripted::new().respond(ScriptedResponse::chunks(["data: Hel\n\nda", "ta: lo\n\n"]));
/// let client = Client::builder(transport)
///     .credentials(Credential::new("test-secret-id-000001", "test-secret-key-000001")?)
///     .build();
///
/// let request = Request::new("hunyuan", "2023-09-01", "ChatCompletions", r#"{"Stream": true}"#);
/// let mut said = String::new();
/// for event in client.request(request).stream()? {
///     said += &event?.data;
/// }
/// assert_eq!(said, "Hello");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Events(pub(crate) crate::Events);

impl Events {
    /// The id that the service gave the request, for its support.
    pub fn request_id(&self) -> &str {
        self.0.request_id()
    }

    /// How many requests it took until the stream began.
    pub fn attempts(&self) -> u32 {
        self.0.attempts()
    }

    /// The headers of the answer.
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

/// Nothing comes after the end, nor after an error.
impl FusedIterator for Events {}
