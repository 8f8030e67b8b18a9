//! What comes back for one request.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE};
use tencentcloud_core::{Limits, ResponseBody, Sent, TransportError, TransportErrorKind};

use super::body::{Body, Ending};
use super::deadline::Deadline;
use crate::PausedClock;

/// What [`Scripted`](crate::Scripted) does with one request: a reply, whole or
/// not, or a failure, at once or after a while.
///
/// ```
/// use std::time::Duration;
/// use http::header::RETRY_AFTER;
/// use http::{HeaderValue, StatusCode};
/// use tencentcloud_testing::{ScriptedResponse, Scripted};
///
/// let transport = Scripted::new()
///     .respond(
///         ScriptedResponse::status(StatusCode::SERVICE_UNAVAILABLE, "busy")
///             .header(RETRY_AFTER, HeaderValue::from_static("3"))
///             .after(Duration::from_millis(200)),
///     )
///     .respond(ScriptedResponse::chunks(["data: {}\n\n", "data: [DONE]\n\n"]).every(Duration::from_secs(1)))
///     .respond(ScriptedResponse::json(r#"{"Response": {"RequestId": "r-1"}}"#).breaks_off_after(20));
/// ```
#[derive(Debug)]
#[must_use = "an answer is for `Scripted::respond`"]
pub struct ScriptedResponse {
    delay: Duration,
    what: What,
}

#[derive(Debug)]
enum What {
    Reply { head: http::response::Parts, chunks: Vec<Bytes>, pause: Duration, ending: Ending },
    Failure(TransportError),
    Silence,
    NoConnection,
}

impl ScriptedResponse {
    /// 200 with this JSON text.
    pub fn json(body: impl Into<Bytes>) -> Self {
        let json = HeaderValue::from_static("application/json");
        Self::status(StatusCode::OK, body).header(CONTENT_TYPE, json)
    }

    /// This status and body.
    pub fn status(status: StatusCode, body: impl Into<Bytes>) -> Self {
        let mut response = http::Response::new(body.into());
        *response.status_mut() = status;
        response.into()
    }

    /// 200 with a body that comes in these chunks, as `text/event-stream`.
    pub fn chunks<C: Into<Bytes>>(chunks: impl IntoIterator<Item = C>) -> Self {
        let (mut head, ()) = http::Response::new(()).into_parts();
        head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        let chunks = chunks.into_iter().map(Into::into).collect();
        Self::reply(head, chunks)
    }

    /// No answer but an error of this kind, and whether the service may have
    /// seen the request.
    pub fn failure(kind: TransportErrorKind, sent: Sent) -> Self {
        TransportError::new(kind, sent).into()
    }

    /// The request is taken and nothing ever comes back: a
    /// [`Timeout`](TransportErrorKind::Timeout) when [`Limits::total`] is over.
    pub fn silence() -> Self {
        Self { delay: Duration::ZERO, what: What::Silence }
    }

    /// Nobody takes the connection: a [`Timeout`](TransportErrorKind::Timeout)
    /// when [`Limits::connect`] is over, with nothing sent.
    pub fn no_connection() -> Self {
        Self { delay: Duration::ZERO, what: What::NoConnection }
    }

    /// A header more. A failure has none.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        if let What::Reply { head, .. } = &mut self.what {
            head.headers.append(name, value);
        }
        self
    }

    /// Comes after this time by the script's clock, or fails as a
    /// [`Timeout`](TransportErrorKind::Timeout) if [`Limits::total`] is less.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Every chunk of the body comes after a pause by the script's clock. It
    /// counts towards [`Limits::total`].
    pub fn every(mut self, delay: Duration) -> Self {
        if let What::Reply { pause, .. } = &mut self.what {
            *pause = delay;
        }
        self
    }

    /// The body breaks off after so many bytes, as when the connection is lost:
    /// [`Closed`](TransportErrorKind::Closed), and the service may have seen
    /// the request.
    pub fn breaks_off_after(self, bytes: usize) -> Self {
        let (kind, sent) = (TransportErrorKind::Closed, Sent::Maybe);
        self.ends(bytes, Ending::BrokenOff(TransportError::new(kind, sent)))
    }

    /// After so many bytes of body nothing more comes: a
    /// [`Timeout`](TransportErrorKind::Timeout) when [`Limits::total`] is over.
    pub fn stalls_after(self, bytes: usize) -> Self {
        self.ends(bytes, Ending::Stalled)
    }

    /// The body ends in this error after all that there is of it.
    pub(crate) fn broken_off_by(self, error: TransportError) -> Self {
        self.ends(usize::MAX, Ending::BrokenOff(error))
    }

    pub(crate) fn play(
        self,
        clock: &PausedClock,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        let deadline = Deadline::after(clock, limits.total);
        match self.what {
            What::NoConnection => {
                clock.advance(limits.connect.min(limits.total));
                Err(TransportError::new(TransportErrorKind::Timeout, Sent::Never))
            }
            What::Silence => Err(deadline.run_out()),
            What::Failure(error) => {
                deadline.wait(self.delay)?;
                Err(error)
            }
            What::Reply { head, chunks, pause, ending } => {
                deadline.wait(self.delay)?;
                let body = Body { chunks: chunks.into_iter(), pause, ending, deadline };
                Ok(http::Response::from_parts(head, ResponseBody::new(body)))
            }
        }
    }

    fn reply(head: http::response::Parts, chunks: Vec<Bytes>) -> Self {
        let (delay, pause) = (Duration::ZERO, Duration::ZERO);
        Self { delay, what: What::Reply { head, chunks, pause, ending: Ending::Whole } }
    }

    fn ends(mut self, after: usize, how: Ending) -> Self {
        if let What::Reply { chunks, ending, .. } = &mut self.what {
            let mut left = after;
            for chunk in chunks.iter_mut() {
                chunk.truncate(left);
                left -= chunk.len();
            }
            chunks.retain(|chunk| !chunk.is_empty());
            *ending = how;
        }
        self
    }
}

impl From<http::Response<Bytes>> for ScriptedResponse {
    fn from(response: http::Response<Bytes>) -> Self {
        let (head, body) = response.into_parts();
        Self::reply(head, if body.is_empty() { Vec::new() } else { vec![body] })
    }
}

impl From<TransportError> for ScriptedResponse {
    fn from(error: TransportError) -> Self {
        Self { delay: Duration::ZERO, what: What::Failure(error) }
    }
}

impl From<Result<http::Response<Bytes>, TransportError>> for ScriptedResponse {
    fn from(result: Result<http::Response<Bytes>, TransportError>) -> Self {
        result.map_or_else(Self::from, Self::from)
    }
}
