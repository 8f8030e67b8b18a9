//! The vocabulary check of the stage `lint`: prose avoids the phrases of
//! `xtask/words.txt`.
//!
//! Prose is
//! - Markdown, TOML and YAML files, code blocks and inline code apart;
//! - comments of Rust files, rustdoc included;
//! - string literals of Rust files, test code apart: errors and help texts.
//!
//! In a code block only comments count. URLs and link targets never count.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::process::root;

mod hits;
mod list;
mod prose;
mod rust_source;

use hits::Hits;
use list::WordList;

/// Folders that hold no file of this project.
const SKIPPED: &[&str] = &["artifacts", "corpus", "node_modules", "target"];
/// The only hidden folders that are read.
const HIDDEN: &[&str] = &[".cargo", ".ci", ".github"];

/// Fails if a file of the tree uses a listed phrase; prints every use.
pub(crate) fn check() -> Outcome {
    let list = WordList::parse(include_str!("../words.txt"))?;
    let mut hits = Hits::new(&list);
    for path in files(root())? {
        #[expect(clippy::disallowed_methods, reason = "the check reads the tree")]
        let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
        let name = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        hits.add_file(&name, &text);
    }
    hits.into_outcome()
}

/// All files below a folder whose prose is checked, in a stable order.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| unreadable(&folder, &error))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                let is_hidden = name.starts_with('.') && !HIDDEN.contains(&&*name);
                if !is_hidden && !SKIPPED.contains(&&*name) {
                    folders.push(path);
                }
            } else if hits::is_checked(&name) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("failed to read {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_include_sources_and_pages_but_no_build_output() {
        let files = files(root()).unwrap();
        let has = |name: &str| files.contains(&root().join(name));
        assert!(has("README.md") && has("xtask/src/words.rs") && has("Cargo.toml"));
        assert!(!files.iter().any(|file| file.starts_with(root().join("target"))));
    }
}
