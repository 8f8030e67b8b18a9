//! Which scalars an input may have: those of its type, as the service documents them.

use crate::Kind;

/// Whether a scalar has a type.
pub(super) fn fits(token: &str, kind: Kind) -> bool {
    match kind {
        Kind::String | Kind::Binary => token.starts_with('"'),
        // By its form: `5.0` and `5e0` are no integers.
        Kind::Integer => token.parse::<i64>().is_ok(),
        Kind::Unsigned => token.parse::<u64>().is_ok() || token == "-0",
        Kind::Float => is_number(token) && is_finite(token),
        Kind::Boolean => token == "true" || token == "false",
        Kind::Structure(_) | Kind::List(_) => false,
    }
}

/// Whether a map can hold a scalar: an integer in 64 bits, another number as a float.
pub(super) fn fits_map(token: &str) -> bool {
    let is_decimal = |byte| matches!(byte, b'.' | b'e' | b'E');
    if !is_number(token) {
        true
    } else if token.bytes().any(is_decimal) {
        is_finite(token)
    } else {
        token.parse::<i64>().is_ok() || token.parse::<u64>().is_ok()
    }
}

fn is_number(token: &str) -> bool {
    token.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

fn is_finite(number: &str) -> bool {
    number.parse::<f64>().is_ok_and(f64::is_finite)
}
