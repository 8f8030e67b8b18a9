//! The body of a response, chunk by chunk.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::future::poll_fn;
use core::mem;
use core::pin::Pin;
use core::task::{Context, Poll};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};

use super::{Sent, TransportError, TransportErrorKind};

/// A source of chunks: what a transport implements for its response bodies.
pub trait Chunks: Send {
    /// The next chunk; `None` after the last. A blocking transport reads here and
    /// is always ready.
    fn poll_chunk(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>>;
}

/// The body of a response, read as it arrives.
///
/// ```
/// use tencentcloud_core::ResponseBody;
///
/// let body = ResponseBody::from("whole");
/// # let body = std::pin::pin!(body.collect(5));
/// # let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
/// # let std::task::Poll::Ready(body) = body.poll(&mut cx) else { panic!() };
/// # use std::future::Future;
/// assert_eq!(body?, "whole");
/// # Ok::<(), tencentcloud_core::TransportError>(())
/// ```
pub struct ResponseBody {
    source: Source,
    ends_with_connection: bool,
}

enum Source {
    Whole(Option<Bytes>),
    Chunks(Pin<Box<dyn Chunks>>),
}

impl ResponseBody {
    /// A body that arrives in chunks.
    pub fn new(chunks: impl Chunks + 'static) -> Self {
        Self { source: Source::Chunks(Box::pin(chunks)), ends_with_connection: false }
    }

    /// A response whose body arrives in chunks, by the framing of its head, see
    /// [`ends_with_connection`](Self::ends_with_connection).
    pub fn from_http(response: http::Response<impl Chunks + 'static>) -> http::Response<Self> {
        let (head, chunks) = response.into_parts();
        let is_framed = head.version > http::Version::HTTP_11
            || head.headers.contains_key(CONTENT_LENGTH)
            || head.headers.contains_key(TRANSFER_ENCODING);
        let body = Self { ends_with_connection: !is_framed, ..Self::new(chunks) };
        http::Response::from_parts(head, body)
    }

    /// Whether only the end of the connection ends the body: in HTTP/1 without
    /// `Content-Length` and `Transfer-Encoding`. Such a body may have been cut without an
    /// error.
    pub fn ends_with_connection(&self) -> bool {
        self.ends_with_connection
    }

    /// The next chunk; `None` after the last.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|cx| self.poll_chunk(cx)).await
    }

    /// [`chunk`](Self::chunk) for code that is polled, such as a decoder of bodies.
    pub fn poll_chunk(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.source {
            Source::Whole(body) => Poll::Ready(body.take().map(Ok)),
            Source::Chunks(chunks) => chunks.as_mut().poll_chunk(cx),
        }
    }

    /// The whole body. More than `limit` bytes are an error of kind
    /// [`TooLarge`](TransportErrorKind::TooLarge).
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, TransportError> {
        // Most bodies are one chunk, which is not copied.
        let mut first = Bytes::new();
        let mut whole = Vec::new();
        while let Some(chunk) = self.chunk().await.transpose()? {
            if chunk.len() > limit - first.len().max(whole.len()) {
                return Err(TransportError::new(TransportErrorKind::TooLarge, Sent::Maybe));
            }
            if first.is_empty() && whole.is_empty() {
                first = chunk;
                continue;
            }
            if whole.is_empty() {
                whole = Vec::from(mem::take(&mut first));
            }
            whole.extend_from_slice(&chunk);
        }
        Ok(if whole.is_empty() { first } else { whole.into() })
    }
}

impl<T: Into<Bytes>> From<T> for ResponseBody {
    fn from(whole: T) -> Self {
        Self { source: Source::Whole(Some(whole.into())), ends_with_connection: false }
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseBody(..)")
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use core::pin::pin;
    use core::task::Waker;

    use super::*;

    /// A body of these chunks.
    struct Pieces(Vec<&'static str>);

    impl Chunks for Pieces {
        fn poll_chunk(
            mut self: Pin<&mut Self>,
            _cx: &mut Context<'_>,
        ) -> Poll<Option<Result<Bytes, TransportError>>> {
            let next = if self.0.is_empty() { None } else { Some(self.0.remove(0)) };
            Poll::Ready(next.map(|piece| Ok(piece.into())))
        }
    }

    fn ready<F: Future>(future: F) -> F::Output {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(output) => output,
            Poll::Pending => panic!("pending"),
        }
    }

    fn pieces(pieces: &[&'static str]) -> ResponseBody {
        ResponseBody::new(Pieces(pieces.to_vec()))
    }

    #[test]
    fn chunk_returns_one_chunk_after_the_other() {
        let mut body = pieces(&["ab", "c"]);
        for expected in ["ab", "c"] {
            assert_eq!(ready(body.chunk()).unwrap().unwrap(), expected);
        }
        assert!(ready(body.chunk()).is_none());
        let mut whole = ResponseBody::from("whole");
        assert_eq!(ready(whole.chunk()).unwrap().unwrap(), "whole");
        assert!(ready(whole.chunk()).is_none());
    }

    #[test]
    fn a_body_up_to_the_limit_is_collected_and_a_longer_one_refused() {
        for (chunks, whole) in [
            (&[][..], ""),
            (&["abcdefgh"], "abcdefgh"),
            (&["abcd", "efgh"], "abcdefgh"),
            (&["abcdefg", "h"], "abcdefgh"),
            (&["", "ab", "", "cdefg", "h"], "abcdefgh"),
        ] {
            for limit in [whole.len(), whole.len() + 1] {
                assert_eq!(ready(pieces(chunks).collect(limit)).unwrap(), whole);
            }
            for limit in 0..whole.len() {
                let error = ready(pieces(chunks).collect(limit)).unwrap_err();
                assert_eq!(error.kind(), TransportErrorKind::TooLarge, "{chunks:?} in {limit}");
                assert_eq!(error.sent(), Sent::Maybe);
            }
        }
    }

    #[test]
    fn body_ends_with_the_connection_unless_its_head_frames_it() {
        for (version, header, expected) in [
            (http::Version::HTTP_11, "connection", true),
            (http::Version::HTTP_10, "date", true),
            (http::Version::HTTP_11, "content-length", false),
            (http::Version::HTTP_11, "transfer-encoding", false),
            (http::Version::HTTP_2, "date", false),
        ] {
            let response = http::Response::builder().version(version).header(header, "1");
            let response = ResponseBody::from_http(response.body(Pieces(Vec::new())).unwrap());
            assert_eq!(response.body().ends_with_connection(), expected, "{version:?} {header}");
        }
        assert!(!pieces(&[]).ends_with_connection());
    }

    #[test]
    fn debug_does_not_show_the_body() {
        assert_eq!(format!("{:?}", ResponseBody::from("canary")), "ResponseBody(..)");
    }
}
