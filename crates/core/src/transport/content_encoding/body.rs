//! A body that is decoded while it comes.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec;
use core::mem;
use core::pin::Pin;
use core::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use flate2::{Decompress, FlushDecompress};

use super::deflate::Deflate;
use super::gzip::Gzip;
use crate::transport::{Chunks, ResponseBody, Sent, TransportError, TransportErrorKind};

/// The most that one chunk decodes to. A kilobyte may be a megabyte, so what
/// came is decoded by and by, and whoever counts can stop in between.
pub(super) const STEP: usize = 16_384;

/// Decodes as much of a body as there is, and then reads on.
pub(super) struct Decoded {
    /// `None` after the end, and after an error.
    body: Option<ResponseBody>,
    /// What came of it and is not decoded yet.
    input: Bytes,
    decoder: Decoder,
    output: Box<[u8]>,
    /// How much of the body may still come.
    left: usize,
}

impl Decoded {
    pub(super) fn new(body: ResponseBody, decoder: Decoder, limit: usize) -> Self {
        let output = vec![0; STEP].into_boxed_slice();
        Self { body: Some(body), input: Bytes::new(), decoder, output, left: limit }
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, TransportError>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(Ok(None));
        };
        loop {
            // There may be more of the last chunk; if not, this is a short call.
            let amount = self.decoder.decode(&mut self.input, &mut self.output)?;
            if let Some(decoded) = self.output.get(..amount).filter(|_| amount > 0) {
                return Poll::Ready(Ok(Some(Bytes::copy_from_slice(decoded))));
            }
            let Some(chunk) = ready!(body.poll_chunk(cx)).transpose()? else {
                self.decoder.end()?;
                return Poll::Ready(Ok(None));
            };
            let too_large = || TransportError::new(TransportErrorKind::TooLarge, Sent::Maybe);
            self.left = self.left.checked_sub(chunk.len()).ok_or_else(too_large)?;
            self.input = chunk;
        }
    }
}

impl Chunks for Decoded {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let next = ready!(self.poll_next(cx)).transpose();
        if !matches!(next, Some(Ok(_))) {
            // A connection with the rest of a body on it is closed with it.
            self.body = None;
        }
        Poll::Ready(next)
    }
}

/// What undoes one encoding.
pub(super) enum Decoder {
    Gzip(Gzip),
    Deflate(Deflate),
    /// Nothing does; the names of it.
    Unknown(String),
}

impl Decoder {
    /// Takes from the front of the input and fills the output from its start.
    /// How much it wrote; nothing only when it needs more input.
    fn decode(&mut self, input: &mut Bytes, output: &mut [u8]) -> Result<usize, Fault> {
        match self {
            Self::Gzip(gzip) => gzip.decode(input, output),
            Self::Deflate(deflate) => deflate.decode(input, output),
            Self::Unknown(_) if input.is_empty() => Ok(0),
            Self::Unknown(names) => Err(Fault::Unknown(mem::take(names))),
        }
    }

    /// Nothing more comes. Was it whole? No bytes at all are a body without bytes.
    fn end(&self) -> Result<(), Fault> {
        let is_whole = match self {
            Self::Gzip(gzip) => gzip.is_whole(),
            Self::Deflate(deflate) => deflate.is_whole(),
            Self::Unknown(_) => true,
        };
        if is_whole { Ok(()) } else { Err(Fault::CutShort) }
    }
}

/// Inflates the front of the input into the output: how much it wrote, and
/// whether this was the end of the stream. If it neither writes nor ends, the
/// input is used up.
pub(super) fn inflate(
    stream: &mut Decompress,
    input: &mut Bytes,
    output: &mut [u8],
) -> Result<(usize, bool), Fault> {
    loop {
        let (read, written) = (stream.total_in(), stream.total_out());
        let status = stream.decompress(input, output, FlushDecompress::None);
        let status = status.map_err(|_| Fault::Damaged("it is not what deflate makes"))?;
        let amount = |from: u64, to: u64| usize::try_from(to - from).unwrap_or(usize::MAX);
        let (read, written) =
            (amount(read, stream.total_in()), amount(written, stream.total_out()));
        input.advance(read.min(input.len()));
        let is_end = status == flate2::Status::StreamEnd;
        if is_end || written > 0 || input.is_empty() {
            return Ok((written, is_end));
        }
        if read == 0 {
            return Err(Fault::Damaged("it does not go on"));
        }
    }
}

/// Why a body cannot be decoded.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("the compressed body ends too early")]
    CutShort,
    #[error("the compressed body is damaged: {0}")]
    Damaged(&'static str),
    #[error("the body has an encoding that was not asked for: {0}")]
    Unknown(String),
}

impl From<Fault> for TransportError {
    fn from(fault: Fault) -> Self {
        let kind = match fault {
            Fault::CutShort => TransportErrorKind::Closed,
            Fault::Damaged(_) | Fault::Unknown(_) => TransportErrorKind::Protocol,
        };
        Self::new(kind, Sent::Maybe).with_source(fault)
    }
}
