//! What the enums of [`error_codes!`](crate::error_codes!) share, so that each is small:
//! their functions are calls of these, which the compiler does not copy into each of them.

use core::fmt;

use crate::ErrorCode;

/// The value of a code: the variant at its place in `codes`, or what `other` makes of it.
#[inline(never)]
pub fn from<T, const N: usize>(
    codes: &[&str],
    variants: [T; N],
    code: ErrorCode,
    other: impl FnOnce(ErrorCode) -> T,
) -> T {
    let index = codes.iter().position(|known| code.as_str() == *known);
    index.and_then(|index| variants.into_iter().nth(index)).unwrap_or_else(|| other(code))
}

/// The text of a code that is not documented.
#[inline(never)]
pub fn text(code: &ErrorCode) -> &str {
    code.as_str()
}

/// A value of the same code.
#[inline(never)]
pub fn clone<T: From<ErrorCode>>(value: &T, as_str: impl Fn(&T) -> &str) -> T {
    ErrorCode::new(as_str(value)).into()
}

/// Whether two values have the same code.
#[inline(never)]
pub fn eq<T>(one: &T, other: &T, as_str: impl Fn(&T) -> &str) -> bool {
    as_str(one) == as_str(other)
}

/// Writes the code.
#[inline(never)]
pub fn fmt<T>(value: &T, f: &mut fmt::Formatter<'_>, as_str: impl Fn(&T) -> &str) -> fmt::Result {
    f.write_str(as_str(value))
}
