//! Server-sent events: the form in which streaming actions answer.
//!
//! [`Decoder`] is fed with the bytes as they come, in any pieces, and hands out
//! each [`Event`] as soon as its last line is there. It reads as the HTML
//! standard says ([section 9.2.6]), which differs from some official SDKs: a
//! blank after the colon is no part of a value, a line without a colon is a
//! field without a value, and an event without data is none.
//!
//! ```
//! use bytes::Bytes;
//! use tencentcloud_core::event_stream::Decoder;
//!
//! let mut decoder = Decoder::new(1_000_000);
//! let mut datas = Vec::new();
//! for chunk in ["data: {\"Delta\"", ": \"Hel\"}\r\n", "\r\ndata: [DO", "NE]\n\n", "data: cut off"] {
//!     let mut chunk = Bytes::from(chunk);
//!     while let Some(event) = decoder.decode(&mut chunk)? {
//!         datas.push(event.data);
//!     }
//! }
//! assert_eq!(datas, [r#"{"Delta": "Hel"}"#, "[DONE]"]);
//! # Ok::<(), tencentcloud_core::event_stream::TooLarge>(())
//! ```
//!
//! [section 9.2.6]: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use bytes::{Buf, Bytes};

/// One event of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Event {
    /// The type that the event names; browsers take `message` where it names none.
    pub event: Option<String>,
    /// The data; several lines of it are joined by line feeds. Bytes that are
    /// not UTF-8 stand as U+FFFD.
    pub data: String,
    /// The id that holds: this event's own, or the last one before it.
    pub id: Option<String>,
    /// How long to wait before connecting anew, as the stream said last.
    pub retry: Option<Duration>,
}

/// Reads events out of bytes.
#[derive(Debug)]
pub struct Decoder {
    limit: usize,
    /// What there is of the line that is being read.
    line: Vec<u8>,
    /// The last line ended with CR; an LF now is still of its end.
    after_cr: bool,
    /// No line was read yet, so one may begin with a byte order mark.
    at_start: bool,
    /// The event that is being read.
    event: Event,
    /// The event has data, be it empty.
    has_data: bool,
    /// Bytes of the lines that the event was read from.
    size: usize,
}

/// An event is larger than the limit. The stream cannot be read on: raise the
/// limit, if such an event is to be expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an event of the stream has more than {limit} bytes")]
pub struct TooLarge {
    limit: usize,
}

impl Decoder {
    /// A decoder of events that have at most `limit` bytes each: in their
    /// fields, as they came, ends of lines not counted. No line may be longer
    /// either, be it a comment. So much is kept, and an id that still holds.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            line: Vec::new(),
            after_cr: false,
            at_start: true,
            event: Event::default(),
            has_data: false,
            size: 0,
        }
    }

    /// Takes bytes off the front of a chunk until an event is whole, and
    /// returns that; `None` when the chunk is used up, and it is time for the
    /// next one. What is left when the stream ends is no event: it may be half
    /// of one.
    ///
    /// At an error the line that is too much stays in the chunk, and asking
    /// again is the same error.
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

    /// Takes in a whole line; the event, if that was its end.
    fn read(&mut self, line: &[u8]) -> Option<Event> {
        let line =
            if self.at_start { line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line) } else { line };
        self.at_start = false;
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
            // Of another kind, or a comment, which has no name before the colon.
            _ => return None,
        }
        self.size += line.len();
        None
    }

    /// Ends the event, which is one if it has data.
    fn dispatch(&mut self) -> Option<Event> {
        self.size = 0;
        let kept = Event { id: self.event.id.clone(), retry: self.event.retry, ..Event::default() };
        let event = core::mem::replace(&mut self.event, kept);
        core::mem::take(&mut self.has_data).then_some(event)
    }
}

/// What some editors begin a text in UTF-8 with.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Whether a reply with this content type is a stream of events, whatever
/// parameters follow.
pub fn is_event_stream(content_type: &str) -> bool {
    const ESSENCE: &str = "text/event-stream";
    let Some((essence, rest)) = content_type.trim_ascii_start().split_at_checked(ESSENCE.len())
    else {
        return false;
    };
    let parameters = rest.trim_ascii_start();
    essence.eq_ignore_ascii_case(ESSENCE) && (parameters.is_empty() || parameters.starts_with(';'))
}

/// A time of decimal digits and nothing else.
fn milliseconds(value: &str) -> Option<Duration> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u64::from(byte - b'0'));
    let add =
        |sum: u64, byte| digit(byte).map(|digit| sum.saturating_mul(10).saturating_add(digit));
    let sum = value.bytes().try_fold(0, add).filter(|_| !value.is_empty());
    sum.map(Duration::from_millis)
}

#[cfg(test)]
mod tests;
