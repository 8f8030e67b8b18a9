//! Reading the index that `build/search_index.rs` writes. Where bytes are missing, a
//! list ends early; nothing panics.

static INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/search.bin"));

/// The sections of the index.
#[derive(Clone, Copy)]
pub(super) struct Index {
    pub(super) words: Reader,
    pub(super) services: Reader,
    pub(super) actions: Reader,
    pub(super) structures: Reader,
    pub(super) members: Reader,
    pub(super) member_places: Reader,
    pub(super) codes: Reader,
    pub(super) code_versions: Reader,
}

impl Index {
    pub(super) fn open() -> Self {
        let mut reader = Reader(INDEX);
        let mut section = || {
            let length = reader.take(4).and_then(|bytes| bytes.try_into().ok());
            let length = length.map_or(0, u32::from_le_bytes);
            Reader(usize::try_from(length).ok().and_then(|n| reader.take(n)).unwrap_or_default())
        };
        Self {
            words: section(),
            services: section(),
            actions: section(),
            structures: section(),
            members: section(),
            member_places: section(),
            codes: section(),
            code_versions: section(),
        }
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

    pub(super) fn number(&mut self) -> Option<usize> {
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

    /// Text after its length in one byte.
    pub(super) fn text(&mut self) -> Option<&'static str> {
        let length = self.byte()?;
        self.fixed_text(length.into())
    }

    pub(super) fn fixed_text(&mut self, length: usize) -> Option<&'static str> {
        std::str::from_utf8(self.take(length)?).ok()
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
