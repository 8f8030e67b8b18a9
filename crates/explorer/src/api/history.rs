//! Rows of the history.

use serde::{Deserialize, Serialize};

use super::{Class, TargetKind};

/// A call that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HistoryRow {
    pub(crate) id: u64,
    /// Seconds since 1970.
    pub(crate) time: i64,
    pub(crate) service: String,
    pub(crate) version: String,
    pub(crate) action: String,
    /// `None` if the catalog does not have the action.
    pub(crate) class: Option<Class>,
    pub(crate) target: TargetKind,
    /// `success`, or the code, or a few words.
    pub(crate) result: String,
    pub(crate) ok: bool,
}
