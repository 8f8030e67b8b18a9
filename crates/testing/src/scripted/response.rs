//! The response to one request of a script.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE};
use tencentcloud_core::{Limits, ResponseBody, Sent, TransportError, TransportErrorKind};

use super::body::{Body, Ending};
use super::deadline::Deadline;
use crate::clock::PausedClock;

/// A response of [`Scripted`](crate::Scripted): complete, truncated or a
/// failure, at once or after a delay.
///
/// ```
/// use std::time::Duration;
/// use http::header::RETRY_AFTER;
/// use http::{HeaderValue, StatusCode};
/// use tencentcloud_testing::{Scripted, ScriptedResponse};
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
#[must_use = "pass it to `Scripted::respond`"]
pub struct ScriptedResponse {
    delay: Duration,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Response { head: http::response::Parts, chunks: Vec<Bytes>, pause: Duration, ending: Ending },
    Failure(TransportError),
    Silence,
    NoConnection,
}

impl ScriptedResponse {
    /// A response with status 200 and this JSON body.
    pub fn json(body: impl Into<Bytes>) -> Self {
        let json = HeaderValue::from_static("application/json");
        Self::status(StatusCode::OK, body).header(CONTENT_TYPE, json)
    }

    /// A response with this status and body.
    pub fn status(status: StatusCode, body: impl Into<Bytes>) -> Self {
        let mut response = http::Response::new(body.into());
        *response.status_mut() = status;
        response.into()
    }

    /// A response with status 200 and the content type `text/event-stream`, whose
    /// body arrives in these chunks.
    pub fn chunks<C: Into<Bytes>>(chunks: impl IntoIterator<Item = C>) -> Self {
        let (mut head, ()) = http::Response::new(()).into_parts();
        head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        let chunks = chunks.into_iter().map(Into::into).collect();
        Self::response(head, chunks)
    }

    /// A failure of this kind. `sent` says whether the service may have received
    /// the request.
    pub fn failure(kind: TransportErrorKind, sent: Sent) -> Self {
        TransportError::new(kind, sent).into()
    }

    /// A server that receives the request and never responds: a
    /// [`Timeout`](TransportErrorKind::Timeout) after [`Limits::total`].
    pub fn silence() -> Self {
        Self { delay: Duration::ZERO, kind: Kind::Silence }
    }

    /// A server that does not accept the connection: a
    /// [`Timeout`](TransportErrorKind::Timeout) after [`Limits::connect`], with
    /// nothing sent.
    pub fn no_connection() -> Self {
        Self { delay: Duration::ZERO, kind: Kind::NoConnection }
    }

    /// Adds a header. It has no effect on a failure.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        if let Kind::Response { head, .. } = &mut self.kind {
            head.headers.append(name, value);
        }
        self
    }

    /// Delays the response by this time of the script's clock. If the delay
    /// exceeds [`Limits::total`], the request fails with a
    /// [`Timeout`](TransportErrorKind::Timeout).
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Delays each chunk of the body by this time of the script's clock. The
    /// delays count toward [`Limits::total`].
    pub fn every(mut self, delay: Duration) -> Self {
        if let Kind::Response { pause, .. } = &mut self.kind {
            *pause = delay;
        }
        self
    }

    /// Truncates the body after this many bytes, as if the connection were lost:
    /// [`Closed`](TransportErrorKind::Closed) and [`Sent::Maybe`].
    pub fn breaks_off_after(self, bytes: usize) -> Self {
        let (kind, sent) = (TransportErrorKind::Closed, Sent::Maybe);
        self.ends(bytes, Ending::Failed(TransportError::new(kind, sent)))
    }

    /// Stops the body after this many bytes without closing the connection: a
    /// [`Timeout`](TransportErrorKind::Timeout) after [`Limits::total`].
    pub fn stalls_after(self, bytes: usize) -> Self {
        self.ends(bytes, Ending::Stalled)
    }

    /// Ends the whole body with this error.
    pub(crate) fn fails_with(self, error: TransportError) -> Self {
        self.ends(usize::MAX, Ending::Failed(error))
    }

    pub(crate) fn play(
        self,
        clock: &PausedClock,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        let deadline = Deadline::after(clock, limits.total);
        match self.kind {
            Kind::NoConnection => {
                clock.advance(limits.connect.min(limits.total));
                Err(TransportError::new(TransportErrorKind::Timeout, Sent::Never))
            }
            Kind::Silence => Err(deadline.run_out()),
            Kind::Failure(error) => {
                deadline.wait(self.delay)?;
                Err(error)
            }
            Kind::Response { head, chunks, pause, ending } => {
                deadline.wait(self.delay)?;
                let body = Body { chunks: chunks.into_iter(), pause, ending, deadline };
                Ok(http::Response::from_parts(head, ResponseBody::new(body)))
            }
        }
    }

    fn response(head: http::response::Parts, chunks: Vec<Bytes>) -> Self {
        let (delay, pause) = (Duration::ZERO, Duration::ZERO);
        Self { delay, kind: Kind::Response { head, chunks, pause, ending: Ending::Complete } }
    }

    fn ends(mut self, after: usize, how: Ending) -> Self {
        if let Kind::Response { chunks, ending, .. } = &mut self.kind {
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
        Self::response(head, if body.is_empty() { Vec::new() } else { vec![body] })
    }
}

impl From<TransportError> for ScriptedResponse {
    fn from(error: TransportError) -> Self {
        Self { delay: Duration::ZERO, kind: Kind::Failure(error) }
    }
}

impl From<Result<http::Response<Bytes>, TransportError>> for ScriptedResponse {
    fn from(result: Result<http::Response<Bytes>, TransportError>) -> Self {
        result.map_or_else(Self::from, Self::from)
    }
}
