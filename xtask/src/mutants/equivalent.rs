//! Equivalent mutants: no test can catch them, since they do the same.

use std::collections::BTreeSet;

use super::findings::Findings;
use crate::failure::{Failure, Outcome};

/// The list in `equivalent.txt`: a mutant per line, with its reason in the
/// comment above.
pub(super) struct Equivalent(Vec<String>);

impl Equivalent {
    pub(super) fn read(text: &str) -> Outcome<Self> {
        let mut mutants = Vec::new();
        let mut has_reason = false;
        for line in text.lines() {
            if line.starts_with('#') {
                has_reason = true;
            } else if line.trim().is_empty() {
                has_reason = false;
            } else if has_reason {
                mutants.push(line.to_owned());
            } else {
                return Err(Failure::new(format!("equivalent mutant without a reason: {line}")));
            }
        }
        Ok(Self(mutants))
    }

    /// The mutants of these files, the only ones that were tested.
    pub(super) fn among(&self, files: &BTreeSet<String>) -> Self {
        Self(self.0.iter().filter(|mutant| files.contains(path(mutant))).cloned().collect())
    }

    /// Fails if an unlisted mutant survived, or, if all mutants of the files were
    /// tested, a listed one was caught. With a percentage, the list must not have a
    /// larger share of the viable mutants.
    pub(super) fn check(
        &self,
        findings: &Findings,
        is_whole: bool,
        percent: Option<usize>,
    ) -> Outcome {
        let mut survived: Vec<String> =
            findings.missed.iter().map(|name| without_location(name)).collect();
        let mut stale = Vec::new();
        for mutant in &self.0 {
            match survived.iter().position(|name| name == mutant) {
                Some(at) => drop(survived.swap_remove(at)),
                None => stale.push(mutant.as_str()),
            }
        }
        if !survived.is_empty() {
            let names = survived.join("\n  ");
            return Err(Failure::new(format!("no test fails for these mutants:\n  {names}")));
        }
        if is_whole && !stale.is_empty() {
            let names = stale.join("\n  ");
            return Err(Failure::new(format!(
                "listed as equivalent, but caught by a test:\n  {names}"
            )));
        }
        if let Some(percent) = percent
            && self.0.len() * 100 > findings.viable() * percent
        {
            let (listed, most) = (self.0.len(), findings.viable() * percent / 100);
            return Err(Failure::new(format!(
                "{listed} equivalent mutants, but at most {most} are allowed"
            )));
        }
        Ok(())
    }
}

/// Removes line and column from `path:line:column: mutation`: they change with
/// every edit above.
fn without_location(name: &str) -> String {
    let Some((_, what)) = name.split_once(": ") else { return name.to_owned() };
    format!("{}: {what}", path(name))
}

fn path(name: &str) -> &str {
    name.split(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "# Why.\na.rs: replace + with -\na.rs: replace + with -\n";

    /// Findings of this many viable mutants, of which these survived.
    fn findings(survived: &[&str], viable: usize) -> Findings {
        let mut findings = Findings::default();
        findings.missed = survived.iter().map(|&name| name.to_owned()).collect();
        findings.caught = vec![String::new(); viable - survived.len()];
        findings
    }

    fn check(list: &str, survived: &[&str], viable: usize) -> Outcome {
        Equivalent::read(list)?.check(&findings(survived, viable), true, Some(2))
    }

    #[test]
    fn an_entry_matches_one_mutant_on_any_line() {
        let both = ["a.rs:1:2: replace + with -", "a.rs:9:9: replace + with -"];
        assert_eq!(check(LIST, &both, 100), Ok(()));
        let three = [both[0], both[1], "a.rs:11:1: replace + with -"];
        assert!(check(LIST, &three, 100).unwrap_err().to_string().contains("no test fails"));
        assert!(check(LIST, &both[..1], 100).unwrap_err().to_string().contains("but caught"));
        let part = Equivalent::read(LIST).unwrap().check(&findings(&both[..1], 1), false, None);
        assert_eq!(part, Ok(()), "a sample does not test all that are listed");
    }

    #[test]
    fn entries_of_untested_files_are_ignored() {
        let list = "# Why.\na.rs: x\nb.rs: x\n";
        let among = |files: &[&str]| {
            let files = files.iter().map(|&file| file.to_owned()).collect();
            Equivalent::read(list)?.among(&files).check(&findings(&["b.rs:1:1: x"], 1), true, None)
        };
        assert_eq!(among(&["b.rs", "c.rs"]), Ok(()));
        assert!(among(&["a.rs", "b.rs"]).is_err() && among(&["a.rs"]).is_err());
    }

    /// An entry of a missing file would never be noticed: no run tests it.
    #[test]
    fn every_listed_file_exists() {
        let Equivalent(list) = Equivalent::read(include_str!("equivalent.txt")).unwrap();
        for mutant in list {
            assert!(super::super::scope::selected(&[], &[path(&mutant).to_owned()]).is_ok());
            assert!(crate::process::root().join(path(&mutant)).exists(), "{mutant}");
        }
    }

    #[test]
    fn entries_need_a_reason_and_are_limited() {
        assert!(check("a.rs: x\n", &["a.rs:1:1: x"], 100).is_err());
        assert!(check("# Why.\n\na.rs: x\n", &["a.rs:1:1: x"], 100).is_err());
        let both = ["a.rs:1:2: replace + with -", "a.rs:9:9: replace + with -"];
        assert!(check(LIST, &both, 99).unwrap_err().to_string().contains("at most 1 are"));
        assert_eq!(check("", &[], 0), Ok(()));
    }
}
