//! Hexadecimal text.

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for nibble in bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]) {
        let digit = if nibble < 10 { b'0' + nibble } else { b'a' + (nibble - 10) };
        text.push(char::from(digit));
    }
    text
}
