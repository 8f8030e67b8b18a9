//! An answer on its way in.

use std::io::Read;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Response;
use tencentcloud_core::{Chunks, ResponseBody, Sent, TransportError};
use ureq::{Body, BodyReader};

use crate::error;
use crate::tcp::BUFFER;

/// A chunk of an answer whose length is not known. Answers of known length get
/// room for that, so that the usual hundred bytes do not cost a clearing of
/// thousands.
const CHUNK: usize = 16 * 1024;

/// What the client gets to see of an answer: nothing of ureq's own.
pub(crate) fn answer(response: Response<Body>) -> Response<ResponseBody> {
    let (head, body) = response.into_parts();
    let download = Download {
        left: body.content_length(),
        reader: Some(body.into_with_config().limit(u64::MAX).reader()),
    };
    let mut response = Response::new(ResponseBody::new(download));
    *response.status_mut() = head.status;
    *response.version_mut() = head.version;
    *response.headers_mut() = head.headers;
    response
}

/// The body of an answer, read where it is asked for.
struct Download {
    /// `None` after the end, and after an error.
    reader: Option<BodyReader<'static>>,
    /// How much is still to come, if the server said so.
    left: Option<u64>,
}

impl Download {
    fn read(&mut self) -> Result<Option<Bytes>, TransportError> {
        let Some(reader) = &mut self.reader else {
            return Ok(None);
        };
        let expected = self.left.map_or(CHUNK, |left| usize::try_from(left).unwrap_or(BUFFER));
        // One byte of room at least: only a read tells that this is the end, and
        // puts the connection back.
        let mut chunk = vec![0; expected.clamp(1, BUFFER)];
        let amount = reader
            .read(&mut chunk)
            .map_err(|e| error::from_ureq(e.into(), Sent::Maybe, "while the answer was read"))?;
        if amount == 0 {
            return Ok(None);
        }
        if let Some(left) = &mut self.left {
            *left = left.saturating_sub(amount as u64);
        }
        chunk.truncate(amount);
        Ok(Some(chunk.into()))
    }
}

impl Chunks for Download {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let chunk = self.read().transpose();
        if !matches!(chunk, Some(Ok(_))) {
            self.reader = None;
        }
        Poll::Ready(chunk)
    }
}
