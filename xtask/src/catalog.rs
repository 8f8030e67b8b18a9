//! `cargo xtask catalog`: generates `crates/catalog/facts` from the official packages
//! and the tables of `crates/catalog/classes`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use clap::Args;

use crate::failure::{Failure, Outcome};
use crate::process::root;

mod changes;
mod classes;
mod client_tokens;
mod decisions;
mod facts;
mod first_word;
mod generate;
mod metadata;
mod paging;
mod python;
mod titles;
mod wheels;

use facts::Facts;
use generate::{Generated, Sources, generate};
use wheels::{Pin, Wheel};

#[derive(Args)]
pub(crate) struct CatalogOptions {
    /// Write nothing; print what would change, in Markdown
    #[arg(long)]
    diff: bool,
    /// Other version of tccli to compare with
    #[arg(long, value_name = "VERSION", requires = "diff")]
    tccli: Option<String>,
    /// Other version of tencentcloud-sdk-python
    #[arg(long, value_name = "VERSION", requires = "diff")]
    sdk: Option<String>,
    /// Other version of tccli-intl-en
    #[arg(long, value_name = "VERSION", requires = "diff")]
    tccli_intl_en: Option<String>,
}

/// Writes the facts, or prints what that would change. Fails if a table lacks a
/// decision or has a needless one.
pub(crate) fn run(options: &CatalogOptions) -> Outcome {
    let generated = generate(&Sources {
        tccli: Pin::tccli().with_version(options.tccli.as_ref()),
        sdk: Pin::sdk().with_version(options.sdk.as_ref()),
        tccli_intl_en: Pin::tccli_intl_en().with_version(options.tccli_intl_en.as_ref()),
    })?;
    if options.diff {
        let mut committed = BTreeMap::new();
        for (name, text) in committed_texts()? {
            committed.insert(name, Facts::parse(&text)?);
        }
        print!("{}", changes::changelog(&committed, &generated.facts));
        return decided(&generated);
    }
    decided(&generated)?;
    write(&generated)
}

/// The folder of the unpacked wheel of tccli, which has the official examples.
pub(crate) fn tccli_wheel() -> Outcome<PathBuf> {
    Ok(Wheel::fetch(&Pin::tccli())?.folder())
}

/// Fails unless the committed facts are those of the pinned packages.
pub(crate) fn check() -> Outcome {
    let sources =
        Sources { tccli: Pin::tccli(), sdk: Pin::sdk(), tccli_intl_en: Pin::tccli_intl_en() };
    let generated = generate(&sources)?;
    decided(&generated)?;
    let date = decisions::read(&root().join(DATE))?;
    if date.trim_end() != generated.date {
        return Err(Failure::new(format!("{DATE}: {date}, of the packages {}", generated.date)));
    }
    let texts = generated.facts.iter().map(|(name, facts)| (name.clone(), facts.to_string()));
    let differences = differences(&committed_texts()?, &texts.collect());
    if differences.is_empty() {
        return Ok(());
    }
    let first = differences.iter().take(10).cloned().collect::<Vec<_>>().join("\n");
    let count = differences.len();
    Err(Failure::new(format!(
        "{count} files of facts are not what the packages say; run `cargo xtask catalog`\n{first}"
    )))
}

/// The file beside the facts that holds the date of their packages.
const DATE: &str = "crates/catalog/DATE";

fn folder() -> PathBuf {
    root().join("crates/catalog/facts")
}

fn decided(generated: &Generated) -> Outcome {
    if generated.problems.is_empty() {
        return Ok(());
    }
    let problems: Vec<_> = generated.problems.iter().map(String::as_str).collect();
    Err(Failure::new(format!("{} decisions to make:\n{}", problems.len(), problems.join("\n"))))
}

/// Writes all files and removes those of versions that are gone.
fn write(generated: &Generated) -> Outcome {
    let folder = folder();
    fs::create_dir_all(&folder).map_err(|error| wheels::io(&folder, &error))?;
    for name in committed_texts()?.into_keys() {
        if !generated.facts.contains_key(&name) {
            let path = folder.join(format!("{name}.txt"));
            fs::remove_file(&path).map_err(|error| wheels::io(&path, &error))?;
        }
    }
    for (name, facts) in &generated.facts {
        wheels::write(&folder.join(format!("{name}.txt")), &facts.to_string())?;
    }
    wheels::write(&root().join(DATE), &format!("{}\n", generated.date))?;
    let actions: usize = generated.facts.values().map(|facts| facts.actions.len()).sum();
    let (versions, verbs) = (generated.facts.len(), generated.verbs);
    eprintln!("{versions} versions, {actions} actions, {verbs} first words of actions");
    Ok(())
}

/// The texts of the tree by `SERVICE-VERSION`.
fn committed_texts() -> Outcome<BTreeMap<String, String>> {
    let folder = folder();
    let entries = fs::read_dir(&folder).map_err(|error| wheels::io(&folder, &error))?;
    let mut texts = BTreeMap::new();
    for entry in entries {
        let path = entry.map_err(|error| wheels::io(&folder, &error))?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            texts.insert(name, decisions::read(&path)?);
        }
    }
    Ok(texts)
}

/// The first difference of each file.
fn differences(
    committed: &BTreeMap<String, String>,
    generated: &BTreeMap<String, String>,
) -> Vec<String> {
    let mut differences = Vec::new();
    for name in committed.keys().filter(|name| !generated.contains_key(*name)) {
        differences.push(format!("{name}.txt: the packages have no such version"));
    }
    for (name, generated) in generated {
        let Some(committed) = committed.get(name) else {
            differences.push(format!("{name}.txt: not committed"));
            continue;
        };
        if committed != generated {
            let same = committed.lines().zip(generated.lines()).take_while(|(a, b)| a == b);
            let first = same.count();
            let line = |text: &str| text.lines().nth(first).unwrap_or("(end)").to_owned();
            let (committed, generated, number) = (line(committed), line(generated), first + 1);
            differences
                .push(format!("{name}.txt:{number}: `{committed}`, generated `{generated}`"));
        }
    }
    differences
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn committed_facts_are_read_as_they_are_written() {
        let mut verbs = BTreeSet::new();
        for (name, text) in committed_texts().unwrap() {
            let facts = Facts::parse(&text).unwrap();
            assert!(facts.to_string() == text, "{name}");
            let actions = facts.actions.keys();
            verbs.extend(actions.map(|name| first_word::first_word(name).unwrap().to_owned()));
        }
        assert_eq!(verbs.len(), 413);
    }

    #[test]
    fn the_first_difference_of_each_file_is_named() {
        let texts = |texts: &[(&str, &str)]| -> BTreeMap<String, String> {
            texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
        };
        let committed = texts(&[("a", "1\n2\n"), ("b", "1\n"), ("c", "1\n"), ("gone", "")]);
        let generated = texts(&[("a", "1\n3\n"), ("b", "1\n"), ("c", "1\n2\n"), ("new", "")]);
        assert_eq!(
            differences(&committed, &generated),
            [
                "gone.txt: the packages have no such version",
                "a.txt:2: `2`, generated `3`",
                "c.txt:2: `(end)`, generated `2`",
                "new.txt: not committed",
            ]
        );
        assert_eq!(differences(&generated, &generated), Vec::<String>::new());
    }
}
