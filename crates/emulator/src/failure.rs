//! An error as the API gives it.

use tencentcloud_core::CommonCode;

use crate::messages::Text;

/// A request that is answered with an error: its code and its message in both
/// languages.
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

    /// An error that any action may give.
    pub(crate) fn common(code: CommonCode, text: Text) -> Self {
        Self::new(code.as_str(), text)
    }
}
