//! Packs the index that `src/search` reads: names and titles as sequences of word
//! numbers, so that a query meets each distinct word once and a text is a few bytes.
//!
//! Sections, each after its length in four bytes: words, actions, structures, members,
//! places of members, error codes, versions of error codes.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "facts that do not fit fail the build"
)]

use std::collections::{BTreeMap, HashMap};

use crate::ActionClass;
use crate::split;

/// Word numbers below this are one byte.
const SHORT: usize = 128;
/// Pairs of Chinese characters that occur this often are one word.
const FREQUENT_PAIR: usize = 12;

/// The index of the facts files, which are sorted by service and version.
pub(crate) fn pack<'a>(facts: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    let mut all = Facts::default();
    facts.into_iter().enumerate().for_each(|(version, text)| all.read(version, text));
    let facts = all;
    let words = Words::of(&facts);
    let (mut actions, mut before) = (Vec::new(), Vec::new());
    for action in &facts.actions {
        let class = ActionClass::ALL
            .iter()
            .position(|class| class.as_str() == action.class)
            .unwrap_or_else(|| panic!("class of {}: {}", action.name, action.class));
        actions.push(u8::try_from(class).unwrap() | u8::from(action.deprecated) << 3);
        words.write(&mut actions, &mut before, action.name);
        for title in [action.title, action.title_en] {
            words.write(&mut actions, &mut Vec::new(), title);
        }
    }
    let mut structures = Vec::new();
    before.clear();
    for name in &facts.structures {
        words.write(&mut structures, &mut before, name);
    }
    let (members, member_places) = words.postings(&facts.members);
    let (codes, code_versions) = words.postings(&facts.codes);
    let sections =
        [words.pack(), actions, structures, members, member_places, codes, code_versions];
    let mut index = Vec::new();
    for section in sections {
        index.extend(u32::try_from(section.len()).unwrap().to_le_bytes());
        index.extend(section);
    }
    index
}

/// What the index needs of all facts, in the order of the files.
#[derive(Default)]
struct Facts<'a> {
    actions: Vec<Action<'a>>,
    structures: Vec<&'a str>,
    /// The places of each member: numbers of actions and structures, counted together
    /// in the order of the files.
    members: BTreeMap<&'a str, Vec<usize>>,
    /// Numbers of the versions that have the code.
    codes: BTreeMap<&'a str, Vec<usize>>,
}

#[derive(Default)]
struct Action<'a> {
    name: &'a str,
    title: &'a str,
    title_en: &'a str,
    class: &'a str,
    deprecated: bool,
}

impl<'a> Facts<'a> {
    fn read(&mut self, version: usize, text: &'a str) {
        let mut in_structure = false;
        for line in text.lines() {
            let Some(detail) = line.strip_prefix("  ") else {
                match line.split_once(' ') {
                    Some(("action", name)) => {
                        self.actions.push(Action { name, ..Action::default() });
                    }
                    Some(("structure", name)) => {
                        in_structure = true;
                        self.structures.push(name);
                    }
                    Some(("code", code)) => self.codes.entry(code).or_default().push(version),
                    _ => {}
                }
                continue;
            };
            match detail.split_once(' ').unwrap_or((detail, "")) {
                (name, _) if in_structure => self.member(name),
                ("in" | "out", member) => {
                    self.member(member.split(' ').next().unwrap_or(member));
                }
                (word, rest) => {
                    if let Some(action) = self.actions.last_mut() {
                        action.detail(word, rest);
                    }
                }
            }
        }
    }

    /// A member of the last structure or action.
    fn member(&mut self, name: &'a str) {
        let place = self.actions.len() + self.structures.len() - 1;
        let places = self.members.entry(name).or_default();
        if places.last() != Some(&place) {
            places.push(place);
        }
    }

    fn texts(&self) -> impl Iterator<Item = &'a str> {
        let actions = self.actions.iter();
        actions
            .flat_map(|action| [action.name, action.title, action.title_en])
            .chain(self.structures.iter().copied())
            .chain(self.members.keys().copied())
            .chain(self.codes.keys().copied())
    }
}

impl<'a> Action<'a> {
    fn detail(&mut self, word: &str, rest: &'a str) {
        match word {
            "title" => self.title = rest,
            "title-en" => self.title_en = rest,
            "class" => self.class = rest,
            "status" => self.deprecated = true,
            _ => {}
        }
    }
}

