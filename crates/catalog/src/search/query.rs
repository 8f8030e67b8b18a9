//! A query as features: English words and pairs of Chinese characters.

use super::distance::{lacking, letters, slips};
use super::synonyms::{GROUPS, VERBS};
use crate::search::split;

/// Bits of the features that a text has: as they are, and by a synonym, as the
/// beginning of a word, or with a slip.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Found {
    pub(super) same: u64,
    pub(super) near: u64,
}

impl Found {
    pub(super) fn add(&mut self, other: Self) {
        self.same |= other.same;
        self.near |= other.near;
    }

    pub(super) fn any(self) -> u64 {
        self.same | self.near
    }
}

/// What of a query texts are compared with; at most 64 features, further ones are
/// ignored.
#[derive(Default)]
pub(super) struct Query {
    /// Letters and digits in lower case, without anything between them.
    pub(super) plain: String,
    words: Vec<(Vec<u8>, u32, Found)>,
    pairs: Vec<(char, char, Found)>,
    /// Which second characters of pairs there are, by their low bits.
    seconds: [u64; 4],
    pub(super) features: u32,
    /// The feature of the first word that says what an action does.
    pub(super) verb: u64,
}

impl Query {
    pub(super) fn new(text: &str) -> Self {
        let mut query = Self { plain: plain(text), ..Self::default() };
        let mut chinese: Vec<char> = Vec::new();
        for word in split::words(text) {
            let character = word.chars().next().unwrap_or(' ');
            if !character.is_ascii() && character.is_alphanumeric() {
                chinese.push(character);
                continue;
            }
            query.add_chinese(&std::mem::take(&mut chinese));
            query.add_word(&plain(word));
        }
        query.add_chinese(&chinese);
        query
    }

    /// Whether there is nothing to compare with.
    pub(super) fn is_empty(&self) -> bool {
        self.features == 0 && self.plain.is_empty()
    }

    /// All features.
    pub(super) fn all(&self) -> u64 {
        1_u64.checked_shl(self.features).map_or(u64::MAX, |bit| bit - 1)
    }

    /// The features of a word in lower case.
    pub(super) fn match_word(&self, word: &[u8]) -> Found {
        let mut found = Found::default();
        let bits = letters(word);
        for (wanted, wanted_bits, feature) in &self.words {
            if word == wanted {
                found.add(*feature);
                continue;
            }
            let limit = match wanted.len() {
                0..4 => 0,
                4..8 => 1,
                _ => 2,
            };
            let beginning = wanted.len() > 1 && word.starts_with(wanted)
                || word.len() > 2 && wanted.strip_prefix(word).is_some_and(|rest| rest == b"s");
            let close = limit > 0
                && lacking(bits, *wanted_bits) <= limit
                && lacking(*wanted_bits, bits) <= limit
                && slips(word, wanted, limit).is_some();
            if feature.same != 0 && (beginning || close) {
                found.near |= feature.same;
            }
        }
        found
    }

    /// The features of two adjacent characters, of the second alone if there is no first.
    pub(super) fn match_pair(&self, first: char, second: char) -> Found {
        let mut found = Found::default();
        let (part, bit) = second_bit(second);
        if self.seconds.get(part).is_none_or(|bits| bits & bit == 0) {
            return found;
        }
        for (one, other, feature) in &self.pairs {
            if *other == second && (*one == first || *one == '\0') {
                found.add(*feature);
            }
        }
        found
    }

    /// The features of a text that is not in the index.
    pub(super) fn match_text(&self, text: &str) -> Found {
        let mut found = Found::default();
        let mut before = '\0';
        for word in split::words(text) {
            let character = word.chars().next().unwrap_or('\0');
            if word.is_ascii() {
                before = '\0';
                found.add(self.match_word(plain(word).as_bytes()));
            } else {
                found.add(self.match_pair(before, character));
                before = character;
            }
        }
        found
    }

    pub(super) fn has_pairs(&self) -> bool {
        !self.pairs.is_empty()
    }

    fn add_word(&mut self, word: &str) {
        if word.is_empty() || self.words.iter().any(|(known, ..)| known == word.as_bytes()) {
            return;
        }
        if let Some(feature) = self.feature() {
            self.spell(word, Found { same: feature, near: 0 });
            self.add_synonyms(word, feature);
        }
    }

    fn add_chinese(&mut self, run: &[char]) {
        if let [single] = run
            && let Some(feature) = self.feature()
        {
            self.spell_pair('\0', *single, Found { same: feature, near: 0 });
        }
        for pair in run.windows(2) {
            let text: String = pair.iter().collect();
            if NOISE.contains(&text.as_str()) {
                continue;
            }
            if let (Some(feature), [one, other]) = (self.feature(), pair) {
                self.spell_pair(*one, *other, Found { same: feature, near: 0 });
                self.add_synonyms(&text, feature);
            }
        }
    }

    fn add_synonyms(&mut self, word: &str, feature: u64) {
        let has_word = |group: &&&[&str]| group.contains(&word);
        let verb = VERBS.iter().find(has_word).filter(|_| self.verb == 0);
        if verb.is_some() {
            self.verb = feature;
        }
        for group in verb.into_iter().chain(GROUPS.iter().filter(has_word)) {
            for other in group.iter().filter(|other| **other != word) {
                self.spell(other, Found { same: 0, near: feature });
            }
        }
    }

    fn spell(&mut self, word: &str, feature: Found) {
        let mut characters = word.chars();
        if word.is_ascii() {
            self.words.push((word.into(), letters(word.as_bytes()), feature));
        } else if let (Some(one), Some(other)) = (characters.next(), characters.next()) {
            self.spell_pair(one, other, feature);
        }
    }

    fn spell_pair(&mut self, one: char, other: char, feature: Found) {
        let (part, bit) = second_bit(other);
        if let Some(bits) = self.seconds.get_mut(part) {
            *bits |= bit;
        }
        self.pairs.push((one, other, feature));
    }

    fn feature(&mut self) -> Option<u64> {
        let bit = 1_u64.checked_shl(self.features)?;
        self.features += 1;
        Some(bit)
    }
}

fn second_bit(character: char) -> (usize, u64) {
    let low = u32::from(character) & 0xff;
    ((low >> 6) as usize, 1 << (low & 63))
}

/// Words that say nothing: "example".
const NOISE: &[&str] = &["示例", "样例"];

/// Letters and digits in lower case.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}
