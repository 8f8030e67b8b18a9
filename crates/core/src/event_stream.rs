//! Server-sent events, the response format of streaming actions.
//!
//! [`Decoder`] takes the bytes of a response in any pieces and returns each
//! [`Event`] as soon as it is complete. It follows the HTML standard
//! ([section 9.2.6]). Some official SDKs do not: one space after the colon is not
//! part of a value, a line without a colon is a field with an empty value, and an
//! event without data is ignored.
//!
//! ```
//! use bytes::Bytes;
//! use tencentcloud_core::event_stream::Decoder;
//!
//! let mut decoder = Decoder::new(1_000_000);
//! let mut data = Vec::new();
//! for chunk in ["data: {\"Delta\"", ": \"Hel\"}\r\n", "\r\ndata: [DO", "NE]\n\n", "data: last"] {
//!     let mut chunk = Bytes::from(chunk);
//!     while let Some(event) = decoder.decode(&mut chunk)? {
//!         data.push(event.data);
//!     }
//! }
//! data.extend(decoder.end().map(|event| event.data));
//! assert_eq!(data, [r#"{"Delta": "Hel"}"#, "[DONE]", "last"]);
//! # Ok::<(), tencentcloud_core::event_stream::TooLarge>(())
//! ```
//!
//! [section 9.2.6]: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use bytes::{Buf, Bytes};

mod reader;

pub use self::reader::EventReader;

/// One event of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Event {
    /// The event type. Browsers use `message` if it is absent.
    pub event: Option<String>,
    /// The data. Several lines are joined by line feeds. Bytes that are not UTF-8
    /// are replaced by U+FFFD.
    pub data: String,
    /// The id of this event, or of the last event before it that has one.
    pub id: Option<String>,
    /// The last delay before a reconnect that the stream has set.
    pub retry: Option<Duration>,
}

/// A decoder of a stream of events.
#[derive(Debug)]
pub struct Decoder {
    limit: usize,
    /// The beginning of the current line.
    line: Vec<u8>,
    /// Whether the last line ended with CR. A following LF belongs to that end.
    after_cr: bool,
    seen: Seen,
    /// The current event.
    event: Event,
    /// Whether the current event has data, even if empty.
    has_data: bool,
    /// Size of the fields of the current event in bytes.
    size: usize,
}

/// The lines that were read so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// None. The first may begin with a byte order mark.
    Nothing,
    /// None that is a comment or a known field.
    OtherLines,
    StreamLines,
}

/// The error of an event that is larger than the limit. The rest of the stream
/// cannot be decoded. Raise the limit if you expect such events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an event of the stream has more than {limit} bytes")]
pub struct TooLarge {
    limit: usize,
}

impl Decoder {
    /// A decoder with a limit on the size of an event: the bytes of its fields
    /// without line ends. No other line, such as a comment, may be longer either.
    /// The decoder buffers at most this much and the last id.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            line: Vec::new(),
            after_cr: false,
            seen: Seen::Nothing,
            event: Event::default(),
            has_data: false,
            size: 0,
        }
    }

    /// Consumes bytes from the front of a chunk up to the end of an event, and
    /// returns the event. Returns `None` when the chunk is empty; continue with the
    /// next chunk. After the last, call [`end`](Self::end).
    ///
    /// # Errors
    ///
    /// [`TooLarge`] if the event exceeds the limit. Every further call returns the
    /// same error.
    pub fn decode(&mut self, chunk: &mut Bytes) -> Result<Option<Event>, TooLarge> {
        loop {
            if self.after_cr && !chunk.is_empty() {
                self.after_cr = false;
                if chunk.starts_with(b"\n") {
                    chunk.advance(1);
                }
            }
            let end = chunk.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            if part.len() > self.limit.saturating_sub(self.size + self.line.len()) {
                return Err(TooLarge { limit: self.limit });
            }
            self.line.extend_from_slice(part);
            let Some(end) = end else {
                chunk.clear();
                return Ok(None);
            };
            self.after_cr = chunk.get(end) == Some(&b'\r');
            chunk.advance(end + 1);

            let mut line = core::mem::take(&mut self.line);
            let event = self.read(&line);
            line.clear();
            self.line = line;
            if event.is_some() {
                return Ok(event);
            }
        }
    }

    /// Returns the event that is still open at the end of the stream, and begins anew.
    ///
    /// The HTML standard discards it, for browsers that reconnect. The last data of a
    /// response would be lost. Call this only if the whole body arrived.
    pub fn end(&mut self) -> Option<Event> {
        let line = core::mem::take(&mut self.line);
        let event = if line.is_empty() { None } else { self.read(&line) };
        event.or_else(|| self.dispatch())
    }

    /// Whether the last line is incomplete so far.
    pub(crate) fn is_within_line(&self) -> bool {
        !self.line.is_empty()
    }

    /// Whether a line is one of a stream, even without an event.
    pub(crate) fn is_stream(&self) -> bool {
        self.seen == Seen::StreamLines
    }

    /// Reads a complete line. Returns the event if the line ends it.
    fn read(&mut self, line: &[u8]) -> Option<Event> {
        let mut line = line;
        if self.seen == Seen::Nothing {
            line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
            self.seen = Seen::OtherLines;
        }
        if line.is_empty() {
            return self.dispatch();
        }
        let text = String::from_utf8_lossy(line);
        let (field, value) = text.split_once(':').unwrap_or((&text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                if self.has_data {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
                self.has_data = true;
            }
            "event" => self.event.event = Some(value.to_owned()).filter(|name| !name.is_empty()),
            "id" if !value.contains('\0') => {
                self.event.id = Some(value.to_owned()).filter(|id| !id.is_empty());
            }
            "retry" => self.event.retry = milliseconds(value).or(self.event.retry),
            // An unknown field, or a comment: a line that begins with a colon.
            _ => {
                if field.is_empty() {
                    self.seen = Seen::StreamLines;
                }
                return None;
            }
        }
        self.seen = Seen::StreamLines;
        self.size += line.len();
        None
    }

    /// Ends the current event. Returns it if it has data.
    fn dispatch(&mut self) -> Option<Event> {
        self.size = 0;
        let kept = Event { id: self.event.id.clone(), retry: self.event.retry, ..Event::default() };
        let event = core::mem::replace(&mut self.event, kept);
        core::mem::take(&mut self.has_data).then_some(event)
    }
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Whether a content type is `text/event-stream`, with or without parameters.
pub fn is_event_stream(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim_ascii().eq_ignore_ascii_case("text/event-stream")
}

/// Parses a number of decimal digits.
fn milliseconds(value: &str) -> Option<Duration> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u64::from(byte - b'0'));
    let add =
        |sum: u64, byte| digit(byte).map(|digit| sum.saturating_mul(10).saturating_add(digit));
    let sum = value.bytes().try_fold(0, add).filter(|_| !value.is_empty());
    sum.map(Duration::from_millis)
}

#[cfg(test)]
mod tests;
