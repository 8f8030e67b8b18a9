//! Prefixes of a query.

use tencentcloud_catalog::{self as catalog, ActionClass, HitKind};

/// A query without its prefixes.
#[derive(Clone, Debug, Default)]
pub(super) struct Query {
    /// The words that are looked for.
    pub(super) words: String,
    /// `ecm ` alone, or before a prefix. Before words, the catalog's search decides whether it
    /// is a service or a word.
    pub(super) service: Option<&'static str>,
    /// `:deletes`
    pub(super) class: Option<ActionClass>,
    /// `#` for codes, `.` for members.
    pub(super) kind: Option<HitKind>,
}

impl Query {
    pub(super) fn read(text: &str) -> Self {
        let mut query = Self::default();
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            let word = match word.chars().next() {
                Some(':') => {
                    query.class = class(word.trim_start_matches(':')).or(query.class);
                    continue;
                }
                Some('#') => {
                    query.kind = Some(HitKind::ErrorCode);
                    word.trim_start_matches('#')
                }
                Some('.') => {
                    query.kind = Some(HitKind::Member);
                    word.trim_start_matches('.')
                }
                _ => word,
            };
            words.push(word);
        }
        words.retain(|word| !word.is_empty());
        // While `ecm` is being typed it is a word; the space makes it a service.
        let is_complete = text.ends_with(char::is_whitespace) || query.class.is_some();
        if let ([word], true) = (words.as_slice(), is_complete)
            && let Some(service) = catalog::service(word)
        {
            query.service = Some(service.name());
            words.clear();
        }
        query.words = words.join(" ");
        query
    }
}

/// The class that a word begins.
fn class(word: &str) -> Option<ActionClass> {
    let classes = [
        ActionClass::Reads,
        ActionClass::ReadsPaid,
        ActionClass::Changes,
        ActionClass::Deletes,
        ActionClass::Charges,
    ];
    if word.is_empty() {
        return None;
    }
    classes.into_iter().find(|class| class.as_str().starts_with(&word.to_ascii_lowercase()))
}
