//! What an update of the facts changes, as an entry of the changelog.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::facts::{Blocks, Facts};

/// Facts by `SERVICE-VERSION`.
type Catalog = BTreeMap<String, Facts>;

/// Markdown bullets, empty if nothing changes. What generated a file does not count.
pub(super) fn changelog(old: &Catalog, new: &Catalog) -> String {
    let mut entry = String::new();
    let names: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    for name in names {
        // Writing to a string never fails.
        let _ = match (old.get(name), new.get(name)) {
            (None, Some(facts)) => writeln!(entry, "- Added: {}.", summary(facts, old)),
            (Some(facts), None) => writeln!(entry, "- Removed: {}.", summary(facts, new)),
            (Some(before), Some(after)) => {
                let changes = Changes::between(before, after);
                write!(entry, "{}", changes.bullets(&version(after)))
            }
            (None, None) => Ok(()),
        };
    }
    entry
}

/// A version in words, and whether the other catalog has its service at all.
fn summary(facts: &Facts, other: &Catalog) -> String {
    let service = facts.header("service");
    let is_new = !other.values().any(|facts| facts.header("service") == service);
    let what = if is_new { "service" } else { "version" };
    let title = facts.header("title").unwrap_or_default();
    let (actions, version) = (facts.actions.len(), version(facts));
    format!("{what} {version} ({title}) with {actions} actions")
}

fn version(facts: &Facts) -> String {
    let of = |word| facts.header(word).unwrap_or_default();
    format!("`{}` {}", of("service"), of("version"))
}

/// Kinds of changes, in the order of the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    ActionsAdded,
    ActionsRemoved,
    Status,
    Classes,
    MembersAdded,
    MembersRemoved,
    NowRequired,
    NoLongerRequired,
    TypesChanged,
    MarksChanged,
    StructuresAdded,
    StructuresRemoved,
    CodesAdded,
    CodesRemoved,
    Other,
}

impl Kind {
    fn words(self) -> &'static str {
        match self {
            Self::ActionsAdded => "actions added",
            Self::ActionsRemoved => "actions removed",
            Self::Status => "status changed",
            Self::Classes => "class changed",
            Self::MembersAdded => "members added",
            Self::MembersRemoved => "members removed",
            Self::NowRequired => "members now required",
            Self::NoLongerRequired => "members no longer required",
            Self::TypesChanged => "types changed",
            Self::MarksChanged => "deprecation changed",
            Self::StructuresAdded => "data types added",
            Self::StructuresRemoved => "data types removed",
            Self::CodesAdded => "error codes added",
            Self::CodesRemoved => "error codes removed",
            Self::Other => "other changes",
        }
    }
}

/// The changes of one version.
#[derive(Debug, Default)]
struct Changes(BTreeMap<Kind, Vec<String>>);

impl Changes {
    fn between(old: &Facts, new: &Facts) -> Self {
        let mut changes = Self::default();
        changes.header(&old.header, &new.header);
        let kinds = (Kind::ActionsAdded, Kind::ActionsRemoved);
        changes.names(&old.actions, &new.actions, kinds);
        changes.lines(&old.actions, &new.actions, action_line);
        let kinds = (Kind::StructuresAdded, Kind::StructuresRemoved);
        changes.names(&old.structures, &new.structures, kinds);
        changes.lines(&old.structures, &new.structures, member_line);
        for code in new.codes.difference(&old.codes) {
            changes.note(Kind::CodesAdded, format!("`{code}`"));
        }
        for code in old.codes.difference(&new.codes) {
            changes.note(Kind::CodesRemoved, format!("`{code}`"));
        }
        changes
    }

    fn note(&mut self, kind: Kind, what: String) {
        self.0.entry(kind).or_default().push(what);
    }

    fn header(&mut self, old: &[String], new: &[String]) {
        let facts = |lines: &[String]| -> BTreeSet<String> {
            lines.iter().filter(|line| !line.starts_with('#')).cloned().collect()
        };
        let (old, new) = (facts(old), facts(new));
        for line in old.difference(&new) {
            self.note(Kind::Other, format!("no longer `{line}`"));
        }
        for line in new.difference(&old) {
            self.note(Kind::Other, format!("now `{line}`"));
        }
    }

    fn names(&mut self, old: &Blocks, new: &Blocks, (added, removed): (Kind, Kind)) {
        for name in new.keys().filter(|name| !old.contains_key(*name)) {
            self.note(added, format!("`{name}`"));
        }
        for name in old.keys().filter(|name| !new.contains_key(*name)) {
            self.note(removed, format!("`{name}`"));
        }
    }

    /// Compares what both versions have.
    fn lines(&mut self, old: &Blocks, new: &Blocks, split: fn(&str) -> Line<'_>) {
        for (name, new) in new {
            let Some(old) = old.get(name) else { continue };
            let (old, new) = (by_key(old, split), by_key(new, split));
            let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
            for key in keys {
                self.line(name, old.get(key), new.get(key));
            }
        }
    }

    /// Compares a line below `block`, which one of both versions may lack.
    fn line(&mut self, block: &str, old: Option<&Line<'_>>, new: Option<&Line<'_>>) {
        let Some(line) = old.or(new) else { return };
        let name = format!("`{block} {}`", line.key);
        if line.is_member {
            return match (old, new) {
                (Some(old), Some(new)) => self.member(&name, old, new),
                (None, _) => self.note(Kind::MembersAdded, name),
                (_, None) => self.note(Kind::MembersRemoved, name),
            };
        }
        let (kind, name, missing) = match line.key {
            "class" => (Kind::Classes, format!("`{block}`"), "none"),
            "status" => (Kind::Status, format!("`{block}`"), "current"),
            _ => (Kind::Other, name, "none"),
        };
        // A line that is one word is a mark, which is there or not.
        let value =
            |line: &Line<'_>| if line.value.is_empty() { "yes" } else { line.value }.to_owned();
        let value = |line: Option<&Line<'_>>| line.map_or(missing.to_owned(), value);
        let (old, new) = (value(old), value(new));
        if old != new {
            self.note(kind, format!("{name} ({old} → {new})"));
        }
    }