/// The distinct words; the most frequent have the lowest numbers, the rest is sorted.
struct Words<'a> {
    list: Vec<&'a str>,
    numbers: HashMap<&'a str, usize>,
}

impl<'a> Words<'a> {
    fn of(facts: &Facts<'a>) -> Self {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for text in facts.texts() {
            for word in split::words(text) {
                *counts.entry(word).or_default() += 1;
            }
            for pair in pairs(text) {
                *counts.entry(pair).or_default() += 1;
            }
        }
        let pair = |word: &str| word.chars().nth(1).is_some() && !word.is_ascii();
        counts.retain(|word, count| *count >= FREQUENT_PAIR || !pair(word));
        let mut list: Vec<&str> = counts.keys().copied().collect();
        list.sort_unstable_by_key(|word| (std::cmp::Reverse(counts[word]), *word));
        list[SHORT..].sort_unstable();
        let numbers = list.iter().enumerate().map(|(number, word)| (*word, number)).collect();
        Self { list, numbers }
    }

    /// The number of words, then each as the length that it shares with the word before
    /// it, the length of the rest, and the rest.
    fn pack(&self) -> Vec<u8> {
        let mut out = Vec::new();
        number(&mut out, self.list.len());
        let mut before = "";
        for word in &self.list {
            let mut shared = 0;
            for (index, character) in word.char_indices() {
                let end = index + character.len_utf8();
                if before.get(..end) != Some(&word[..end]) {
                    break;
                }
                shared = end;
            }
            out.extend([length(&word[..shared]), length(&word[shared..])]);
            out.extend(&word.as_bytes()[shared..]);
            before = word;
        }
        out
    }

    /// A text as the words that it adds to the first few of the text before it: in one
    /// byte how many it keeps and how many it adds (15: that many more in the next byte).
    fn write(&self, out: &mut Vec<u8>, before: &mut Vec<usize>, text: &str) {
        let words = self.numbers(text);
        let same = before.iter().zip(&words).take_while(|(one, other)| one == other).count();
        let (kept, added) = (same.min(15), words.len() - same.min(15));
        out.push((kept << 4 | added.min(15)).try_into().unwrap());
        if let Some(more) = added.checked_sub(15) {
            out.push(more.try_into().unwrap());
        }
        words[kept..].iter().for_each(|word| number(out, *word));
        *before = words;
    }

    fn numbers(&self, text: &str) -> Vec<usize> {
        let mut numbers = Vec::new();
        let mut rest = text;
        while let Some(word) = split::first_word(rest) {
            let pair = pairs(rest).next().filter(|pair| rest.starts_with(pair));
            let known = pair.and_then(|pair| Some((pair.len(), *self.numbers.get(pair)?)));
            let (end, word) = known.unwrap_or_else(|| (word.len(), self.numbers[word]));
            numbers.push(word);
            rest = &rest[end..];
        }
        numbers
    }

    /// Names, each followed by the length of its list, and the lists of differences.
    fn postings(&self, names: &BTreeMap<&str, Vec<usize>>) -> (Vec<u8>, Vec<u8>) {
        let (mut out, mut lists) = (Vec::new(), Vec::new());
        let mut words = Vec::new();
        for (name, places) in names {
            self.write(&mut out, &mut words, name);
            let start = lists.len();
            let mut before = 0;
            for place in places {
                number(&mut lists, place - before);
                before = *place;
            }
            number(&mut out, lists.len() - start);
        }
        (out, lists)
    }
}

/// Two adjacent characters outside ASCII.
fn pairs(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().filter_map(|(start, first)| {
        let second = text[start + first.len_utf8()..].chars().next()?;
        let end = start + first.len_utf8() + second.len_utf8();
        let both = !first.is_ascii() && !second.is_ascii();
        both.then(|| &text[start..end])
    })
}

fn length(text: &str) -> u8 {
    text.len().try_into().unwrap_or_else(|_| panic!("too long for the index: {text}"))
}

/// Seven bits a byte, the lowest first; the high bit says that another byte follows.
fn number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(0x80 | (value & 0x7f) as u8);
        value >>= 7;
    }
    out.push(value as u8);
}
