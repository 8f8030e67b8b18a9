//! Conventions of the source tree: names of test directories and modules, and the
//! length of source files.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a failed preparation fails the test; the test reads files"
)]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// The directory of a crate's integration tests.
const TESTS: &str = "it";

/// Module names that say nothing about their contents.
const VAGUE: &[&str] = &["utils", "helpers", "common", "prelude"];

/// The limit of lines in a source file, without comments and unit tests.
const MAX_LINES: usize = 300;

#[test]
fn integration_tests_of_every_crate_are_in_a_directory_of_the_same_name() {
    let offenders: Vec<_> = files()
        .into_iter()
        .filter(|path| path.ends_with("main.rs"))
        .filter_map(|path| Some(path.parent()?.to_owned()))
        .filter(|folder| folder.parent().is_some_and(|parent| parent.ends_with("tests")))
        .filter(|folder| !folder.ends_with(TESTS))
        .collect();
    assert!(offenders.is_empty(), "not called `{TESTS}`: {offenders:#?}");
}

#[test]
fn no_module_has_a_vague_name() {
    let is_vague = |name: &OsStr| VAGUE.iter().any(|vague| name == *vague);
    let offenders: Vec<_> = files()
        .into_iter()
        .filter(|path| {
            let folders = path.parent().into_iter().flat_map(Path::iter);
            path.file_stem().into_iter().chain(folders).any(is_vague)
        })
        .collect();
    assert!(offenders.is_empty(), "vague names: {offenders:#?}");
}

#[test]
fn source_files_are_short() {
    let mut offenders = Vec::new();
    for path in files() {
        let is_source = path.iter().any(|part| part == "src");
        let is_test = path.iter().any(|part| part == "tests" || part == "tests.rs");
        let source = fs::read_to_string(root().join(&path)).unwrap();
        if !is_source || is_test || source.starts_with("// @generated") {
            continue;
        }
        // Unit tests in the same file come last.
        let source = source.split("\n#[cfg(test)]\nmod tests {").next().unwrap();
        let lines = source.lines();
        let lines = lines.filter(|line| !line.trim_start().starts_with("//")).count();
        if lines > MAX_LINES {
            offenders.push(format!("{}: {lines} lines", path.display()));
        }
    }
    assert!(offenders.is_empty(), "more than {MAX_LINES} lines: {offenders:#?}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All Rust files of the crates and of xtask, relative to the repository.
fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(Path::new("crates"), &mut files);
    collect(Path::new("xtask"), &mut files);
    assert!(files.len() > 100, "the crates are not where they were: {files:?}");
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = folder.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            if !path.ends_with("target") {
                collect(&path, files);
            }
        } else if path.extension() == Some(OsStr::new("rs")) {
            files.push(path);
        }
    }
}
