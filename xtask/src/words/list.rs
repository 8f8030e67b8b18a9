//! The word list: phrases, replacements and exceptions.

use crate::failure::{Failure, Outcome};

/// The parsed file `xtask/words.txt`.
pub(super) struct WordList {
    pub(super) phrases: Vec<Phrase>,
    pub(super) exceptions: Vec<Exception>,
}

/// A phrase in one spelling.
pub(super) struct Phrase {
    /// As the list writes it.
    pub(super) text: String,
    /// Its words in lower case.
    pub(super) words: Vec<String>,
    pub(super) instead: String,
}

/// A file that may use a phrase.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Exception {
    pub(super) path: String,
    pub(super) phrase: String,
}

impl WordList {
    /// Fails at a line that is no phrase with a replacement and no exception
    /// with a reason.
    pub(super) fn parse(text: &str) -> Outcome<Self> {
        let mut list = Self { phrases: Vec::new(), exceptions: Vec::new() };
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if !list.add(line) {
                return Err(Failure::new(format!("xtask/words.txt: invalid line: {line}")));
            }
        }
        Ok(list)
    }

    fn add(&mut self, line: &str) -> bool {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        if fields.iter().any(|field| field.is_empty()) {
            return false;
        }
        match (line.strip_prefix("except "), fields.as_slice()) {
            (Some(_), [path, phrase, _reason]) => {
                let path = path.trim_start_matches("except ").trim_start().to_owned();
                let phrase = phrase.to_lowercase();
                let is_listed = self.phrases.iter().any(|listed| listed.text == phrase);
                self.exceptions.push(Exception { path, phrase });
                is_listed
            }
            (None, [variants, instead]) => {
                for variant in variants.split(',').map(|variant| variant.trim().to_lowercase()) {
                    let words = variant.split_whitespace().map(str::to_owned).collect();
                    let instead = (*instead).to_owned();
                    self.phrases.push(Phrase { text: variant, words, instead });
                }
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_phrase_with_variants_or_an_exception_with_a_reason() {
        let text = "# x\nOld word, old words | new\nexcept a/b.md | old word | the protocol's\n";
        let list = WordList::parse(text).unwrap();
        let phrases: Vec<&str> = list.phrases.iter().map(|phrase| phrase.text.as_str()).collect();
        assert_eq!(phrases, ["old word", "old words"]);
        assert_eq!(list.phrases[1].words, ["old", "words"]);
        assert_eq!(list.phrases[1].instead, "new");
        let exception = Exception { path: "a/b.md".into(), phrase: "old word".into() };
        assert_eq!(list.exceptions, [exception]);
    }

    #[test]
    fn a_line_without_replacement_or_reason_is_an_error() {
        let exceptions = ["except a.md | old", "except a.md | old |", "except a.md | other | why"];
        for line in ["old", "old |", "| new"].iter().chain(&exceptions) {
            assert!(WordList::parse(&format!("old | new\n{line}\n")).is_err(), "{line}");
        }
    }
}
