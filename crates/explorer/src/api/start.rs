//! `/_explorer/start`: what the page needs first.

use serde::{Deserialize, Serialize};

use super::{Call, Class, HistoryRow, Language, TargetKind};

#[derive(Debug, Deserialize)]
pub(crate) struct StartRequest {
    pub(crate) language: Language,
}

#[derive(Debug, Serialize)]
pub(crate) struct Start {
    pub(crate) version: &'static str,
    /// The date of the catalog.
    pub(crate) catalog: &'static str,
    pub(crate) services: usize,
    pub(crate) actions: usize,
    /// How many causes of a wrong signature can be named.
    pub(crate) causes: usize,
    pub(crate) targets: Vec<Target>,
    pub(crate) examples: Vec<Example>,
    pub(crate) favorites: Vec<ActionName>,
    /// Newest first.
    pub(crate) recent: Vec<HistoryRow>,
    pub(crate) has_texts: bool,
    pub(crate) regions: &'static [&'static str],
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ActionName {
    pub(crate) service: String,
    pub(crate) version: String,
    pub(crate) action: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Example {
    pub(crate) call: Call,
    pub(crate) class: Class,
    pub(crate) title: &'static str,
}

/// Where calls can go.
#[derive(Debug, Serialize)]
pub(crate) struct Target {
    pub(crate) kind: TargetKind,
    /// `None` where it depends on the call.
    pub(crate) url: Option<String>,
    /// `None`: nothing can be sent there.
    pub(crate) key: Option<Key>,
}

/// What the page sees of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Key {
    /// Whole for the emulator's, else masked.
    pub(crate) id: String,
    pub(crate) source: String,
    /// Whether the key chain and signed curl lines may be shown.
    pub(crate) is_emulators: bool,
    pub(crate) has_token: bool,
}
