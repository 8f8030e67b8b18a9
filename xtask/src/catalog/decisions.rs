//! Files of decisions about single actions, each line with a reason:
//! `SERVICE VERSION|* ACTION [VALUE]  # REASON`, sorted.

use std::cell::Cell;
use std::path::Path;

use crate::failure::{Failure, Outcome};

/// The name of an action, of one version or of all that have it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ActionId<'a> {
    pub(super) service: &'a str,
    pub(super) version: &'a str,
    pub(super) name: &'a str,
}

/// The decisions of a file.
#[derive(Debug, Default)]
pub(super) struct Decisions(Vec<Decision>);

#[derive(Debug)]
struct Decision {
    line: String,
    service: String,
    /// `None` for every version.
    version: Option<String>,
    action: String,
    value: Option<String>,
    used: Cell<bool>,
}

impl Decisions {
    /// Reads decisions, each with a value or each without one.
    pub(super) fn parse(file: &str, text: &str, has_value: bool) -> Outcome<Self> {
        let mut decisions: Vec<Decision> = Vec::new();
        for (number, line) in statements(text) {
            let wrong = |why| Failure::new(format!("{file}:{number}: {why}: {line}"));
            let decision = Decision::parse(line, has_value)
                .ok_or_else(|| wrong("not `SERVICE VERSION ACTION …  # REASON`"))?;
            if decisions.last().is_some_and(|last| last.key() >= decision.key()) {
                return Err(wrong("not sorted, or decided twice"));
            }
            decisions.push(decision);
        }
        Ok(Self(decisions))
    }

    /// The decision about an action with its value, empty if it has none.
    pub(super) fn find(&self, action: ActionId<'_>) -> Option<&str> {
        let decision = self.0.iter().find(|decision| decision.is_about(action))?;
        decision.used.set(true);
        Some(decision.value.as_deref().unwrap_or_default())
    }

    /// Lines that were about no action.
    pub(super) fn unused(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|decision| !decision.used.get()).map(|decision| &*decision.line)
    }
}

impl Decision {
    fn parse(line: &str, has_value: bool) -> Option<Self> {
        let (subject, reason) = line.split_once("  # ")?;
        let mut words = subject.split(' ').map(str::to_owned);
        let decision = Self {
            line: line.to_owned(),
            service: words.next()?,
            version: Some(words.next()?).filter(|version| version != "*"),
            action: words.next()?,
            value: words.next(),
            used: Cell::new(false),
        };
        let is_complete = words.next().is_none() && decision.value.is_some() == has_value;
        let has_blank = subject.split(' ').any(str::is_empty) || reason.trim().is_empty();
        (is_complete && !has_blank).then_some(decision)
    }

    fn key(&self) -> (&str, Option<&str>, &str) {
        (&self.service, self.version.as_deref(), &self.action)
    }

    fn is_about(&self, action: ActionId<'_>) -> bool {
        let same_version = self.version.as_deref().is_none_or(|date| date == action.version);
        self.service == action.service && same_version && self.action == action.name
    }
}

/// Lines with their numbers, without comments and empty ones.
pub(super) fn statements(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Reads a file of decisions that people write.
pub(super) fn read(path: &Path) -> Outcome<String> {
    #[expect(clippy::disallowed_methods, reason = "a file of the tree")]
    std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Comment\n\na * A x  # one\na 2020-01-01 B y  # two\n";

    fn id(version: &'static str, name: &'static str) -> ActionId<'static> {
        ActionId { service: "a", version, name }
    }

    #[test]
    fn decisions_are_found_and_unused_ones_known() {
        let decisions = Decisions::parse("f", TEXT, true).unwrap();
        assert_eq!(decisions.find(id("2021-01-01", "A")), Some("x"));
        assert_eq!(decisions.find(id("2021-01-01", "B")), None);
        assert_eq!(decisions.unused().collect::<Vec<_>>(), ["a 2020-01-01 B y  # two"]);
        assert_eq!(decisions.find(id("2020-01-01", "B")), Some("y"));
        assert_eq!(decisions.unused().count(), 0);
    }

    #[test]
    fn other_forms_of_a_line_are_refused() {
        assert!(Decisions::parse("f", "a * A  # reason", false).is_ok());
        for wrong in [
            "a * A  # reason",
            "a * A x",
            "a * A x # reason",
            "a * A x  # ",
            "a  * A x  # reason",
            "a * A x y  # reason",
            "b * A x  # reason\na * A x  # reason",
            "a * A x  # reason\na * A y  # reason",
        ] {
            assert!(Decisions::parse("f", wrong, true).is_err(), "{wrong}");
        }
        let failure = Decisions::parse("f", "a * A x  # r\na * A y  # r", true).unwrap_err();
        assert_eq!(failure.to_string(), "f:2: not sorted, or decided twice: a * A y  # r");
    }
}
