//! A response that is an event stream.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use tencentcloud_core::event_stream::{Event, EventReader};
use tencentcloud_core::{Call, Error, RawResponse, ResponseBody};

/// The events of a streamed response, as they arrive. Dropping it cancels the
/// stream.
///
/// The timeout of the call covers the whole stream; set one that is long enough for
/// the service to finish. The response size limit applies to each event, since a
/// stream may be endless. For a compressed stream it also applies to the compressed
/// bytes of the whole stream.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use tencentcloud_client::{Client, Credential, Request};
/// use tencentcloud_testing::{Scripted, ScriptedResponse};
///
/// // In a program: HyperTransport::new()?
/// let transport = Scripted::new().respond(ScriptedResponse::chunks([
///     "data: {\"Choices\":[{\"Delta\":{\"Content\":\"Hel\"}}]}\n\n",
///     "data: {\"Choices\":[{\"Delta\":{\"Content\":\"lo\"}}]}\n\ndata: [DONE]\n\n",
/// ]));
/// let client = Client::builder(transport)
///     .credentials(Credential::new("test-secret-id-000001", "test-secret-key-000001")?)
///     .build();
///
/// let input = r#"{"Model": "hunyuan-lite", "Messages": [{"Role": "user", "Content": "Hi"}], "Stream": true}"#;
/// let request = Request::new("hunyuan", "2023-09-01", "ChatCompletions", input);
/// let mut events = client.request(request).timeout(Duration::from_secs(300)).stream().await?;
/// while let Some(event) = events.next().await {
///     println!("{}", event?.data);
/// }
/// # Ok(())
/// # }
/// ```
pub struct Events {
    /// `None` after the end or an error.
    body: Option<ResponseBody>,
    /// Received and not decoded yet.
    chunk: Bytes,
    reader: Box<EventReader>,
    action: Box<str>,
    attempts: u32,
}

impl Events {
    pub(crate) fn new(head: RawResponse, body: ResponseBody, call: &Call, limit: usize) -> Self {
        Self {
            body: Some(body),
            chunk: Bytes::new(),
            reader: Box::new(call.event_reader(head, limit)),
            action: call.request().action().into(),
            attempts: call.attempts(),
        }
    }

    /// Returns the next event once it is complete; `None` after the last. An event that
    /// is still open when the body ends is the last one.
    ///
    /// Cancel safe: dropping the future loses no event, so `next` may be a branch of
    /// `select!`.
    ///
    /// # Errors
    ///
    /// [`Error::Stream`] if the stream is interrupted, and [`Error::Api`] if an event is an
    /// error of the API. If the body is not a stream of events, despite its type,
    /// [`Error::Api`] or [`Error::Reply`]. No event follows an error.
    pub async fn next(&mut self) -> Option<Result<Event, Error>> {
        loop {
            let body = self.body.as_mut()?;
            let last = match self.reader.decode(&mut self.chunk) {
                Ok(Some(event)) => return Some(Ok(event)),
                Ok(None) => match body.chunk().await {
                    Some(Ok(chunk)) => {
                        self.chunk = chunk;
                        continue;
                    }
                    Some(Err(error)) => Err(self.reader.broken_off(error)),
                    None => self.reader.end(!body.ends_with_connection()),
                },
                Err(error) => Err(error),
            };
            self.body = None;
            return last.transpose();
        }
    }

    /// The request id; empty if the response has none.
    pub fn request_id(&self) -> &str {
        self.reader.request_id()
    }

    /// The number of attempts until the stream began, at least 1.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The response headers.
    pub fn headers(&self) -> &HeaderMap {
        self.reader.headers()
    }
}

/// Omits the content of the stream.
impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("action", &self.action)
            .field("request_id", &self.request_id())
            .field("ended", &self.body.is_none())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
