//! What the check of the catalog finds.

use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Finding {
    /// JSON pointer: `/Filters/0/Name`; empty for the whole.
    pub(crate) pointer: String,
    /// As people write it: `Filters.0.Name`.
    pub(crate) path: String,
    pub(crate) severity: Severity,
    pub(crate) text: String,
    /// A name that the member may be renamed to.
    pub(crate) rename: Option<&'static str>,
    pub(crate) kind: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Severity {
    Error,
    Warning,
}
