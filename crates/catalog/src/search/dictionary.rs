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
    /// The distinct results of the comparison; the first is that of no match.
    found: Vec<Found>,
}

#[derive(Clone, Copy)]
struct Word {
    start: u32,
    end: u32,
    plain_start: u32,
    plain_end: u32,
    letters: u32,
    found: u16,
    chinese: bool,
}

impl Dictionary {
    pub(super) fn read(mut reader: Reader, query: &Query) -> Self {
        let count = reader.number().unwrap_or_default().min(1 << 16);
        let mut all = Self {
            text: String::with_capacity(count * 8),
            plain: String::with_capacity(count * 8),
            words: Vec::with_capacity(count),
            found: vec![Found::default()],
        };
        let mut before = 0;
        for _ in 0..count {
            if all.read_word(&mut reader, &mut before, query).is_none() {
                break;
            }
        }
        all
    }

    fn read_word(&mut self, reader: &mut Reader, before: &mut usize, query: &Query) -> Option<()> {
        let shared = usize::from(reader.byte()?);
        let length = usize::from(reader.byte()?);
        let start = self.text.len();
        self.text.extend_from_within_checked(*before, shared)?;
        self.text.push_str(reader.fixed_text(length)?);
        *before = start;
        let plain_start = self.plain.len();
        let word = self.text.get(start..)?;
        let chinese = !word.is_ascii();
        self.plain.extend(
            word.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()),
        );
        let plain = self.plain.get(plain_start..)?.as_bytes();
        let found = if chinese { Found::default() } else { query.match_word(plain) };
        let letters = letters(plain);
        let found = self.found.iter().position(|known| *known == found).unwrap_or_else(|| {
            self.found.push(found);
            self.found.len() - 1
        });
        self.words.push(Word {
            start: u32::try_from(start).ok()?,
            end: u32::try_from(self.text.len()).ok()?,
            plain_start: u32::try_from(plain_start).ok()?,
            plain_end: u32::try_from(self.plain.len()).ok()?,
            letters,
            found: u16::try_from(found).ok()?,
            chinese,
        });
        Some(())
    }

    /// The text that a sequence of words stands for.
    pub(super) fn text(&self, words: &[usize]) -> String {
        words.iter().filter_map(|word| self.words.get(*word)).filter_map(|word| self.text.get(word.start as usize..word.end as usize)).collect()
    }

    /// The letters and digits of a sequence in lower case, in a buffer.
    pub(super) fn plain(&self, words: &[usize], buffer: &mut String) {
        buffer.clear();
        for word in words {
            buffer.push_str(self.plain_word(*word));
        }
    }

    pub(super) fn plain_word(&self, word: usize) -> &str {
        let word = self.words.get(word);
        word.and_then(|w| self.plain.get(w.plain_start as usize..w.plain_end as usize)).unwrap_or_default()
    }

    /// Length of the plain text, and its letters as bits.
    pub(super) fn outline(&self, words: &[usize]) -> (usize, u32) {
        words.iter().filter_map(|word| self.words.get(*word)).fold((0, 0), |(length, bits), word| {
            (length + (word.plain_end - word.plain_start) as usize, bits | word.letters)
        })
    }

    /// The features of the query in a sequence of words, and the number of features
    /// that it has itself.
    pub(super) fn find(&self, words: &[usize], query: &Query) -> (Found, u32) {
        let mut found = Found::default();
        let mut length = 0;
        let mut before = None;
        for word in words.iter().filter_map(|word| self.words.get(*word)) {
            if !word.chinese {
                if word.plain_start != word.plain_end {
                    before = None;
                    length += 1;
                    if let Some(known) = self.found.get(usize::from(word.found)) {
                        found.add(*known);
                    }
                }
                continue;
            }
            let text = self.text.get(word.start as usize..word.end as usize).unwrap_or_default();
            for character in text.chars() {
                if !character.is_alphanumeric() {
                    before = None;
                    continue;
                }
                if before.is_some() {
                    length += 1;
                }
                if query.has_pairs() {
                    found.add(query.match_pair(before.unwrap_or('\0'), character));
                }
                before = Some(character);
            }
        }
        (found, length)
    }
}

trait ExtendWithin {
    fn extend_from_within_checked(&mut self, start: usize, length: usize) -> Option<()>;
}

impl ExtendWithin for String {
    fn extend_from_within_checked(&mut self, start: usize, length: usize) -> Option<()> {
        let shared = self.get(start..start + length)?.to_owned();
        self.push_str(&shared);
        Some(())
    }
}
