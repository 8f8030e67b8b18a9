//! Search in the texts: a scan of all files, some 20 MB, in less than 100 ms. An index
//! would have to be updated with each import.

use std::path::Path;

use memchr::memmem::Finder;

use super::folder::{read, service_and_date};
use super::lines::unescaped;

/// A text with the words of a search.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) service: String,
    /// The date of the version.
    pub(crate) date: String,
    pub(crate) kind: FoundKind,
    /// The action or data type.
    pub(crate) owner: String,
    /// The member of it, if the text is of one.
    pub(crate) member: Option<String>,
    /// The text, with markup.
    pub(crate) text: String,
}

/// What a text is of; the order is that of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FoundKind {
    Action,
    Structure,
    Member,
}

/// The texts that contain the words, in whichever case, at most `most`: of actions, then of
/// data types, then of members, each by service. Chinese has no spaces, so a word is any
/// part of a text. A word may also be the service, or in the name of the action, data type
/// or member, if another one is in the text.
pub(super) fn find(folder: &Path, words: &[String], most: usize) -> Vec<Found> {
    let words = words.iter().flat_map(|words| words.split_whitespace());
    let words: Vec<Word> = words.map(Word::new).collect();
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    let mut found: Vec<Found> = Vec::new();
    for name in &names {
        let Some((service, date)) = service_and_date(name) else { continue };
        let Some(text) = read(&folder.join(name)) else { continue };
        for line in find_in(service, &text, &words, most) {
            found.push(Found { service: service.into(), date: date.into(), ..line });
        }
        found.sort_by_key(|found| found.kind);
        found.truncate(most);
        // No later file has a better one.
        if found.len() == most && found.iter().all(|found| found.kind == FoundKind::Action) {
            break;
        }
    }
    found
}

/// A word in small letters.
struct Word(Finder<'static>);

impl Word {
    fn new(word: &str) -> Self {
        Self(Finder::new(&word.to_ascii_lowercase()).into_owned())
    }

    fn is(&self, text: &str) -> bool {
        self.0.needle() == text.as_bytes()
    }

    fn is_in(&self, text: &str) -> bool {
        self.0.find(text.as_bytes()).is_some()
    }
}

/// The lines of a file that have the words, without service and date: of each kind the
/// first ones.
fn find_in(service: &str, text: &str, words: &[Word], most: usize) -> Vec<Found> {
    let lower = text.to_ascii_lowercase();
    // Most files lack one of the words.
    if !words.iter().all(|word| word.is(service) || word.is_in(&lower)) {
        return Vec::new();
    }
    let (mut owner, mut owner_lower) = ("", "");
    let mut found: Vec<Found> = Vec::new();
    for (line, lower) in text.lines().zip(lower.lines()) {
        let Some((name, text)) = line.split_once('\t') else { continue };
        let Some((name_lower, text_lower)) = lower.split_once('\t') else { continue };
        let member = name.strip_prefix(' ');
        if member.is_none() {
            (owner, owner_lower) = (name, name_lower);
        }
        let is_named =
            |word: &Word| word.is(service) || word.is_in(name_lower) || word.is_in(owner_lower);
        let in_text = |word: &Word| word.is_in(text_lower);
        if !words.iter().any(in_text) || !words.iter().all(|word| in_text(word) || is_named(word)) {
            continue;
        }
        let kind = match member {
            Some(_) => FoundKind::Member,
            None if owner.starts_with("structure ") => FoundKind::Structure,
            None => FoundKind::Action,
        };
        if found.iter().filter(|other| other.kind == kind).count() >= most {
            continue;
        }
        let last_word = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_owned();
        found.push(Found {
            service: String::new(),
            date: String::new(),
            kind,
            owner: last_word(owner),
            member: member.map(last_word),
            text: unescaped(text),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "action MakeThing\tBuilds\\nsomething 新建对象\n \
                        in Size\tHow large a thing may become\n \
                        out Size\t\n\
                        structure Thing\tOne of the THINGS\n \
                        Size\tits size\n";

    fn found(words: &[&str]) -> Vec<(FoundKind, String, Option<String>)> {
        let words: Vec<Word> = words.iter().copied().map(Word::new).collect();
        let found = find_in("shop", FILE, &words, 9).into_iter();
        found.map(|found| (found.kind, found.owner, found.member)).collect()
    }

    #[test]
    fn texts_with_all_words_are_found() {
        let action = || (FoundKind::Action, "MakeThing".to_owned(), None);
        let member = || (FoundKind::Member, "MakeThing".to_owned(), Some("Size".to_owned()));
        let structure = (FoundKind::Structure, "Thing".to_owned(), None);
        assert_eq!(found(&["builds"]), [action()]);
        assert_eq!(found(&["新建"]), [action()]);
        assert_eq!(found(&["shop", "builds"]), [action()], "the service");
        assert_eq!(found(&["maketh", "large"]), [member()], "the name");
        assert_eq!(found(&["thing"]), [action(), member(), structure]);
        assert_eq!(found(&["shop"]), [], "no word is in a text");
        assert_eq!(found(&["builds", "large"]), [], "of two texts");
        assert_eq!(found(&[]), []);
        assert_eq!(
            find_in("shop", FILE, &[Word::new("builds")], 1)[0].text,
            "Builds\nsomething 新建对象"
        );
    }
}
