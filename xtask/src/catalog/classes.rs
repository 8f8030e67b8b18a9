//! The class of each action: that of the first word of its name, or an exception.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::decisions::{self, ActionId, Decisions, statements};
use super::first_word::first_word;
use crate::failure::{Failure, Outcome};

/// In the order of danger.
const CLASSES: [&str; 5] = ["reads", "reads-paid", "changes", "deletes", "charges"];

const VERBS: &str = "crates/catalog/classes/verbs.txt";
const EXCEPTIONS: &str = "crates/catalog/classes/exceptions.txt";

/// The tables, and what is wrong with them for the actions seen so far.
#[derive(Debug)]
pub(super) struct Classes {
    verbs: BTreeMap<String, &'static str>,
    exceptions: Decisions,
    seen_verbs: BTreeSet<String>,
    problems: BTreeSet<String>,
}

impl Classes {
    pub(super) fn read(root: &Path) -> Outcome<Self> {
        let (verbs, exceptions) = (root.join(VERBS), root.join(EXCEPTIONS));
        Self::parse(&decisions::read(&verbs)?, &decisions::read(&exceptions)?)
    }

    fn parse(verbs: &str, exceptions: &str) -> Outcome<Self> {
        Ok(Self {
            verbs: parse_verbs(verbs)?,
            exceptions: Decisions::parse(EXCEPTIONS, exceptions, true)?,
            seen_verbs: BTreeSet::new(),
            problems: BTreeSet::new(),
        })
    }

    /// The class of an action. `None` if the tables do not say, which is a problem.
    pub(super) fn of(&mut self, action: ActionId<'_>) -> Option<&'static str> {
        let ActionId { service, version, name } = action;
        let Some(verb) = first_word(name) else {
            self.problems.insert(format!("{service} {version} {name}: no first word"));
            return None;
        };
        self.seen_verbs.insert(verb.to_owned());
        let by_verb = self.verbs.get(verb).copied();
        if by_verb.is_none() {
            self.problems.insert(format!("{VERBS}: no line for `{verb}`, as in {service} {name}"));
        }
        let Some(exception) = self.exceptions.find(action) else { return by_verb };
        let class = class(exception);
        if class.is_none() || class == by_verb {
            let why = if class.is_none() { "no class" } else { "what the verb says anyway" };
            let line = format!("{EXCEPTIONS}: {service} {version} {name} {exception}: {why}");
            self.problems.insert(line);
        }
        class
    }

    /// Call this after all actions. The problems of both tables, sorted.
    pub(super) fn problems(&self) -> BTreeSet<String> {
        let unknown = |line: &str| format!("{EXCEPTIONS}: no such action: {line}");
        let unseen = self.verbs.keys().filter(|verb| !self.seen_verbs.contains(*verb));
        let unseen = unseen.map(|verb| format!("{VERBS}: no action begins with `{verb}`"));
        let unused = self.exceptions.unused().map(unknown);
        self.problems.iter().cloned().chain(unseen).chain(unused).collect()
    }

    /// The number of different first words.
    pub(super) fn verbs_seen(&self) -> usize {
        self.seen_verbs.len()
    }
}

/// Reads `VERB class` on each line, sorted.
fn parse_verbs(text: &str) -> Outcome<BTreeMap<String, &'static str>> {
    let mut verbs = BTreeMap::new();
    for (number, line) in statements(text) {
        let wrong = |why| Failure::new(format!("{VERBS}:{number}: {why}: {line}"));
        let (verb, class) = line
            .split_once(' ')
            .and_then(|(verb, name)| Some((verb, class(name)?)))
            .ok_or_else(|| wrong("not `VERB CLASS`"))?;
        if first_word(verb) != Some(verb) {
            return Err(wrong("no action begins so"));
        }
        if verbs.last_key_value().is_some_and(|(last, _): (&String, _)| **last >= *verb) {
            return Err(wrong("not sorted, or twice"));
        }
        verbs.insert(verb.to_owned(), class);
    }
    Ok(verbs)
}

fn class(name: &str) -> Option<&'static str> {
    CLASSES.into_iter().find(|class| *class == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &'static str) -> ActionId<'static> {
        ActionId { service: "a", version: "2020-01-01", name }
    }

    #[test]
    fn an_exception_replaces_the_class_of_the_verb() {
        let exceptions = "a * GetToken changes  # makes a token\n";
        let mut classes = Classes::parse("Get reads\n", exceptions).unwrap();
        assert_eq!(classes.of(id("GetImage")), Some("reads"));
        assert_eq!(classes.of(id("GetToken")), Some("changes"));
        assert!(classes.problems().is_empty(), "{:?}", classes.problems());
        assert_eq!(classes.verbs_seen(), 1);
    }

    #[test]
    fn every_problem_is_listed() {
        let exceptions =
            "a * GetA reads  # same\na * GetB red  # no class\na * GetC changes  # none\n";
        let mut classes = Classes::parse("Get reads\nPut changes\n", exceptions).unwrap();
        for name in ["GetA", "GetB", "DoA", "_A"] {
            classes.of(id(name));
        }
        let problems: Vec<_> = classes.problems().into_iter().collect();
        assert_eq!(
            problems,
            [
                "a 2020-01-01 _A: no first word",
                "crates/catalog/classes/exceptions.txt: a 2020-01-01 GetA reads: what the verb says anyway",
                "crates/catalog/classes/exceptions.txt: a 2020-01-01 GetB red: no class",
                "crates/catalog/classes/exceptions.txt: no such action: a * GetC changes  # none",
                "crates/catalog/classes/verbs.txt: no action begins with `Put`",
                "crates/catalog/classes/verbs.txt: no line for `Do`, as in a DoA",
            ]
        );
    }

    #[test]
    fn other_forms_of_a_verb_are_refused() {
        for wrong in ["Get", "Get red", "Get  reads", "GetA reads", "Get reads\nDo reads"] {
            assert!(Classes::parse(wrong, "").is_err(), "{wrong}");
        }
    }
}
