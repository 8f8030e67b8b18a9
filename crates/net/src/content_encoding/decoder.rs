//! Decoders of gzip and deflate, by flate2's writers.
//!
//! Its readers do not fit: they wait for input while decoded bytes are left, so an
//! event of a stream could be late. A writer hands everything out with `flush`.

use std::io::{self, Write};
use std::mem;

use bytes::{Buf, Bytes};
use flate2::Decompress;
use flate2::write::{GzDecoder, ZlibDecoder};

/// What undoes one encoding.
pub(super) enum Decoder {
    Gzip(GzipMembers),
    /// The first bytes of `deflate`, which tell its two forms apart.
    DeflateStart(Vec<u8>),
    /// `deflate` as RFC 9110 has it, with the header and the checksum of zlib, or
    /// as some servers send it, without.
    Deflate(ZlibDecoder<Vec<u8>>),
    /// No decoder; the name of the encoding.
    Unsupported(String),
}

/// One gzip member after the other
/// ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)).
///
/// flate2's `MultiGzDecoder` reports a truncated member and a wrong checksum as
/// the same error. A truncated response may be tried again, so they differ here.
pub(super) struct GzipMembers {
    member: GzDecoder<Vec<u8>>,
    /// How many bytes of this member were decoded.
    decoded: usize,
}

/// The first bytes of a member: magic number and method.
const GZIP_START: [u8; 3] = [0x1f, 0x8b, 8];

impl Decoder {
    pub(super) fn gzip() -> Self {
        Self::Gzip(GzipMembers::new())
    }

    /// Decodes bytes from the front of a nonempty input, in one step: what fills
    /// flate2's buffer of 32 KiB, and what `flush` gets out of the decoder, which is
    /// its window of 32 KiB and the few symbols that it has read ahead.
    pub(super) fn decode(&mut self, input: &mut Bytes) -> Result<Bytes, DecodeError> {
        match self {
            Self::Gzip(gzip) => gzip.decode(input),
            Self::DeflateStart(start) => {
                start.extend(input.split_to(1));
                let has_header = match **start {
                    [first] if may_be_zlib(first) => return Ok(Bytes::new()),
                    [first, second] => is_zlib(first, second),
                    _ => false,
                };
                *input = [start, &**input].concat().into();
                let inflate = Decompress::new(has_header);
                *self = Self::Deflate(ZlibDecoder::new_with_decompress(Vec::new(), inflate));
                Ok(Bytes::new())
            }
            Self::Deflate(deflate) => match step(deflate, input)? {
                0 => Err(DecodeError::Damaged("data after its end")),
                _ => Ok(mem::take(deflate.get_mut()).into()),
            },
            Self::Unsupported(name) => Err(DecodeError::Unsupported(mem::take(name))),
        }
    }

    /// Checks at the end of the body that it is complete.
    pub(super) fn finish(&mut self) -> Result<(), DecodeError> {
        let is_complete = match self {
            Self::Gzip(gzip) => return gzip.finish(),
            Self::DeflateStart(start) => start.is_empty(),
            Self::Deflate(deflate) => is_at_end(deflate),
            Self::Unsupported(_) => true,
        };
        if is_complete { Ok(()) } else { Err(DecodeError::Truncated) }
    }
}

impl GzipMembers {
    fn new() -> Self {
        Self { member: GzDecoder::new(Vec::new()), decoded: 0 }
    }

    fn decode(&mut self, input: &mut Bytes) -> Result<Bytes, DecodeError> {
        let expected = GZIP_START.iter().skip(self.decoded);
        if !expected.zip(&**input).all(|(expected, found)| expected == found) {
            return Err(DecodeError::Damaged("not gzip"));
        }
        let amount = step(&mut self.member, input)?;
        self.decoded = self.decoded.saturating_add(amount);
        if amount == 0 {
            self.end_member()?;
        }
        Ok(mem::take(self.member.get_mut()).into())
    }

    /// Checks length and checksum of a complete member; another may follow.
    fn end_member(&mut self) -> Result<(), DecodeError> {
        self.member.try_finish().map_err(|_| DecodeError::Damaged("wrong checksum"))?;
        *self = Self::new();
        Ok(())
    }

    fn finish(&mut self) -> Result<(), DecodeError> {
        if self.decoded == 0 {
            return Ok(());
        }
        if is_at_end(&mut self.member) { self.end_member() } else { Err(DecodeError::Truncated) }
    }
}

/// Decodes once; how many bytes of input were used: 0 only at the end of the
/// stream.
fn step(decoder: &mut impl Write, input: &mut Bytes) -> Result<usize, DecodeError> {
    let mut decode = || -> io::Result<usize> {
        let amount = decoder.write(input)?;
        decoder.flush()?;
        Ok(amount)
    };
    let amount = decode().map_err(|_| DecodeError::Damaged("invalid data"))?;
    input.advance(amount.min(input.len()));
    Ok(amount)
}

/// Whether a stream is complete: then its decoder takes no further byte.
fn is_at_end(decoder: &mut impl Write) -> bool {
    matches!(decoder.write(&[0]), Ok(0))
}

/// Method 8 with a window of at most 32 KiB
/// ([RFC 1950](https://www.rfc-editor.org/rfc/rfc1950)). Without the header of
/// zlib, such a byte would begin a stored block that is not the last one and whose
/// padding is not zero, which no encoder writes.
fn may_be_zlib(first: u8) -> bool {
    first & 0x0f == 8 && first >> 4 <= 7
}

fn is_zlib(first: u8, second: u8) -> bool {
    may_be_zlib(first) && u16::from_be_bytes([first, second]).is_multiple_of(31)
}

/// Why a body cannot be decoded.
#[derive(Debug, thiserror::Error)]
pub(super) enum DecodeError {
    #[error("truncated compressed body")]
    Truncated,
    #[error("damaged compressed body: {0}")]
    Damaged(&'static str),
    #[error("unsupported content encoding: {0}")]
    Unsupported(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zlib_header_is_recognized() {
        for first in 0..=u8::MAX {
            let known = [0x08, 0x18, 0x28, 0x38, 0x48, 0x58, 0x68, 0x78].contains(&first);
            assert_eq!(may_be_zlib(first), known, "{first:#x}");
        }
        for header in [[0x78, 0x01], [0x78, 0x9c], [0x78, 0xda], [0x08, 0x1d]] {
            assert!(is_zlib(header[0], header[1]), "{header:x?}");
        }
        // No multiple of 31; another method; a larger window.
        for header in [[0x78, 0x9d], [0x00, 0x1f], [0x88, 0x1c]] {
            assert!(!is_zlib(header[0], header[1]), "{header:x?}");
        }
    }
}
