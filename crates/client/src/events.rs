//! An answer that comes bit by bit.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use tencentcloud_core::event_stream::{Decoder, Event};
use tencentcloud_core::{
    Call, Error, RawResponse, ResponseBody, Sent, TransportError, TransportErrorKind,
};

/// The events of an answer, handed out while they come. Dropping them cancels
/// what has not come yet.
///
/// The call's time limit covers the whole stream, so give it one that lets the
/// service finish. Its limit for the body holds for each event, and not for all
/// of them together: a stream may be endless. Only where it comes compressed the
/// compressed bytes of the whole are limited as well.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use tencentcloud_client::{Client, Credential};
/// use tencentcloud_core::Request;
/// use tencentcloud_testing::{ScriptedResponse, Scripted};
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
    /// `None` when it is over, in whichever way.
    body: Option<ResponseBody>,
    /// What came and was not looked at yet.
    chunk: Bytes,
    decoder: Decoder,
    action: Box<str>,
    request_id: String,
    attempts: u32,
    headers: HeaderMap,
}

impl Events {
    pub(crate) fn new(head: RawResponse, body: ResponseBody, call: &Call, limit: usize) -> Self {
        Self {
            body: Some(body),
            chunk: Bytes::new(),
            decoder: Decoder::new(limit),
            action: call.request().action().into(),
            request_id: head.request_id().unwrap_or_default(),
            attempts: call.attempts(),
            headers: head.headers,
        }
    }

    /// The next event, as soon as it is whole; `None` after the last. An error
    /// says that the stream broke off ([`Error::Stream`]), and is the last.
    ///
    /// A future that is dropped loses nothing, so this may stand in a `select!`.
    pub async fn next(&mut self) -> Option<Result<Event, Error>> {
        loop {
            let body = self.body.as_mut()?;
            let broken = match self.decoder.decode(&mut self.chunk) {
                Ok(Some(event)) => return Some(Ok(event)),
                Ok(None) => match body.chunk().await {
                    Some(Ok(chunk)) => {
                        self.chunk = chunk;
                        continue;
                    }
                    Some(Err(error)) => Some(error),
                    None => None,
                },
                Err(error) => {
                    let kind = TransportErrorKind::TooLarge;
                    Some(TransportError::new(kind, Sent::Maybe).with_source(error))
                }
            };
            self.body = None;
            return broken.map(|error| Err(self.broken_off_by(error)));
        }
    }

    /// The id that the service gave the request, for its support.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// How many requests it took until the stream began.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    fn broken_off_by(&self, error: TransportError) -> Error {
        let request_id = Some(self.request_id.clone()).filter(|id| !id.is_empty());
        Error::stream(error, request_id, &self.action).after_attempts(self.attempts)
    }
}

/// Without what was said in the stream.
impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("action", &self.action)
            .field("request_id", &self.request_id)
            .field("over", &self.body.is_none())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
