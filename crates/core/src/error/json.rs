//! JSON that cannot be read or written.

use alloc::boxed::Box;
use alloc::string::ToString;
use core::fmt;

/// Where reading or writing JSON failed, and what was expected there.
///
/// The values that were found are left out: a response may hold keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError(Box<str>);

impl JsonError {
    /// An error whose text quotes no value of a response.
    pub(crate) fn new(error: &dyn fmt::Display) -> Self {
        Self(error.to_string().into())
    }

    /// An error of reading a response, without the value that was found.
    pub(crate) fn without_value(error: &serde_json::Error) -> Self {
        /// Messages about data that quote names of ours, or nothing.
        const HARMLESS: [&str; 6] = [
            "missing",
            "duplicate field",
            "out of range",
            "a number",
            "expected ",
            "nested too deep",
        ];
        let text = error.to_string();
        // A record says where.
        let reason = text.split_once(": ").filter(|(path, _)| is_path(path));
        let reason = reason.map_or(&*text, |(_, reason)| reason);
        if !error.is_data() || HARMLESS.iter().any(|harmless| reason.starts_with(harmless)) {
            return Self(text.into());
        }
        let expected = text.rsplit_once(", expected ").map_or("another value", |(_, text)| text);
        Self(alloc::format!("expected {expected}").into())
    }
}

impl JsonError {
    /// The same error with the path of the value.
    pub(crate) fn at(self, path: &str) -> Self {
        let is_said = self.0.strip_prefix(path).is_some_and(|rest| rest.starts_with(": "));
        if path.is_empty() || is_said {
            self
        } else {
            Self(alloc::format!("{path}: {self}").into())
        }
    }
}

/// Whether it is a path such as `ImageSet[0].ImageSize`, and no part of a sentence.
fn is_path(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.[]".contains(&byte))
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for JsonError {}