    fn member(&mut self, name: &str, old: &Line<'_>, new: &Line<'_>) {
        let marked = |line: &Line<'_>, mark| line.value.split(' ').skip(1).any(|word| word == mark);
        let kind = |line: &Line<'_>| line.value.split(' ').next().unwrap_or_default().to_owned();
        match (marked(old, "required"), marked(new, "required")) {
            (false, true) => self.note(Kind::NowRequired, name.to_owned()),
            (true, false) => self.note(Kind::NoLongerRequired, name.to_owned()),
            _ => {}
        }
        let (old_kind, new_kind) = (kind(old), kind(new));
        if old_kind != new_kind {
            self.note(Kind::TypesChanged, format!("{name} ({old_kind} → {new_kind})"));
        }
        match (marked(old, "deprecated"), marked(new, "deprecated")) {
            (false, true) => self.note(Kind::MarksChanged, name.to_owned()),
            (true, false) => self.note(Kind::MarksChanged, format!("{name} (no longer)")),
            _ => {}
        }
    }

    fn bullets(&self, version: &str) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let lists = self
            .0
            .iter()
            .map(|(kind, what)| format!("  - {}: {}\n", kind.words(), what.join(", ")));
        format!("- Changed: {version}\n{}", lists.collect::<String>())
    }
}

fn by_key(lines: &[String], split: fn(&str) -> Line<'_>) -> BTreeMap<&str, Line<'_>> {
    lines.iter().map(|line| split(line)).map(|line| (line.key, line)).collect()
}

/// A line below an action or a structure.
struct Line<'a> {
    /// What is unique below its name: `in Filters` or `class`.
    key: &'a str,
    value: &'a str,
    is_member: bool,
}

fn action_line(line: &str) -> Line<'_> {
    let is_member = line.starts_with("in ") || line.starts_with("out ");
    let words = if is_member { 2 } else { 1 };
    split(line, words, is_member)
}

fn member_line(line: &str) -> Line<'_> {
    split(line, 1, true)
}

fn split(line: &str, words: usize, is_member: bool) -> Line<'_> {
    let end = line.match_indices(' ').nth(words - 1).map_or(line.len(), |(end, _)| end);
    let (key, value) = line.split_at_checked(end).unwrap_or((line, ""));
    Line { key, value: value.trim_start(), is_member }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "# @generated from 1\nservice a\nversion 2020-01-01\ntitle 一\n\naction A\n  \
        class reads\n  in B string\n  in C [F] required\n  out D int64\naction Gone\n\nstructure F\n  \
        G string\n  H string\n\ncode X\ncode Y\n";
    const NEW: &str = "# @generated from 2\nservice a\nversion 2020-01-01\ntitle 二\n\naction A\n  \
        class changes\n  status deprecated\n  streams\n  paging page\n  in B string required\n  in C [F]\n  \
        out D uint64\n  out E bool\naction New\n\nstructure F\n  G string deprecated\nstructure I\n\n\
        code Y\ncode Z\n";

    fn catalog(versions: &[(&str, &str)]) -> Catalog {
        let facts = |text: &str| Facts::parse(text).unwrap();
        versions.iter().map(|(name, text)| ((*name).to_owned(), facts(text))).collect()
    }

    #[test]
    fn every_change_of_a_version_is_listed() {
        let (old, new) = (catalog(&[("a-2020-01-01", OLD)]), catalog(&[("a-2020-01-01", NEW)]));
        assert_eq!(
            changelog(&old, &new),
            "- Changed: `a` 2020-01-01\n  \
             - actions added: `New`\n  \
             - actions removed: `Gone`\n  \
             - status changed: `A` (current → deprecated)\n  \
             - class changed: `A` (reads → changes)\n  \
             - members added: `A out E`\n  \
             - members removed: `F H`\n  \
             - members now required: `A in B`\n  \
             - members no longer required: `A in C`\n  \
             - types changed: `A out D` (int64 → uint64)\n  \
             - deprecation changed: `F G`\n  \
             - data types added: `I`\n  \
             - error codes added: `Z`\n  \
             - error codes removed: `X`\n  \
             - other changes: no longer `title 一`, now `title 二`, `A paging` (none → page), \
             `A streams` (none → yes)\n"
        );
    }

    #[test]
    fn versions_and_services_come_and_go() {
        let other = OLD.replace("2020-01-01", "2021-01-01");
        let service = OLD.replace("service a", "service b");
        let one = catalog(&[("a-2020-01-01", OLD)]);
        let all =
            catalog(&[("a-2020-01-01", OLD), ("a-2021-01-01", &other), ("b-2020-01-01", &service)]);
        assert_eq!(
            changelog(&one, &all),
            "- Added: version `a` 2021-01-01 (一) with 2 actions.\n\
             - Added: service `b` 2020-01-01 (一) with 2 actions.\n"
        );
        assert_eq!(changelog(&all, &one), changelog(&one, &all).replace("Added", "Removed"));
    }

    #[test]
    fn what_generated_a_file_is_no_change() {
        let (old, new) = (OLD.to_owned(), OLD.replace("from 1", "from 2"));
        assert_eq!(changelog(&catalog(&[("a", &old)]), &catalog(&[("a", &new)])), "");
    }
}
