//! The text of a facts file. `crates/catalog/facts/README.md` describes the form.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::failure::{Failure, Outcome};

/// The facts of a service version, as lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// What generated the file, then service, version and titles.
    pub(super) header: Vec<String>,
    /// The lines below `action NAME` and `structure NAME`, without indentation.
    pub(super) actions: Blocks,
    pub(super) structures: Blocks,
    pub(super) codes: BTreeSet<String>,
}

/// Lines by the name of what they describe.
pub(super) type Blocks = BTreeMap<String, Vec<String>>;

impl Facts {
    /// The rest of the header line that begins with a word.
    pub(super) fn header(&self, word: &str) -> Option<&str> {
        self.header.iter().find_map(|line| line.strip_prefix(word)?.strip_prefix(' '))
    }

    pub(super) fn parse(text: &str) -> Outcome<Self> {
        let mut facts = Self::default();
        let mut block = &mut facts.header;
        for line in text.lines().filter(|line| !line.is_empty()) {
            if let Some(line) = line.strip_prefix("  ") {
                block.push(line.to_owned());
            } else if let Some(name) = line.strip_prefix("action ") {
                block = facts.actions.entry(name.to_owned()).or_default();
            } else if let Some(name) = line.strip_prefix("structure ") {
                block = facts.structures.entry(name.to_owned()).or_default();
            } else if let Some(code) = line.strip_prefix("code ") {
                facts.codes.insert(code.to_owned());
            } else if facts.actions.is_empty() {
                facts.header.push(line.to_owned());
                block = &mut facts.header;
            } else {
                return Err(Failure::new(format!("not a line of facts: {line}")));
            }
        }
        Ok(facts)
    }
}

impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.header {
            writeln!(f, "{line}")?;
        }
        for (word, blocks) in [("action", &self.actions), ("structure", &self.structures)] {
            if !blocks.is_empty() {
                writeln!(f)?;
            }
            for (name, lines) in blocks {
                writeln!(f, "{word} {name}")?;
                for line in lines {
                    writeln!(f, "  {line}")?;
                }
            }
        }
        if !self.codes.is_empty() {
            writeln!(f)?;
        }
        for code in &self.codes {
            writeln!(f, "code {code}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_read_as_they_are_written() {
        let text = "# @generated\nservice a\nversion 2020-01-01\n\naction A\n  title 一\n  \
                    in B [C]\naction B\n\nstructure C\n  D string\nstructure E\n\ncode F.G\n";
        let facts = Facts::parse(text).unwrap();
        assert_eq!(facts.to_string(), text);
        assert_eq!((facts.header("service"), facts.header("title")), (Some("a"), None));
        assert_eq!(facts.actions["A"], ["title 一", "in B [C]"]);
        assert!(facts.actions["B"].is_empty() && facts.codes.contains("F.G"));
        assert!(Facts::parse("action A\nanother\n").is_err());
    }
}
