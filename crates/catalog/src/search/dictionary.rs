//! The words of the index, each compared with the query once.

use super::distance::letters;
use super::index::Reader;
use super::query::{Found, Query};

pub(super) struct Dictionary {
    /// All words, one after the other.
    text: String,
    /// The same in lower case; what is no letter or digit is left out.
    plain: String,
    words: Vec<Word>,
    texts: Vec<Text>,
    /// The distinct results of the comparison; the first is that of no match.
    found: Vec<Found>,
}

/// What each text of the index asks of a word: small, so that all words stay in a cache.
#[derive(Clone, Copy)]
struct Word {
    letters: u32,
    found: u16,
    /// Bytes of the plain text.
    length: u8,
    /// Of a word outside ASCII.
    edges: Option<Edges>,
}

/// The first and the last character of a word, for the pairs that it forms with its
/// neighbors, or `'\0'` for what is no letter; and the number of pairs within it.
#[derive(Clone, Copy, Default)]
struct Edges {
    first: char,
    last: char,
    pairs: u8,
}

/// Where the texts of a word are.
#[derive(Clone, Copy)]
struct Text {
    start: u32,
    end: u32,
    plain_start: u32,
    plain_end: u32,
}

impl Dictionary {
    pub(super) fn read(reader: Reader, query: &Query) -> Self {
        let mut all = Self {
            text: String::new(),
            plain: String::new(),
            words: Vec::new(),
            texts: Vec::new(),
            found: vec![Found::default()],
        };
        reader.each_word(|_, word| all.add(word, query).unwrap_or_default());
        all
    }

    fn add(&mut self, word: &str, query: &Query) -> Option<()> {
        let start = self.text.len();
        self.text.push_str(word);
        let plain_start = self.plain.len();
        self.plain
            .extend(word.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()));
        let plain = self.plain.get(plain_start..)?.as_bytes();
        let letters = letters(plain);
        let (found, edges) = if word.is_ascii() {
            (query.match_word(plain), None)
        } else {
            let (found, edges) = characters(word, query);
            (found, Some(edges))
        };
        let length = u8::try_from(plain.len()).ok()?;
        let found = self.found.iter().position(|known| *known == found).unwrap_or_else(|| {
            self.found.push(found);
            self.found.len() - 1
        });
        self.words.push(Word { letters, found: u16::try_from(found).ok()?, length, edges });
        self.texts.push(Text {
            start: u32::try_from(start).ok()?,
            end: u32::try_from(self.text.len()).ok()?,
            plain_start: u32::try_from(plain_start).ok()?,
            plain_end: u32::try_from(self.plain.len()).ok()?,
        });
        Some(())
    }

    /// The text that a sequence of words stands for.
    pub(super) fn text(&self, words: &[usize]) -> String {
        words.iter().map(|word| self.word(*word)).collect()
    }

    /// The letters and digits of a sequence in lower case, in a buffer.
    pub(super) fn plain(&self, words: &[usize], buffer: &mut String) {
        buffer.clear();
        for word in words {
            buffer.push_str(self.plain_word(*word));
        }
    }

    fn word(&self, word: usize) -> &str {
        let word = self.texts.get(word);
        word.and_then(|w| self.text.get(w.start as usize..w.end as usize)).unwrap_or_default()
    }

    pub(super) fn plain_word(&self, word: usize) -> &str {
        let word = self.texts.get(word);
        word.and_then(|w| self.plain.get(w.plain_start as usize..w.plain_end as usize))
            .unwrap_or_default()
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn is_punctuation(&self, word: usize) -> bool {
        self.words.get(word).is_some_and(|word| word.length == 0)
    }

    /// Length of the plain text, and its letters as bits.
    pub(super) fn outline(&self, words: &[usize]) -> (usize, u32) {
        words
            .iter()
            .filter_map(|word| self.words.get(*word))
            .fold((0, 0), |(length, bits), word| {
                (length + usize::from(word.length), bits | word.letters)
            })
    }

    /// Whether one of these words has a feature itself.
    pub(super) fn touches(&self, words: &[usize]) -> bool {
        words.iter().any(|word| self.words.get(*word).is_some_and(|word| word.found > 0))
    }

    /// The features of the query in a sequence of words, and the number of features
    /// that it has itself.
    pub(super) fn find(&self, words: &[usize], query: &Query) -> (Found, u32) {
        let mut found = Found::default();
        let mut length = 0;
        let mut before = '\0';
        for number in words {
            let Some(word) = self.words.get(*number) else { continue };
            if word.found > 0 {
                found.add(self.found.get(usize::from(word.found)).copied().unwrap_or_default());
            }
            let Some(edges) = word.edges else {
                if word.length > 0 {
                    before = '\0';
                    length += 1;
                }
                continue;
            };
            length += u32::from(edges.pairs);
            if before != '\0' && edges.first != '\0' {
                length += 1;
                found.add(query.match_pair(before, edges.first));
            }
            before = edges.last;
        }
        (found, length)
    }
}

/// The features of the pairs of characters within a word.
fn characters(word: &str, query: &Query) -> (Found, Edges) {
    let mut found = Found::default();
    let mut edges = Edges::default();
    let mut before = '\0';
    for (index, character) in word.chars().enumerate() {
        let character = if character.is_alphanumeric() { character } else { '\0' };
        if index == 0 {
            edges.first = character;
        }
        if character != '\0' {
            edges.pairs = edges.pairs.saturating_add(u8::from(before != '\0'));
            found.add(query.match_pair(before, character));
        }
        before = character;
    }
    edges.last = before;
    (found, edges)
}
