//! Lines of two texts that are compared.

use serde::Serialize;

/// A line of one side, of both, or a title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct DiffLine {
    pub(crate) sign: Sign,
    pub(crate) text: String,
    /// The part that differs, in UTF-16 offsets.
    pub(crate) changed: Option<(usize, usize)>,
    pub(crate) remark: String,
}

/// The side of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum Sign {
    #[serde(rename = "-")]
    Old,
    #[serde(rename = "+")]
    New,
    #[serde(rename = " ")]
    Same,
    #[serde(rename = "title")]
    Title,
}

impl DiffLine {
    pub(crate) fn new(sign: Sign, text: impl Into<String>) -> Self {
        Self { sign, text: text.into(), changed: None, remark: String::new() }
    }

    pub(crate) fn changed(mut self, range: Option<(usize, usize)>) -> Self {
        self.changed = range;
        self
    }

    pub(crate) fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remark = remark.into();
        self
    }
}
