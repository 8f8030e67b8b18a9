//! Numbers and hashes as ASCII digits, without allocations.

/// The decimal digits of a number, on the stack.
pub(super) struct DecimalBuf {
    digits: [u8; 20],
    start: usize,
}

impl DecimalBuf {
    #[inline]
    pub(super) fn new(mut number: u64) -> Self {
        let mut digits = [b'0'; 20];
        let mut start = digits.len();
        // Two digits at a time halve the number of dependent divisions.
        for [tens, ones] in digits.as_chunks_mut::<2>().0.iter_mut().rev() {
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
        Self { digits, start }
    }

    #[inline]
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.digits.get(self.start..).unwrap_or_default()
    }
}

/// The digits of a number that has ten digits. `None` for any other.
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

/// A hash in lower-case hexadecimal.
#[inline]
pub(super) fn hex(bytes: &[u8; 32]) -> [u8; 64] {
    let mut digits = [0; 64];
    for ([high, low], byte) in digits.as_chunks_mut::<2>().0.iter_mut().zip(bytes) {
        (*high, *low) = (digit(byte >> 4), digit(byte & 15));
    }
    digits
}

/// A hexadecimal digit. Branch-free, so that the conversion of a hash is
/// vectorized.
#[inline]
const fn digit(nibble: u8) -> u8 {
    nibble + b'0' + (nibble > 9) as u8 * (b'a' - b'0' - 10)
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn numbers_and_hashes_have_the_expected_digits() {
        for number in [0, 7, 10, 99, 100, 101, 999, 1_000, 1_700_000_000, u64::MAX] {
            assert_eq!(DecimalBuf::new(number).as_bytes(), number.to_string().as_bytes());
        }
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&[0x00, 0x0f, 0xa9, 0xff]);
        assert_eq!(hex(&bytes)[..10], *b"000fa9ff00");
    }

    #[test]
    fn ten_digits_is_none_for_other_lengths() {
        for number in [1_000_000_000, 1_700_000_009, 9_999_999_999] {
            assert_eq!(&ten_digits(number).unwrap(), number.to_string().as_bytes());
        }
        for number in [0, 999_999_999, 10_000_000_000, u64::MAX] {
            assert_eq!(ten_digits(number), None);
        }
    }
}
