//! `/_explorer/search`.

use serde::{Deserialize, Serialize};
use tencentcloud_catalog::HitKind;

use super::Class;

#[derive(Debug, Deserialize)]
pub(crate) struct SearchRequest {
    /// May begin with a service and a space, `:class`, `#code` or `.Member`.
    pub(crate) query: String,
    /// At most so many of each kind.
    pub(crate) limit: usize,
    /// The service of the action that is open: of equal hits its own come first.
    #[serde(default)]
    pub(crate) open: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct SearchResponse {
    pub(crate) groups: Vec<SearchGroup>,
    /// The nearest names, where there are no hits.
    pub(crate) nearest: Vec<SearchHit>,
}

#[derive(Debug, Serialize)]
pub(crate) struct SearchGroup {
    pub(crate) kind: SearchKind,
    pub(crate) hits: Vec<SearchHit>,
    /// How many there are in all.
    pub(crate) total: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SearchKind {
    Service,
    Action,
    Member,
    ErrorCode,
}

impl SearchKind {
    /// `None` for structures: nothing is called by them.
    pub(crate) const fn of(kind: HitKind) -> Option<Self> {
        match kind {
            HitKind::Service => Some(Self::Service),
            HitKind::Action => Some(Self::Action),
            HitKind::Member => Some(Self::Member),
            HitKind::ErrorCode => Some(Self::ErrorCode),
            _ => None,
        }
    }
}

#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct SearchHit {
    pub(crate) kind: SearchKind,
    pub(crate) service: &'static str,
    pub(crate) version: &'static str,
    /// Of a member or code: an action that has it.
    pub(crate) action: Option<String>,
    pub(crate) name: String,
    /// What matches in the name, in UTF-16 offsets.
    pub(crate) matches: Vec<(usize, usize)>,
    pub(crate) title: Option<String>,
    pub(crate) title_en: Option<String>,
    pub(crate) class: Option<Class>,
    pub(crate) deprecated: bool,
}
