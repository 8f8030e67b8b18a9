//! Request lines as they arrive.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use http::Request;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// The longest line that is kept, in bytes: no head is longer.
const LONGEST: usize = 64 * 1024;

/// A stream that keeps the latest request line, since the HTTP library drops the
/// fragment of a target without a trace.
pub(super) struct Watched {
    stream: TcpStream,
    line: RequestLine,
}

/// The request line that a [`Watched`] stream keeps. Clones share it.
#[derive(Clone, Default)]
pub(super) struct RequestLine(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    line: Vec<u8>,
    /// Whether the line is complete, or a body follows.
    is_closed: bool,
}

impl RequestLine {
    pub(super) fn watch(&self, stream: TcpStream) -> Watched {
        Watched { stream, line: self.clone() }
    }

    /// Whether the target of this request has a fragment. The line is compared with
    /// the request, since a client that sends several at once may hide a line.
    pub(super) fn has_fragment<B>(&self, request: &Request<B>) -> bool {
        let mut state = self.state();
        state.is_closed = true;
        let line = std::mem::take(&mut state.line);
        drop(state);
        let Some((before, _)) = std::str::from_utf8(&line).ok().and_then(|l| l.split_once('#'))
        else {
            return false;
        };
        let uri = request.uri();
        let path = uri.path_and_query().map_or("", |path| path.as_str());
        let is_target = |target: &str| target == path || *uri == *target;
        before
            .strip_prefix(request.method().as_str())
            .and_then(|rest| rest.strip_prefix(' '))
            .is_some_and(is_target)
    }

    /// Expects the next request line.
    pub(super) fn open(&self) {
        *self.state() = State::default();
    }

    fn observe(&self, bytes: &[u8]) {
        let mut state = self.state();
        if state.is_closed {
            return;
        }
        for &byte in bytes {
            match byte {
                // Empty lines before a request are ignored.
                b'\r' | b'\n' if state.line.is_empty() => {}
                b'\n' => {
                    state.is_closed = true;
                    return;
                }
                _ if state.line.len() < LONGEST => state.line.push(byte),
                _ => {}
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        self.line.observe(buffer.filled().get(before..).unwrap_or_default());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Watched {
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

    #[test]
    fn fragment_is_seen_only_in_the_target_of_the_request() {
        for (chunks, target, expected) in [
            (&["GET /?a=1#b HTTP/1.1\r\n"][..], "/?a=1", true),
            (&["\r\nGET /?a", "=1", "#b HTTP/1.1\r\nX: y\r\n"], "/?a=1", true),
            (&["GET http://h/?a#b HTTP/1.1\r\n"], "http://h/?a", true),
            (&["GET /?a=1 HTTP/1.1\r\nX: #\r\n"], "/?a=1", false),
            (&["X: GET /?a=1#b\r\n"], "/?a=1", false),
            (&["POST /?a=1#b HTTP/1.1\r\n"], "/?a=1", false),
            (&["\u{0}#"], "/?a=1", false),
        ] {
            let line = RequestLine::default();
            for chunk in chunks {
                line.observe(chunk.as_bytes());
            }
            let request = Request::get(target).body(()).unwrap();
            assert_eq!(line.has_fragment(&request), expected, "{chunks:?}");
            // A body follows.
            line.observe(b"GET /?a=1#b HTTP/1.1\r\n");
            assert!(!line.has_fragment(&request));
            line.open();
            line.observe(format!("GET {target}#c HTTP/1.1\r\n").as_bytes());
            assert!(line.has_fragment(&request));
        }
    }
}
