//! Numbers from their digits, exactly.

use alloc::string::String;

/// Zeros are harmless, however large the exponent.
const LARGEST_EXPONENT: i32 = 60;

pub(super) const OUT_OF_RANGE: &str = "out of range";

/// The value of a JSON number without a fraction, such as `20`, `20.0` or `2e1`.
pub(super) fn integer(text: &str, expected: &'static str) -> Result<i128, &'static str> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned_exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let misses_digits = whole.is_empty() || unsigned_exponent.is_empty();
    if misses_digits || ![whole, fraction, unsigned_exponent].into_iter().all(is_number) {
        return Err(expected);
    }
    let mut digits: String = [whole, fraction].concat();
    if digits.bytes().all(|digit| digit == b'0') {
        return Ok(0);
    }
    // The place of the point in the digits. A number of more digits is out of range, and
    // one before all digits is a fraction.
    let exponent = exponent.parse::<i64>().unwrap_or(if exponent.starts_with('-') {
        i64::from(i32::MIN)
    } else {
        i64::from(i32::MAX)
    });
    let whole_length = i64::try_from(whole.len()).unwrap_or(i64::MAX);
    let point = whole_length.saturating_add(exponent);
    let length = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    if point > length {
        let zeros = usize::try_from(point - length).unwrap_or(usize::MAX);
        if zeros > LARGEST_EXPONENT.unsigned_abs() as usize {
            return Err(OUT_OF_RANGE);
        }
        digits.extend(core::iter::repeat_n('0', zeros));
    }
    let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0).min(digits.len()));
    if point < 0 || fraction.bytes().any(|digit| digit != b'0') {
        return Err("a number with a fraction");
    }
    let magnitude = match whole.trim_start_matches('0') {
        "" => 0,
        digits => digits.parse::<i128>().map_err(|_| OUT_OF_RANGE)?,
    };
    Ok(if text.starts_with('-') { -magnitude } else { magnitude })
}

/// A finite number. Rust also parses `inf` and `NaN`, which JSON has not.
pub(super) fn float(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    number.is_finite().then_some(number)
}

/// A float that is an integer. Above 2^53 its digits may not be those that were sent.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked before")]
pub(super) fn whole(number: f64) -> Result<i128, &'static str> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.abs() >= EXACT {
        return Err(OUT_OF_RANGE);
    }
    let integer = number as i64;
    #[expect(clippy::cast_precision_loss, clippy::float_cmp, reason = "both are exact")]
    let is_whole = integer as f64 == number;
    if is_whole { Ok(integer.into()) } else { Err("a number with a fraction") }
}
