//! Mutants that no test can catch, because they do the same.

use std::collections::BTreeSet;

use crate::failure::{Failure, Outcome};

/// How many of a hundred may be called equivalent.
const PERCENT: usize = 2;

/// The list in `equivalent.txt`: each mutant is a line, its reason the comment
/// above it.
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
                return Err(Failure::new(format!("an equivalent mutant without a reason: {line}")));
            }
        }
        Ok(Self(mutants))
    }

    /// Those in these files, where no others were tried.
    pub(super) fn among(mut self, files: &BTreeSet<String>) -> Self {
        self.0.retain(|mutant| files.contains(path(mutant)));
        self
    }

    /// Fails if another mutant survived than those listed, one that is listed
    /// did not, or the list is too long for so many.
    pub(super) fn judge(&self, survived: &[String], viable: Option<usize>) -> Outcome {
        let mut survived: Vec<String> = survived.iter().map(|name| without_place(name)).collect();
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
        if !stale.is_empty() {
            let names = stale.join("\n  ");
            return Err(Failure::new(format!("listed as equivalent, but caught:\n  {names}")));
        }
        if let Some(viable) = viable
            && self.0.len() * 100 > viable * PERCENT
        {
            let (listed, most) = (self.0.len(), viable * PERCENT / 100);
            return Err(Failure::new(format!("{listed} equivalent mutants are more than {most}")));
        }
        Ok(())
    }
}

/// `path:line:column: what` without line and column, which change with every
/// edit above them.
fn without_place(name: &str) -> String {
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

    fn judge(list: &str, survived: &[&str], viable: usize) -> Outcome {
        let survived: Vec<String> = survived.iter().map(|&name| name.to_owned()).collect();
        Equivalent::read(list)?.judge(&survived, Some(viable))
    }

    #[test]
    fn each_entry_stands_for_one_mutant_wherever_it_is_in_the_file() {
        let both = ["a.rs:1:2: replace + with -", "a.rs:9:9: replace + with -"];
        assert_eq!(judge(LIST, &both, 100), Ok(()));
        let three = [both[0], both[1], "a.rs:11:1: replace + with -"];
        assert!(judge(LIST, &three, 100).unwrap_err().to_string().contains("no test fails"));
        assert!(judge(LIST, &both[..1], 100).unwrap_err().to_string().contains("but caught"));
    }

    #[test]
    fn what_was_not_tried_is_not_missed() {
        let list = "# Why.\na.rs: x\nb.rs: x\n";
        let among = |files: &[&str]| {
            let files = files.iter().map(|&file| file.to_owned()).collect();
            Equivalent::read(list)?.among(&files).judge(&["b.rs:1:1: x".to_owned()], None)
        };
        assert_eq!(among(&["b.rs", "c.rs"]), Ok(()));
        assert!(among(&["a.rs", "b.rs"]).is_err() && among(&["a.rs"]).is_err());
    }

    /// Else it would stay there for ever: nothing tries it.
    #[test]
    fn every_file_of_the_list_is_there() {
        let Equivalent(list) = Equivalent::read(include_str!("equivalent.txt")).unwrap();
        for mutant in list {
            assert!(super::super::scope::globs(&[], &[path(&mutant).to_owned()]).is_ok());
            assert!(crate::process::root().join(path(&mutant)).exists(), "{mutant}");
        }
    }

    #[test]
    fn an_entry_has_a_reason_and_there_are_few() {
        assert!(judge("a.rs: x\n", &["a.rs:1:1: x"], 100).is_err());
        assert!(judge("# Why.\n\na.rs: x\n", &["a.rs:1:1: x"], 100).is_err());
        let both = ["a.rs:1:2: replace + with -", "a.rs:9:9: replace + with -"];
        assert!(judge(LIST, &both, 99).unwrap_err().to_string().contains("more than 1"));
        assert_eq!(judge("", &[], 0), Ok(()));
    }
}
