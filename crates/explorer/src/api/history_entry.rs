//! Entries of the history, their comparison, and favorites.

use serde::{Deserialize, Serialize};

use super::{ActionName, Call, DiffLine, HistoryRow, Language};

/// A call with what was sent and received. It is also a line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HistoryEntry {
    pub(crate) row: HistoryRow,
    pub(crate) call: Call,
    /// Lines of the request, keys redacted.
    pub(crate) request: Vec<String>,
    /// Body of the response, at most 256 KiB: as it came in the file, indented for the page.
    pub(crate) response: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct HistoryResponse {
    /// Newest first.
    pub(crate) rows: Vec<HistoryRow>,
    /// Where it is kept; `None`: in memory only.
    pub(crate) path: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct EntryRequest {
    pub(crate) id: u64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct CompareRequest {
    pub(crate) language: Language,
    pub(crate) older: u64,
    pub(crate) newer: u64,
}

#[derive(Debug, Serialize)]
pub(crate) struct CompareResponse {
    pub(crate) summary: String,
    pub(crate) request: Vec<DiffLine>,
    pub(crate) response: Vec<DiffLine>,
}

/// The list that replaces the favorites, and is returned.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Favorites {
    pub(crate) favorites: Vec<ActionName>,
}
