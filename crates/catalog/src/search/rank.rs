//! How well a name or text matches a query.

use super::dictionary::Dictionary;
use super::distance::{lacking, letters, slips};
use super::query::{Found, Query};

/// Kinds of matches, the best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// Some words, or all with slips.
    Similar,
    Words,
    Prefix,
    Exact,
}

/// A tier and, within it, a score.
pub(super) type Rank = (Tier, f32);

/// Where the features of a query occur in an item.
#[derive(Clone, Copy, Default)]
pub(super) struct Fields {
    pub(super) title: Found,
    pub(super) name: Found,
    pub(super) title_en: Found,
    pub(super) service: Found,
    /// Features that the title and name of the item have.
    pub(super) length: f32,
}

impl Fields {
    pub(super) fn any(&self) -> u64 {
        self.title.any() | self.name.any() | self.title_en.any() | self.service.any()
    }

    fn same(&self) -> u64 {
        self.title.same | self.name.same | self.title_en.same
    }
}

/// How much each feature of a query says: rare ones say more.
pub(super) struct Weights {
    list: Vec<f32>,
    total: f32,
}

/// A feature that occurs by a synonym, as a beginning or with a slip counts this much.
const NEAR: f32 = 0.6;
/// What an action does weighs at least this much, though many do the same: who searches
/// for `删除` wants no action that creates.
const VERB: f32 = 4.0;
/// So much counts what only other actions of the service have.
const NEIGHBORS: f32 = 0.5;
/// How much the length of an item counts against it.
const LENGTH: f32 = 0.3;
/// The usual length of the title and name of an action.
const USUAL_LENGTH: f32 = 9.0;

impl Weights {
    /// From how many of `count` items have each feature.
    pub(super) fn new(query: &Query, count: usize, items: impl Iterator<Item = u64>) -> Self {
        let mut having = vec![0.0_f32; query.features as usize];
        for item in items {
            let mut bits = item;
            while bits != 0 {
                if let Some(having) = having.get_mut(bits.trailing_zeros() as usize) {
                    *having += 1.0;
                }
                bits &= bits - 1;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "some thousand items")]
        let count = count as f32;
        let weigh = |having: f32| (1.0 + (count - having + 0.5) / (having + 0.5)).ln().powf(0.8);
        let mut list: Vec<f32> = having.into_iter().map(weigh).collect();
        if let Some(verb) = list.get_mut(query.verb.trailing_zeros() as usize) {
            *verb = verb.max(VERB);
        }
        Self { total: list.iter().sum::<f32>().max(f32::MIN_POSITIVE), list }
    }

    /// What the other actions of a service say for one of them: the service's share of
    /// actions with each feature, for the features that the action itself lacks.
    pub(super) fn neighbors(&self, fields: &Fields, shares: &[f32]) -> f32 {
        let lacking = |feature: &usize| fields.any() >> feature & 1 == 0;
        let features = self.list.iter().zip(shares).enumerate();
        let sum: f32 = features
            .filter(|(feature, _)| lacking(feature))
            .map(|(_, (weight, share))| weight * share.sqrt())
            .sum();
        NEIGHBORS * sum / self.total
    }

    /// The tier by words and the score of an item.
    pub(super) fn rank(&self, query: &Query, fields: &Fields) -> Rank {
        let mut score = 0.0;
        for (field, weight) in
            [(fields.title, 1.0), (fields.name, 0.6), (fields.title_en, 0.6), (fields.service, 0.5)]
        {
            score += weight * self.sum(field.same);
            score += weight * NEAR * self.sum(field.near & !field.same);
        }
        let length = 1.0 - LENGTH + LENGTH * fields.length / USUAL_LENGTH;
        let tier = if fields.same() == query.all() { Tier::Words } else { Tier::Similar };
        (tier, score / self.total / length)
    }

    fn sum(&self, features: u64) -> f32 {
        let mut sum = 0.0;
        let mut bits = features;
        while bits != 0 {
            sum += self.list.get(bits.trailing_zeros() as usize).copied().unwrap_or_default();
            bits &= bits - 1;
        }
        sum
    }
}

/// Compares whole names, without regard to case, spaces and dots.
pub(super) struct Whole<'a> {
    plain: &'a str,
    letters: u32,
    slips: usize,
    /// Of each word of the dictionary, whether a name that begins with it can match.
    starts: Vec<bool>,
    buffer: String,
}

impl<'a> Whole<'a> {
    pub(super) fn new(plain: &'a str, dictionary: &Dictionary) -> Self {
        let slips = match plain.len() {
            _ if !plain.is_ascii() => 0,
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        };
        let letters = letters(plain.as_bytes());
        let mut whole = Self { plain, letters, slips, starts: Vec::new(), buffer: String::new() };
        let starts = |word| whole.may_start_with(word, dictionary);
        whole.starts = (0..dictionary.len()).map(starts).collect();
        whole
    }

    /// Whether a name that begins with the word can match.
    fn may_start_with(&self, word: usize, dictionary: &Dictionary) -> bool {
        let (length, letters) = dictionary.outline(&[word]);
        let close = self.slips > 0
            && length <= self.plain.len() + self.slips
            && lacking(letters, self.letters) <= self.slips;
        close || self.begins_with(dictionary.plain_word(word))
    }

    fn begins_with(&self, first: &str) -> bool {
        self.plain.starts_with(first) || first.starts_with(self.plain)
    }

    pub(super) fn rank(&mut self, words: &[usize], dictionary: &Dictionary) -> Option<Rank> {
        let first = *words.first()?;
        // Most names are ruled out by their first word.
        if !self.starts.get(first).is_some_and(|starts| *starts) {
            return None;
        }
        let wanted = self.plain.len();
        let (length, letters) = dictionary.outline(words);
        let close = self.slips > 0
            && length.abs_diff(wanted) <= self.slips
            && lacking(letters, self.letters) <= self.slips
            && lacking(self.letters, letters) <= self.slips;
        let begins = || length >= wanted && self.begins_with(dictionary.plain_word(first));
        if wanted == 0 || !(close || begins()) {
            return None;
        }
        dictionary.plain(words, &mut self.buffer);
        self.rank_text()
    }

    pub(super) fn rank_str(&mut self, text: &str) -> Option<Rank> {
        self.buffer = super::query::plain(text);
        self.rank_text()
    }

    fn rank_text(&self) -> Option<Rank> {
        let found = self.buffer.as_str();
        if self.plain.is_empty() || found.is_empty() {
            return None;
        }
        if found == self.plain {
            return Some((Tier::Exact, 1.0));
        }
        #[expect(clippy::cast_precision_loss, reason = "lengths of names")]
        let share = self.plain.len() as f32 / found.len() as f32;
        if found.starts_with(self.plain) {
            return Some((Tier::Prefix, share));
        }
        let slips = slips(found.as_bytes(), self.plain.as_bytes(), self.slips)?;
        let score = if slips == 1 { 3.0 } else { 2.5 };
        Some((Tier::Similar, score))
    }
}
