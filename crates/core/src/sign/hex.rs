//! Lower-case hexadecimal of a hash, without an allocation.

/// 32 bytes as 64 characters.
pub(super) struct Hex([u8; 64]);

impl Hex {
    pub(super) fn new(bytes: &[u8; 32]) -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or(b'0');
        let mut text = [0; 64];
        for (pair, byte) in text.chunks_exact_mut(2).zip(bytes) {
            if let [high, low] = pair {
                (*high, *low) = (digit(byte >> 4), digit(byte & 15));
            }
        }
        Self(text)
    }

    pub(super) fn as_str(&self) -> &str {
        // Made of the sixteen digits above, so always text.
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}
