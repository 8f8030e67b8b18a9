//! The destinations of signed strings: a hash, a buffer or a formatter.

use alloc::vec::Vec;
use core::fmt;

use super::block::sha256::{Sha256, fill};

/// A destination that takes a string in pieces, each of them valid UTF-8.
pub(super) trait TextWriter {
    fn put(&mut self, piece: &[u8]);

    /// Writes the first `length` bytes of a window whose other bytes are zero.
    #[inline]
    fn put_window(&mut self, window: &[u8; WINDOW], length: usize) {
        self.put(window.get(..length).unwrap_or_default());
    }

    /// Writes a header name or value in lower case. Returns whether it has a line
    /// break.
    #[inline]
    fn put_lower(&mut self, text: &str) -> bool {
        // Windows of constant size let the compiler vectorize the loop. A window
        // ends at a character boundary.
        let mut breaks = false;
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(char_boundary(rest));
            let mut window = [0; WINDOW];
            fill(&mut window, piece.as_bytes());
            for byte in &mut window {
                breaks |= is_break(*byte);
                *byte = byte.to_ascii_lowercase();
            }
            self.put_window(&window, piece.len());
            rest = after;
        }
        breaks
    }
}

/// Whether the byte would end a line of the canonical request.
#[inline]
pub(super) const fn is_break(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// Number of bytes that are lower-cased at a time. Most header values are shorter.
pub(super) const WINDOW: usize = 64;

/// The end of the largest piece of whole characters that fits into a window.
#[inline]
fn char_boundary(text: &str) -> usize {
    if text.len() <= WINDOW {
        return text.len();
    }
    (0..=WINDOW).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

impl TextWriter for Sha256 {
    #[inline]
    fn put(&mut self, piece: &[u8]) {
        self.update(piece);
    }

    #[inline]
    fn put_window(&mut self, window: &[u8; WINDOW], length: usize) {
        self.update_window(window, length);
    }
}

impl TextWriter for Vec<u8> {
    #[inline]
    fn put(&mut self, piece: &[u8]) {
        self.extend_from_slice(piece);
    }
}

/// Writes to a formatter and keeps the first error.
pub(super) struct FmtWriter<'a, 'f> {
    formatter: &'a mut fmt::Formatter<'f>,
    result: fmt::Result,
}

impl FmtWriter<'_, '_> {
    /// Formats what `put` writes.
    pub(super) fn display(
        formatter: &mut fmt::Formatter<'_>,
        put: impl FnOnce(&mut FmtWriter<'_, '_>),
    ) -> fmt::Result {
        let mut writer = FmtWriter { formatter, result: Ok(()) };
        put(&mut writer);
        writer.result
    }
}

impl TextWriter for FmtWriter<'_, '_> {
    fn put(&mut self, piece: &[u8]) {
        if self.result.is_ok() {
            self.result = self.formatter.write_str(core::str::from_utf8(piece).unwrap_or_default());
        }
    }
}

/// Writes to a buffer of the caller. Counts what does not fit.
pub(super) struct SliceWriter<'a> {
    bytes: &'a mut [u8],
    length: usize,
}

impl<'a> SliceWriter<'a> {
    pub(super) fn new(bytes: &'a mut [u8]) -> Self {
        Self { bytes, length: 0 }
    }

    /// The written bytes, or the needed length if they do not fit.
    #[inline]
    pub(super) fn finish(self) -> Result<&'a [u8], usize> {
        self.bytes.get(..self.length).ok_or(self.length)
    }
}

impl TextWriter for SliceWriter<'_> {
    #[inline]
    fn put(&mut self, piece: &[u8]) {
        let end = self.length + piece.len();
        if let Some(target) = self.bytes.get_mut(self.length..end) {
            target.copy_from_slice(piece);
        }
        self.length = end;
    }
}

/// Counts bytes, to allocate the exact size.
pub(super) struct ByteCounter(pub(super) usize);

impl TextWriter for ByteCounter {
    #[inline]
    fn put(&mut self, piece: &[u8]) {
        self.0 += piece.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn non_ascii_characters_are_unchanged_in_lower_case() {
        for (text, lower) in [
            ("", ""),
            ("abc", "abc"),
            ("ABC", "abc"),
            ("aBçÉD-", "abçÉd-"),
            ("X-TC-Action", "x-tc-action"),
            (&"é".repeat(100), &"é".repeat(100)),
            (&alloc::format!("A{}B", "é".repeat(40)), &alloc::format!("a{}b", "é".repeat(40))),
        ] {
            let mut out = Vec::new();
            assert!(!out.put_lower(text));
            assert_eq!(out, lower.as_bytes());
        }
    }

    #[test]
    fn line_break_is_found_at_any_position() {
        for at in [0, 1, 63, 64, 65, 130] {
            for end in ["\n", "\r"] {
                let text = "a".repeat(at) + end + "b";
                assert!(Vec::new().put_lower(&text), "{at}");
                // Two line breaks must not cancel out.
                assert!(Vec::new().put_lower(&text.repeat(2)), "{at}");
            }
        }
    }

    #[test]
    fn counter_has_the_length_of_the_string() {
        let mut length = ByteCounter(0);
        length.put(b"ab");
        length.put_lower("CDE");
        assert_eq!(length.0, 5);
    }

    #[test]
    fn slice_writer_returns_the_needed_length_when_it_is_full() {
        let mut bytes = [0; 5];
        let mut buffer = SliceWriter::new(&mut bytes);
        buffer.put(b"ab");
        buffer.put(b"cde");
        assert_eq!(buffer.finish(), Ok(&b"abcde"[..]));
        let mut buffer = SliceWriter::new(&mut bytes);
        buffer.put(b"abcd");
        buffer.put(b"efg");
        buffer.put(b"h");
        assert_eq!(buffer.finish(), Err(8));
    }
}
