//! What the enums of [`error_codes!`](crate::error_codes!) share, so that each is small.

use crate::ErrorCode;

/// The code of a variant.
pub fn code_of<T>(codes: &[&'static str], variants: &[T], value: &T) -> &'static str {
    let is_it = |other: &T| core::mem::discriminant(other) == core::mem::discriminant(value);
    let index = variants.iter().position(is_it);
    index.and_then(|index| codes.get(index)).copied().unwrap_or_default()
}

/// The variant of a code.
pub fn known<T: Clone>(codes: &[&str], variants: &[T], code: &ErrorCode) -> Option<T> {
    let index = codes.iter().position(|other| code == other)?;
    variants.get(index).cloned()
}
