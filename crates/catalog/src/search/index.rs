//! Reading the index that `build/search_index.rs` writes. Where bytes are missing, a
//! list ends early; nothing panics.

use super::split;
use crate::packed::VERSIONS;
use crate::service::PackedVersion;

static INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/search.bin"));

/// The sections of the index.
#[derive(Clone, Copy)]
pub(crate) struct Index {
    pub(super) words: Reader,
    pub(super) actions: Reader,
    pub(super) structures: Reader,
    pub(super) members: Reader,
    pub(super) member_places: Reader,
    pub(super) codes: Reader,
    pub(super) code_versions: Reader,
}

impl Index {
    pub(crate) fn open() -> Self {
        let mut reader = Reader(INDEX);
        let mut section = || {
            let length = reader.take(4).and_then(|bytes| bytes.try_into().ok());
            let length = length.map_or(0, u32::from_le_bytes);
            Reader(usize::try_from(length).ok().and_then(|n| reader.take(n)).unwrap_or_default())
        };
        Self {
            words: section(),
            actions: section(),
            structures: section(),
            members: section(),
            member_places: section(),
            codes: section(),
            code_versions: section(),
        }
    }

    /// The numbers of the versions that have an action with this name, ascending.
    pub(crate) fn versions_with(&self, name: &str) -> Vec<usize> {
        let parts = split::words(name);
        let mut wanted = vec![None; parts.len()];
        self.words.each_word(|number, word| {
            for (part, wanted) in parts.iter().zip(&mut wanted) {
                if *part == word {
                    *wanted = Some(number);
                }
            }
        });
        let Some(wanted) = wanted.into_iter().collect::<Option<Vec<_>>>() else {
            return Vec::new();
        };
        let mut reader = self.actions;
        let (mut name, mut title) = (Vec::new(), Vec::new());
        let mut has_it = |_: usize| {
            reader.byte()?;
            reader.sequence(&mut name)?;
            reader.sequence(&mut title)?;
            reader.sequence(&mut title)?;
            (name == wanted).then_some(())
        };
        // Each of its actions is read, so `any` would not do.
        let has_one =
            |version: &PackedVersion| (0..version.actions).filter_map(&mut has_it).count() > 0;
        VERSIONS.iter().map(has_one).enumerate().filter_map(|(at, has)| has.then_some(at)).collect()
    }
}

/// The rest of a section.
#[derive(Clone, Copy)]
pub(super) struct Reader(&'static [u8]);

impl Reader {
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    pub(super) fn take(&mut self, length: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    #[inline]
    pub(super) fn number(&mut self) -> Option<usize> {
        // Most numbers are small.
        if let [first @ 0..0x80, rest @ ..] = self.0 {
            self.0 = rest;
            return Some(usize::from(*first));
        }
        let mut value = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// Text of this length.
    fn text(&mut self, length: usize) -> Option<&'static str> {
        std::str::from_utf8(self.take(length)?).ok()
    }

    /// Calls a function with each word of the section and its number.
    pub(super) fn each_word(mut self, mut found: impl FnMut(usize, &str)) {
        let mut word = String::new();
        for number in 0..self.number().unwrap_or_default() {
            let (Some(shared), Some(length)) = (self.byte(), self.byte()) else { break };
            word.truncate(shared.into());
            word.push_str(self.text(length.into()).unwrap_or_default());
            found(number, &word);
        }
    }

    /// Replaces `words` by the next text's, which begins with some of them.
    pub(super) fn sequence(&mut self, words: &mut Vec<usize>) -> Option<()> {
        let head = self.byte()?;
        words.truncate(usize::from(head >> 4));
        let mut added = usize::from(head & 15);
        if added == 15 {
            added += usize::from(self.byte()?);
        }
        for _ in 0..added {
            words.push(self.number()?);
        }
        Some(())
    }

    /// The numbers of which the section holds the differences.
    pub(super) fn ascending(mut self) -> impl Iterator<Item = usize> {
        let mut last = 0;
        std::iter::from_fn(move || {
            last += self.number()?;
            Some(last)
        })
    }

    /// A part of the section.
    pub(super) fn part(self, start: usize, length: usize) -> Self {
        Self(self.0.get(start..).and_then(|rest| rest.get(..length)).unwrap_or_default())
    }
}
