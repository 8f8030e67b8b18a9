//! Where signed text goes: into a hash, into a buffer, or to a person.

use alloc::vec::Vec;
use core::fmt;

use super::sha256::{Sha256, fill};

/// Takes text piece by piece. Each piece is valid UTF-8 by itself.
pub(super) trait Text {
    fn put(&mut self, piece: &[u8]);

    /// Puts the beginning of a window, which is zero behind it.
    #[inline]
    fn put_window(&mut self, window: &[u8; WINDOW], length: usize) {
        self.put(window.get(..length).unwrap_or_default());
    }

    /// Puts a header's name or value in lower case; says whether that has a
    /// line break within.
    #[inline]
    fn put_lower(&mut self, text: &str) -> bool {
        // By windows of constant size: all of one is lower-cased and looked
        // through at once, sixteen bytes in a step. It ends where a character does.
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

/// What would end a line of the canonical request before its end.
#[inline]
pub(super) const fn is_break(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// Bytes that are lower-cased at a time; most header values are shorter.
pub(super) const WINDOW: usize = 64;

/// Where the largest piece ends that is whole characters.
#[inline]
fn char_boundary(text: &str) -> usize {
    if text.len() <= WINDOW {
        return text.len();
    }
    (0..=WINDOW).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

impl Text for Sha256 {
    #[inline]
    fn put(&mut self, piece: &[u8]) {
        self.update(piece);
    }

    #[inline]
    fn put_window(&mut self, window: &[u8; WINDOW], length: usize) {
        self.update_window(window, length);
    }
}

impl Text for Vec<u8> {
    #[inline]
    fn put(&mut self, piece: &[u8]) {
        self.extend_from_slice(piece);
    }
}

/// For people, through a formatter; the first failure stays.
pub(super) struct Shown<'a, 'f> {
    formatter: &'a mut fmt::Formatter<'f>,
    result: fmt::Result,
}

impl Shown<'_, '_> {
    /// Displays what `put` puts.
    pub(super) fn all(
        formatter: &mut fmt::Formatter<'_>,
        put: impl FnOnce(&mut Shown<'_, '_>),
    ) -> fmt::Result {
        let mut shown = Shown { formatter, result: Ok(()) };
        put(&mut shown);
        shown.result
    }
}

impl Text for Shown<'_, '_> {
    fn put(&mut self, piece: &[u8]) {
        if self.result.is_ok() {
            self.result = self.formatter.write_str(core::str::from_utf8(piece).unwrap_or_default());
        }
    }
}

/// Into a caller's buffer. What does not fit is counted and not written.
pub(super) struct Buffer<'a> {
    bytes: &'a mut [u8],
    length: usize,
}

impl<'a> Buffer<'a> {
    pub(super) fn new(bytes: &'a mut [u8]) -> Self {
        Self { bytes, length: 0 }
    }

    /// What was written, or how many bytes it takes.
    #[inline]
    pub(super) fn finish(self) -> Result<&'a [u8], usize> {
        self.bytes.get(..self.length).ok_or(self.length)
    }
}

impl Text for Buffer<'_> {
    #[inline]
    fn put(&mut self, piece: &[u8]) {
        let end = self.length + piece.len();
        if let Some(place) = self.bytes.get_mut(self.length..end) {
            place.copy_from_slice(piece);
        }
        self.length = end;
    }
}

/// Only counts bytes, for those who allocate as many.
pub(super) struct Length(pub(super) usize);

impl Text for Length {
    #[inline]
    fn put(&mut self, piece: &[u8]) {
        self.0 += piece.len();
    }
}

/// The decimal digits of a number, without an allocation.
pub(super) struct Digits {
    text: [u8; 20],
    start: usize,
}

impl Digits {
    #[inline]
    pub(super) fn new(mut number: u64) -> Self {
        let mut text = [b'0'; 20];
        let mut start = text.len();
        // Two at a time: half as many divisions that wait for one another.
        for [tens, ones] in text.as_chunks_mut::<2>().0.iter_mut().rev() {
            let pair = (number % 100).to_le_bytes()[0];
            *tens += pair / 10;
            *ones += pair % 10;
            number /= 100;
            start -= 2;
            if number == 0 {
                start += usize::from(pair < 10);
                break;
            }
        }
        Self { text, start }
    }

    #[inline]
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.text.get(self.start..).unwrap_or_default()
    }
}

/// The digits of a number that has ten of them.
#[inline]
pub(super) fn ten_digits(number: u64) -> Option<[u8; 10]> {
    let mut rest =
        u32::try_from(number / 100).ok().filter(|rest| (10_000_000..100_000_000).contains(rest))?;
    let mut digits = [b'0'; 10];
    let (pairs, _) = digits.as_chunks_mut::<2>();
    let mut last = (number % 100) as u32;
    for [tens, ones] in pairs.iter_mut().rev() {
        let pair = last.to_le_bytes()[0];
        *tens += pair / 10;
        *ones += pair % 10;
        last = rest % 100;
        rest /= 100;
    }
    Some(digits)
}

/// A hash in lower-case hexadecimal, without an allocation.
#[inline]
pub(super) fn hex(bytes: &[u8; 32]) -> [u8; 64] {
    let mut text = [0; 64];
    for ([high, low], byte) in text.as_chunks_mut::<2>().0.iter_mut().zip(bytes) {
        (*high, *low) = (digit(byte >> 4), digit(byte & 15));
    }
    text
}

/// Branch-free, so that all of a hash is converted at once.
#[inline]
const fn digit(nibble: u8) -> u8 {
    nibble + b'0' + (nibble > 9) as u8 * (b'a' - b'0' - 10)
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn lower_case_keeps_what_has_no_case() {
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
    fn a_line_break_is_seen_wherever_it_is() {
        for at in [0, 1, 63, 64, 65, 130] {
            for end in ["\n", "\r"] {
                let text = "a".repeat(at) + end + "b";
                assert!(Vec::new().put_lower(&text), "{at}");
                // Two do not cancel out.
                assert!(Vec::new().put_lower(&text.repeat(2)), "{at}");
            }
        }
    }

    #[test]
    fn digits_and_hex() {
        for number in [0, 7, 10, 99, 100, 101, 999, 1_000, 1_700_000_000, u64::MAX] {
            assert_eq!(Digits::new(number).as_bytes(), number.to_string().as_bytes());
        }
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&[0x00, 0x0f, 0xa9, 0xff]);
        assert_eq!(hex(&bytes)[..10], *b"000fa9ff00");
    }

    #[test]
    fn ten_digits_are_ten() {
        for number in [1_000_000_000, 1_700_000_009, 9_999_999_999] {
            assert_eq!(&ten_digits(number).unwrap(), number.to_string().as_bytes());
        }
        for number in [0, 999_999_999, 10_000_000_000, u64::MAX] {
            assert_eq!(ten_digits(number), None);
        }
    }

    #[test]
    fn a_length_is_that_of_the_text() {
        let mut length = Length(0);
        length.put(b"ab");
        length.put_lower("CDE");
        assert_eq!(length.0, 5);
    }

    #[test]
    fn a_buffer_tells_what_it_needs() {
        let mut bytes = [0; 5];
        let mut buffer = Buffer::new(&mut bytes);
        buffer.put(b"ab");
        buffer.put(b"cde");
        assert_eq!(buffer.finish(), Ok(&b"abcde"[..]));
        let mut buffer = Buffer::new(&mut bytes);
        buffer.put(b"abcd");
        buffer.put(b"efg");
        buffer.put(b"h");
        assert_eq!(buffer.finish(), Err(8));
    }
}
