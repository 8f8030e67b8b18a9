//! Which of equally good hits comes first.

use std::collections::BTreeSet;

use tencentcloud_catalog::Hit;

use crate::history::History;

/// Calls that count as recent.
const RECENT: usize = 100;

/// The services that the user works with.
#[derive(Debug, Default)]
pub(crate) struct Familiar {
    /// The service of the action that is open.
    open: Option<String>,
    /// Those of favorites and recent calls.
    known: BTreeSet<String>,
}

impl Familiar {
    pub(crate) fn new(open: Option<String>, history: &History) -> Self {
        let recent = history.newest(RECENT).into_iter().map(|row| row.service);
        let favorites = history.favorites().into_iter().map(|name| name.service);
        Self { open, known: recent.chain(favorites).collect() }
    }

    fn distance(&self, service: &str) -> u8 {
        match self.open.as_deref() {
            Some(open) if open == service => 0,
            _ if self.known.contains(service) => 1,
            _ => 2,
        }
    }
}

/// Exact names come first. Of hits that match equally well, those of familiar services come
/// first; else the order of the catalog stays.
pub(super) fn arrange(hits: &mut [Hit], words: &str, familiar: &Familiar) {
    let words = plain(words);
    hits.sort_by_key(|hit| (hit.deprecated, match_of(&hit.name, &words) != Some(words.len())));
    let is_equal = |one: &Hit, other: &Hit| {
        let of_one = match_of(&one.name, &words);
        of_one.is_some()
            && of_one == match_of(&other.name, &words)
            && one.deprecated == other.deprecated
    };
    for equal in hits.chunk_by_mut(is_equal) {
        equal.sort_by_key(|hit| familiar.distance(hit.service));
    }
}

/// How long a name is that begins with the words, or its part after the last dot that does:
/// those of one length match equally well. All match no words.
fn match_of(name: &str, words: &str) -> Option<usize> {
    if words.is_empty() {
        return Some(0);
    }
    let last = name.rsplit('.').next().unwrap_or(name);
    let names = [plain(name), plain(last)];
    names.iter().find(|name| name.starts_with(words)).map(String::len)
}

/// The catalog compares letters and digits without regard to case.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}
