//! Uses of listed phrases, file by file.

use super::list::WordList;
use super::prose::Prose;
use super::rust_source::{PieceKind, pieces};
use crate::failure::{Failure, Outcome};

/// Collects the uses that no exception covers.
pub(super) struct Hits<'a> {
    list: &'a WordList,
    found: Vec<String>,
    /// By exception: whether a use needed it.
    used: Vec<bool>,
}

/// Whether a file of this name has prose.
pub(super) fn is_checked(name: &str) -> bool {
    matches!(extension(name), Some("md" | "rs" | "toml" | "yml"))
}

fn extension(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, extension)| extension)
}

impl<'a> Hits<'a> {
    pub(super) fn new(list: &'a WordList) -> Self {
        Self { list, found: Vec::new(), used: vec![false; list.exceptions.len()] }
    }

    pub(super) fn add_file(&mut self, path: &str, text: &str) {
        let prose = prose(path, text);
        let mut found: Vec<(usize, String)> = Vec::new();
        for phrase in &self.list.phrases {
            for line in prose.find(&phrase.words) {
                if !self.is_excepted(path, &phrase.text) {
                    let (phrase, instead) = (&phrase.text, &phrase.instead);
                    found.push((line, format!("{path}:{line}: `{phrase}`; say: {instead}")));
                }
            }
        }
        found.sort();
        self.found.extend(found.into_iter().map(|(_, hit)| hit));
    }

    /// Prints every use and every exception that nothing needed.
    pub(super) fn into_outcome(self) -> Outcome {
        let problems = self.problems();
        if problems.is_empty() {
            return Ok(());
        }
        eprintln!("{}", problems.join("\n"));
        let count = problems.len();
        Err(Failure::new(format!("{count} violations of the word list xtask/words.txt, see above")))
    }

    fn problems(mut self) -> Vec<String> {
        let unused = self.list.exceptions.iter().zip(self.used).filter(|(_, used)| !used);
        self.found.extend(unused.map(|(exception, _)| {
            let (path, phrase) = (&exception.path, &exception.phrase);
            format!("xtask/words.txt: {path} does not use `{phrase}`: remove the exception")
        }));
        self.found
    }

    fn is_excepted(&mut self, path: &str, phrase: &str) -> bool {
        let mut exceptions = self.list.exceptions.iter().zip(&mut self.used);
        let exception =
            exceptions.find(|(exception, _)| exception.path == path && exception.phrase == phrase);
        match exception {
            Some((_, used)) => {
                *used = true;
                true
            }
            None => false,
        }
    }
}

fn prose(path: &str, text: &str) -> Prose {
    let mut prose = Prose::default();
    if extension(path) != Some("rs") {
        for (at, line) in text.lines().enumerate() {
            prose.add_markdown(at + 1, line);
        }
        return prose;
    }
    let is_test = is_test_file(path);
    for piece in pieces(text) {
        prose.end();
        for (number, line) in &piece.lines {
            match piece.kind {
                PieceKind::Comment => prose.add_markdown(*number, line),
                PieceKind::Literal if is_test => {}
                PieceKind::Literal => prose.add_string(*number, line),
            }
        }
    }
    prose
}

fn is_test_file(path: &str) -> bool {
    path.split('/').any(|part| part == "tests" || part == "tests.rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "answer, answers | response\nin doubt | outcome unknown\n";

    fn problems(list: &str, files: &[(&str, &str)]) -> Vec<String> {
        let list = WordList::parse(list).unwrap();
        let mut hits = Hits::new(&list);
        for (path, text) in files {
            hits.add_file(path, text);
        }
        hits.problems()
    }

    #[test]
    fn planted_phrases_are_found_in_every_kind_of_prose() {
        let files = [
            ("README.md", "# Title\n\nA write in\ndoubt has no answer.\n"),
            ("crates/a/src/lib.rs", "//! The answer.\n\n#[error(\"no answer: {0}\")]\nstruct E;\n"),
            ("crates/a/src/help.rs", "const HELP: &str = \"\\\nTwo\nanswers\";\n"),
            ("crates/a/tests/a.rs", "/// An answer\nfn a() { f(\"answer\") }\n"),
            ("Cargo.toml", "description = \"Answers\"\n"),
        ];
        assert_eq!(
            problems(LIST, &files),
            [
                "README.md:3: `in doubt`; say: outcome unknown",
                "README.md:4: `answer`; say: response",
                "crates/a/src/lib.rs:1: `answer`; say: response",
                "crates/a/src/lib.rs:3: `answer`; say: response",
                "crates/a/src/help.rs:3: `answers`; say: response",
                "crates/a/tests/a.rs:1: `answer`; say: response",
                "Cargo.toml:1: `answers`; say: response",
            ]
        );
    }

    #[test]
    fn an_exception_covers_its_file_alone_and_must_be_needed() {
        let list = format!("{LIST}except a.md | answer | quoted\n");
        let text = "answer answer\n";
        assert_eq!(problems(&list, &[("a.md", text)]), [""; 0]);
        let elsewhere = problems(&list, &[("b.md", text)]);
        assert_eq!(elsewhere.len(), 3);
        assert!(elsewhere[2].ends_with("a.md does not use `answer`: remove the exception"));
    }
}
