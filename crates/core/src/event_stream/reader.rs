//! The events of one response.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::{Decoder, Event};
use crate::call::RequestSecrets;
use crate::error::Error;
use crate::transport::{Sent, TransportError, TransportErrorKind};
use crate::{RawResponse, Request};

/// The bytes that are kept of a body until its first event, to say what it is if none
/// comes.
const KEPT: usize = 64 * 1024;

/// The events of a response whose body is a stream, made by
/// [`Call::event_reader`](crate::Call::event_reader).
///
/// The caller reads the body. It passes each chunk to [`decode`](Self::decode), and calls
/// [`end`](Self::end) or [`broken_off`](Self::broken_off) after the last.
#[derive(Debug)]
pub struct EventReader {
    decoder: Decoder,
    head: RawResponse,
    request: Request,
    secrets: RequestSecrets,
    request_id: String,
    attempts: u32,
    /// The body until its first event; `None` after it.
    unread: Option<Vec<u8>>,
}

impl EventReader {
    pub(crate) fn new(
        mut head: RawResponse,
        request: Request,
        secrets: RequestSecrets,
        attempts: u32,
        limit: usize,
    ) -> Self {
        let request_id = head.request_id().map(|id| secrets.redact(&id)).unwrap_or_default();
        secrets.redact_headers(&mut head.headers);
        Self {
            decoder: Decoder::new(limit),
            head,
            request,
            secrets,
            request_id,
            attempts,
            unread: Some(Vec::new()),
        }
    }

    /// Consumes bytes from the front of a chunk, as [`Decoder::decode`] does. No event
    /// follows an error; it is [`Error::Api`] if an event is an error of the API.
    pub fn decode(&mut self, chunk: &mut Bytes) -> Result<Option<Event>, Error> {
        if let Some(unread) = &mut self.unread {
            let room = KEPT.saturating_sub(unread.len());
            unread.extend_from_slice(chunk.get(..room.min(chunk.len())).unwrap_or_default());
        }
        match self.decoder.decode(chunk) {
            Ok(Some(event)) => {
                self.unread = None;
                self.check(event).map(Some)
            }
            Ok(None) => Ok(None),
            Err(too_large) => {
                let error = TransportError::new(TransportErrorKind::TooLarge, Sent::Maybe);
                Err(self.error(error.with_source(too_large)))
            }
        }
    }

    /// The end of the body: returns the event that is still open.
    ///
    /// `is_marked` says whether the body ended where HTTP said it would. A body that only
    /// the end of the connection ends may have been cut, so that an incomplete line is an
    /// error then.
    ///
    /// # Errors
    ///
    /// [`Error::Stream`] if the body may be cut. If the body is no stream but an error of
    /// the API or the page of a gateway, the error of such a response.
    pub fn end(&mut self, is_marked: bool) -> Result<Option<Event>, Error> {
        let is_cut = !is_marked && self.decoder.is_within_line();
        let last = self.decoder.end();
        if is_cut && self.decoder.is_stream() {
            let error = TransportError::new(TransportErrorKind::Closed, Sent::Maybe);
            return Err(self.error(error));
        }
        match self.unread.take() {
            Some(body) if last.is_none() && !self.decoder.is_stream() => self.judge(body),
            _ => last.map(|event| self.check(event)).transpose(),
        }
    }

    /// [`Error::Stream`] of a body that broke off.
    pub fn broken_off(&self, error: TransportError) -> Error {
        self.error(self.secrets.redact_transport(error))
    }

    /// The request id; empty if the response has none.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// The response headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Returns the event, unless it is an error of the API: the service failed after the
    /// stream had begun.
    fn check(&self, event: Event) -> Result<Event, Error> {
        let is_named = event.event.as_deref() == Some("error");
        // Most events are parts of an output, and are not read here.
        if !is_named && !event.data.contains(r#""Error""#) {
            return Ok(event);
        }
        let bare = || format!(r#"{{"Response":{}}}"#, event.data);
        for body in [Some(event.data.clone()), is_named.then(bare)].into_iter().flatten() {
            if let Err(error @ Error::Api(_)) = self.classify(body.into()) {
                return Err(error.after_attempts(self.attempts));
            }
        }
        Ok(event)
    }

    /// The error of a body in which no line is one of a stream.
    fn judge(&self, body: Vec<u8>) -> Result<Option<Event>, Error> {
        if body.trim_ascii().is_empty() {
            return Ok(None);
        }
        let error = match self.classify(body.into()) {
            Ok(request_id) => {
                let request_id = Some(request_id).filter(|id| !id.is_empty());
                Error::no_stream(request_id, self.request.action())
            }
            Err(error) => error,
        };
        Err(error.after_attempts(self.attempts))
    }

    /// The request id of a body that is a success, by what it is and not by its type.
    fn classify(&self, body: Bytes) -> Result<String, Error> {
        let mut response = RawResponse { body, ..self.head.clone() };
        response.headers.remove(CONTENT_TYPE);
        response.classify(&self.request, &self.secrets)
    }

    fn error(&self, error: TransportError) -> Error {
        let request_id = Some(self.request_id.clone()).filter(|id| !id.is_empty());
        Error::stream(error, request_id, self.request.action()).after_attempts(self.attempts)
    }
}
