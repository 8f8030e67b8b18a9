//! A body that is decoded while it arrives.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tencentcloud_core::{Chunks, ResponseBody, Sent, TransportError, TransportErrorKind};

use super::decoder::{DecodeError, Decoder};

/// Decodes all bytes that have arrived before it reads on.
pub(super) struct DecodedBody {
    /// `None` after the end and after an error.
    body: Option<ResponseBody>,
    decoder: Decoder,
    /// Bytes that have arrived and are not decoded yet.
    input: Bytes,
    /// How many encoded bytes may still arrive.
    remaining: usize,
}

impl DecodedBody {
    pub(super) fn new(body: ResponseBody, decoder: Decoder, limit: usize) -> Self {
        Self { body: Some(body), decoder, input: Bytes::new(), remaining: limit }
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, TransportError>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(Ok(None));
        };
        loop {
            while !self.input.is_empty() {
                let decoded = self.decoder.decode(&mut self.input)?;
                if !decoded.is_empty() {
                    return Poll::Ready(Ok(Some(decoded)));
                }
            }
            let Some(chunk) = ready!(body.poll_chunk(cx)).transpose()? else {
                self.decoder.finish()?;
                return Poll::Ready(Ok(None));
            };
            let too_large = || TransportError::new(TransportErrorKind::TooLarge, Sent::Maybe);
            self.remaining = self.remaining.checked_sub(chunk.len()).ok_or_else(too_large)?;
            self.input = chunk;
        }
    }
}

impl Chunks for DecodedBody {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let next = ready!(self.poll_next(cx)).transpose();
        if !matches!(next, Some(Ok(_))) {
            // Dropping an unfinished body closes its connection.
            self.body = None;
        }
        Poll::Ready(next)
    }
}

impl From<DecodeError> for TransportError {
    fn from(error: DecodeError) -> Self {
        let kind = match error {
            DecodeError::Truncated => TransportErrorKind::Closed,
            DecodeError::Damaged(_) | DecodeError::Unsupported(_) => TransportErrorKind::Protocol,
        };
        Self::new(kind, Sent::Maybe).with_source(error)
    }
}
