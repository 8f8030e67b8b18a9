//! Where signed text goes: into a hash, into a buffer, or to a person.

use alloc::string::String;
use core::fmt;

use super::sha256::Sha256;

/// Takes text piece by piece.
pub(super) trait Text {
    fn put(&mut self, piece: &str);

    /// Puts a header's name or value in lower case, in one piece where it is
    /// so already, as it nearly always is.
    #[inline]
    fn put_lower(&mut self, piece: &str) {
        if !piece.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return self.put(piece);
        }
        for run in piece.split_inclusive(|c: char| c.is_ascii_uppercase()) {
            let mut characters = run.chars();
            match characters.next_back() {
                Some(last) if last.is_ascii_uppercase() => {
                    self.put(characters.as_str());
                    self.put(last.to_ascii_lowercase().encode_utf8(&mut [0; 4]));
                }
                _ => self.put(run),
            }
        }
    }
}

impl Text for Sha256 {
    #[inline]
    fn put(&mut self, piece: &str) {
        self.update(piece.as_bytes());
    }
}

impl Text for String {
    #[inline]
    fn put(&mut self, piece: &str) {
        self.push_str(piece);
    }
}

/// For people, through a formatter; the first failure stays.
pub(super) struct Shown<'a, 'f>(pub(super) &'a mut fmt::Formatter<'f>, pub(super) fmt::Result);

impl Text for Shown<'_, '_> {
    fn put(&mut self, piece: &str) {
        if self.1.is_ok() {
            self.1 = self.0.write_str(piece);
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
    pub(super) fn finish(self) -> Result<&'a str, usize> {
        let written = self.bytes.get(..self.length).ok_or(self.length)?;
        // Only whole pieces of text were put in, in order and without gaps.
        core::str::from_utf8(written).map_err(|_| self.length)
    }
}

impl Text for Buffer<'_> {
    #[inline]
    fn put(&mut self, piece: &str) {
        let end = self.length + piece.len();
        if let Some(place) = self.bytes.get_mut(self.length..end) {
            place.copy_from_slice(piece.as_bytes());
        }
        self.length = end;
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
        let mut digits = Self { text: [b'0'; 20], start: 20 };
        for (at, digit) in digits.text.iter_mut().enumerate().rev() {
            // A remainder of ten is a digit, so no bits are lost.
            *digit += (number % 10).to_le_bytes()[0];
            digits.start = at;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        digits
    }

    #[inline]
    pub(super) fn as_str(&self) -> &str {
        self.text
            .get(self.start..)
            .and_then(|digits| core::str::from_utf8(digits).ok())
            .unwrap_or_default()
    }
}

/// A hash in lower-case hexadecimal, without an allocation.
pub(super) struct Hex([u8; 64]);

impl Hex {
    #[inline]
    pub(super) fn new(bytes: &[u8; 32]) -> Self {
        let mut text = [0; 64];
        for ([high, low], byte) in text.as_chunks_mut::<2>().0.iter_mut().zip(bytes) {
            (*high, *low) = (digit(byte >> 4), digit(byte & 15));
        }
        Self(text)
    }

    #[inline]
    pub(super) fn as_str(&self) -> &str {
        // Made of the sixteen digits below, so always text.
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

#[inline]
const fn digit(nibble: u8) -> u8 {
    // Branch-free, so that all of a hash is converted at once.
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
        ] {
            let mut out = String::new();
            out.put_lower(text);
            assert_eq!(out, lower);
        }
    }

    #[test]
    fn digits_and_hex() {
        for number in [0, 7, 10, 1_700_000_000, u64::MAX] {
            assert_eq!(Digits::new(number).as_str(), number.to_string());
        }
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&[0x00, 0x0f, 0xa9, 0xff]);
        assert_eq!(Hex::new(&bytes).as_str()[..10], *"000fa9ff00");
    }

    #[test]
    fn a_buffer_tells_what_it_needs() {
        let mut bytes = [0; 5];
        let mut buffer = Buffer::new(&mut bytes);
        buffer.put("ab");
        buffer.put("cde");
        assert_eq!(buffer.finish(), Ok("abcde"));
        let mut buffer = Buffer::new(&mut bytes);
        buffer.put("abcd");
        buffer.put("efg");
        buffer.put("h");
        assert_eq!(buffer.finish(), Err(8));
    }
}
