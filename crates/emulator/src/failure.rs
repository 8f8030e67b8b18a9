//! An error of the API.

use tencentcloud_core::CommonCode;

use crate::messages::Text;

/// An API error: its code, and its message in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) code: &'static str,
    pub(crate) text: Text,
}

impl Failure {
    /// An error of one action.
    pub(crate) fn new(code: &'static str, text: Text) -> Self {
        Self { code, text }
    }

    /// An error of any action.
    pub(crate) fn common(code: CommonCode, text: Text) -> Self {
        Self::new(code.as_str(), text)
    }
}
