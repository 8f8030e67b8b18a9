//! Request lines as they arrive.

use std::collections::VecDeque;
use std::io;
use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The longest line that is kept, in bytes: no head is longer.
const LONGEST: usize = 64 * 1024;

/// A stream whose HTTP/1 request lines are observed, since the HTTP library drops the
/// fragment of a target without a trace.
pub(super) struct Watched<S> {
    stream: S,
    lines: RequestLines,
}

/// The request lines of a [`Watched`] stream. Clones share them.
#[derive(Clone, Default)]
pub(super) struct RequestLines(Arc<Mutex<Framing>>);

impl RequestLines {
    pub(super) fn watch<S>(&self, stream: S) -> Watched<S> {
        Watched { stream, lines: self.clone() }
    }

    /// Whether the target of the next request of the connection has a fragment. Call it
    /// once for each request of HTTP/1.
    pub(super) fn next_has_fragment(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fragments.pop_front() == Some(true)
    }

    fn observe(&self, bytes: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).observe(bytes);
    }
}

/// The framing of HTTP/1 requests. A client may send several at once, so only the end
/// of a body shows where the next line begins. What is invalid needs no care: the HTTP
/// library refuses it and closes the connection.
#[derive(Default)]
struct Framing {
    part: Part,
    /// The line so far, in a part that consists of lines.
    line: Vec<u8>,
    body: Length,
    /// Whether the target has a fragment, for each request that was not responded to.
    fragments: VecDeque<bool>,
}

#[derive(Clone, Copy, Default)]
enum Part {
    #[default]
    RequestLine,
    Headers,
    /// This many bytes of a body, or of a chunk with its end.
    Data(u64),
    ChunkSize,
    Trailers,
    /// HTTP/2, or what is invalid.
    Unknown,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Length {
    #[default]
    None,
    Bytes(u64),
    Chunked,
}

impl Framing {
    fn observe(&mut self, mut bytes: &[u8]) {
        while let Some((&byte, rest)) = bytes.split_first() {
            bytes = match self.part {
                Part::Unknown => return,
                Part::Data(left) => {
                    let length = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
                    self.data(left.saturating_sub(u64::try_from(length).unwrap_or(left)));
                    bytes.get(length..).unwrap_or_default()
                }
                _ if byte == b'\n' => {
                    let line = mem::take(&mut self.line);
                    let line = line.strip_suffix(b"\r").unwrap_or(&line);
                    self.part = self.after(line);
                    rest
                }
                _ => {
                    if self.line.len() < LONGEST {
                        self.line.push(byte);
                    }
                    rest
                }
            };
        }
    }

    fn data(&mut self, left: u64) {
        self.part = match (left, self.body) {
            (0, Length::Chunked) => Part::ChunkSize,
            (0, _) => Part::RequestLine,
            _ => Part::Data(left),
        };
    }

    /// The part that follows a line.
    fn after(&mut self, line: &[u8]) -> Part {
        match (self.part, line) {
            // Empty lines before a request are ignored.
            (Part::RequestLine | Part::Trailers, b"") => Part::RequestLine,
            (Part::RequestLine, b"PRI * HTTP/2.0") => Part::Unknown,
            (Part::RequestLine, line) => {
                let target = line.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
                self.fragments.push_back(target.contains(&b'#'));
                self.body = Length::None;
                Part::Headers
            }
            (Part::Headers, b"") => match self.body {
                Length::None | Length::Bytes(0) => Part::RequestLine,
                Length::Bytes(length) => Part::Data(length),
                Length::Chunked => Part::ChunkSize,
            },
            (Part::Headers, line) => {
                self.read_header(&String::from_utf8_lossy(line));
                Part::Headers
            }
            (Part::ChunkSize, line) => {
                let text = String::from_utf8_lossy(line);
                let size = text.split(';').next().unwrap_or_default().trim();
                match u64::from_str_radix(size, 16) {
                    Ok(0) => Part::Trailers,
                    Ok(size) => Part::Data(size.saturating_add(2)),
                    Err(_) => Part::Unknown,
                }
            }
            (part, _) => part,
        }
    }

    fn read_header(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(':') else { return };
        if name.eq_ignore_ascii_case("transfer-encoding") {
            self.body = Length::Chunked;
        } else if name.eq_ignore_ascii_case("content-length") && self.body != Length::Chunked {
            self.body = value.trim().parse().map_or(Length::None, Length::Bytes);
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        self.lines.observe(buffer.filled().get(before..).unwrap_or_default());
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REQUESTS: &str = "GET /?a=1#b HTTP/1.1\r\n\r\n\
        \r\nGET /?a=1 HTTP/1.1\r\nX: #\r\n\r\n\
        POST / HTTP/1.1\r\nContent-Length: 20\r\n\r\nGET /#a HTTP/1.1\r\n\r\n\
        GET http://h/?a#b HTTP/1.1\r\nContent-Length: 0\r\n\r\n\
        POST / HTTP/1.1\r\ntransfer-encoding: Chunked\r\n\r\n\
        12;x=y\r\nGET /#a HTTP/1.1\r\n\r\n3\r\n#\r\n\r\n0\r\nX: GET /#a\r\n\r\n\
        M#T / HTTP/1.1\n\n\
        GET /# HTTP/1.1\n\n";

    #[test]
    fn fragments_are_seen_in_requests_that_arrive_in_any_pieces() {
        let expected = [true, false, false, true, false, false, true];
        for size in [1, 2, 3, 7, 50, REQUESTS.len()] {
            let lines = RequestLines::default();
            REQUESTS.as_bytes().chunks(size).for_each(|bytes| lines.observe(bytes));
            for fragment in expected {
                assert_eq!(lines.next_has_fragment(), fragment, "{size}");
            }
            assert!(!lines.next_has_fragment());
        }
    }

    #[test]
    fn http_2_has_no_lines() {
        let lines = RequestLines::default();
        lines.observe(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nGET /# HTTP/1.1\r\n\r\n");
        assert!(!lines.next_has_fragment());
    }
}
