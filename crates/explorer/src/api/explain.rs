//! Explaining a failing request, and reading a pasted one.

use serde::{Deserialize, Serialize};

use super::{Call, DiffLine, Key, Language};

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct ExplainRequest {
    pub(crate) language: Language,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) at: Option<u64>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ExplainResponse {
    pub(crate) verdict: &'static str,
    /// `curl`, `HTTP`, `trace`
    pub(crate) kind: Option<&'static str>,
    pub(crate) title: String,
    pub(crate) message: String,
    pub(crate) causes: Vec<CauseFound>,
    pub(crate) differs_at: Option<&'static str>,
    pub(crate) difference: Vec<DiffLine>,
    pub(crate) fix: Vec<DiffLine>,
    pub(crate) stages: Vec<Stage>,
    pub(crate) notes: Vec<String>,
    pub(crate) marks: Vec<Mark>,
    pub(crate) call: Option<Call>,
    pub(crate) at: Option<u64>,
    pub(crate) key: Option<Key>,
    pub(crate) tc3: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct CauseFound {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) sentence: String,
}

/// A step of the signature, compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    pub(crate) state: StageState,
    pub(crate) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum StageState {
    Same,
    Different,
    /// Differs because of an earlier step.
    Follows,
    Unknown,
}

/// A part of the pasted text, in UTF-16 offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Mark {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) kind: MarkKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MarkKind {
    Wrong,
    Compared,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct PasteRequest {
    pub(crate) language: Language,
    pub(crate) text: String,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct PasteResponse {
    /// `curl`, `HTTP`, `tccli`, `tc3`, `link`, `file`
    pub(crate) kind: &'static str,
    pub(crate) call: Call,
    pub(crate) is_signed: bool,
    pub(crate) notes: Vec<String>,
}
