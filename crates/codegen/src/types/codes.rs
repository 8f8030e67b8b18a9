//! The error codes of a version, as constants.

use std::fmt::Write;

use super::names::{Scope, snake};

/// `InvalidParameterValue.ImageDuplicate` as `INVALID_PARAMETER_VALUE_IMAGE_DUPLICATE`.
pub(super) fn text(codes: &[&str]) -> String {
    let mut scope = Scope::default();
    codes.iter().fold(String::new(), |mut text, code| {
        let words: Vec<_> = code.split('.').map(snake).filter(|word| !word.is_empty()).collect();
        let name = scope.exact(&words.join("_").to_ascii_uppercase());
        let _ = writeln!(text, "/// `{code}`\npub const {name}: &str = {code:?};");
        text
    })
}
