//! The response, with a body that is read as it arrives.

use std::io::Read;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Response;
use tencentcloud_core::{Chunks, ResponseBody, Sent, TransportError};
use ureq::{Body, BodyReader};

use crate::error;
use crate::limits::{BUFFER, CHUNK};

/// The response of ureq without types and extensions of ureq.
pub(crate) fn convert(response: Response<Body>) -> Response<ResponseBody> {
    let (mut head, body) = response.into_parts();
    head.extensions.clear();
    let download = Download {
        left: body.content_length(),
        reader: Some(body.into_with_config().limit(u64::MAX).reader()),
    };
    ResponseBody::from_http(Response::from_parts(head, download))
}

/// Reads the body of a response.
struct Download {
    /// `None` after the end and after an error.
    reader: Option<BodyReader<'static>>,
    /// What is left of `Content-Length`.
    left: Option<u64>,
}

impl Download {
    fn read(&mut self) -> Result<Option<Bytes>, TransportError> {
        let Some(reader) = &mut self.reader else {
            return Ok(None);
        };
        let expected = self.left.map_or(CHUNK, |left| usize::try_from(left).unwrap_or(BUFFER));
        // At least one byte: only a read at the end returns the connection to the
        // pool.
        let mut chunk = vec![0; expected.clamp(1, BUFFER)];
        let amount = reader
            .read(&mut chunk)
            .map_err(|error| error::from_ureq(error.into(), Sent::Maybe, "reading the response"))?;
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
