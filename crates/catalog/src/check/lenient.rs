//! Which scalars an output may have: those that the readers of typed outputs accept,
//! because services send them.

use super::types::string;
use crate::Kind;

/// Whether a scalar or null can be read as a type.
///
/// A string may be any scalar. A number may be a boolean, or a string that holds a
/// number; a boolean may be 1 or 0, or a string that holds one of these. An integer may
/// be written as a decimal number without a fraction, exactly. An empty string is null
/// where a scalar is due, and an empty list.
pub(super) fn fits(token: &str, kind: Kind) -> bool {
    match token.as_bytes().first() {
        Some(b'"') => string(token).is_some_and(|text| string_fits(text.trim(), kind)),
        Some(b'-' | b'0'..=b'9') => number_fits(token, kind),
        _ if token == "null" => true,
        _ => !matches!(kind, Kind::Structure(_) | Kind::List(_)),
    }
}

fn string_fits(text: &str, kind: Kind) -> bool {
    match kind {
        Kind::String | Kind::Binary => true,
        Kind::Structure(_) => false,
        _ if text.is_empty() => true,
        Kind::List(_) => false,
        Kind::Boolean => {
            let is = |word: &&str| word.eq_ignore_ascii_case(text);
            ["0", "1", "true", "false"].iter().any(is)
        }
        _ if matches!(text, "true" | "false") => true,
        Kind::Integer => integer(text).is_some_and(|number| i64::try_from(number).is_ok()),
        Kind::Unsigned => integer(text).is_some_and(|number| u64::try_from(number).is_ok()),
        Kind::Float => text.parse::<f64>().is_ok_and(f64::is_finite),
    }
}

/// A number with a point or an exponent is a float, which has digits for 53 bits.
fn number_fits(token: &str, kind: Kind) -> bool {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let Some(float) = token.parse::<f64>().ok().filter(|float| float.is_finite()) else {
        return false;
    };
    let is_whole = float.fract() == 0.0 && float.abs() < EXACT;
    match kind {
        Kind::String | Kind::Binary | Kind::Float => true,
        Kind::Structure(_) | Kind::List(_) => false,
        Kind::Boolean => matches!(token, "0" | "1"),
        Kind::Integer => token.parse::<i64>().is_ok() || is_whole,
        Kind::Unsigned => token.parse::<u64>().is_ok() || (is_whole && float >= 0.0),
    }
}

/// The value of a number without a fraction, such as `20`, `20.0` or `2e1`, exactly;
/// `None` if it is none, or has more digits than 64 bits hold.
fn integer(text: &str) -> Option<i128> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty()
        || exponent_digits.is_empty()
        || ![whole, fraction, exponent_digits].into_iter().all(is_digits)
    {
        return None;
    }
    let digits = [whole, fraction].concat();
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return Some(0);
    }
    // The number is `significant` followed by this many zeros.
    let trailing = i64::try_from(digits.len() - digits.trim_end_matches('0').len()).ok()?;
    let zeros = exponent
        .parse::<i64>()
        .ok()?
        .checked_add(trailing)?
        .checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let zeros = u32::try_from(zeros).ok()?;
    let magnitude = significant.parse::<i128>().ok()?.checked_mul(10_i128.checked_pow(zeros)?)?;
    Some(if text.starts_with('-') { -magnitude } else { magnitude })
}
