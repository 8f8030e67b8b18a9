//! The result of each mutant, from the files of cargo-mutants.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use serde_json::Value;

use crate::failure::{Failure, Outcome};

/// The result of each mutant of one or more shards.
#[derive(Default)]
pub(super) struct Findings {
    all: usize,
    files: BTreeSet<String>,
    pub(super) caught: Vec<String>,
    pub(super) missed: Vec<String>,
    timeout: Vec<String>,
    unviable: Vec<String>,
}

impl Findings {
    /// Reads the results in an output folder of cargo-mutants.
    pub(super) fn read(folder: &Path) -> Outcome<Self> {
        let folder = folder.join("mutants.out");
        let text = |name: &str| {
            #[expect(
                clippy::disallowed_methods,
                reason = "cargo-mutants writes its results to files"
            )]
            std::fs::read_to_string(folder.join(name)).map_err(|error| {
                Failure::new(format!("failed to read {name} of cargo-mutants: {error}"))
            })
        };
        let lines = |name| Ok(text(name)?.lines().map(str::to_owned).collect());
        let all: Vec<Value> = serde_json::from_str(&text("mutants.json")?)
            .map_err(|error| Failure::new(format!("invalid mutants.json: {error}")))?;
        Ok(Self {
            all: all.len(),
            files: all
                .iter()
                .filter_map(|mutant| Some(mutant.get("file")?.as_str()?.into()))
                .collect(),
            caught: lines("caught.txt")?,
            missed: lines("missed.txt")?,
            timeout: lines("timeout.txt")?,
            unviable: lines("unviable.txt")?,
        })
    }

    /// Adds those of another shard.
    pub(super) fn add(&mut self, other: Self) {
        self.all += other.all;
        self.files.extend(other.files);
        self.caught.extend(other.caught);
        self.missed.extend(other.missed);
        self.timeout.extend(other.timeout);
        self.unviable.extend(other.unviable);
    }

    pub(super) fn files(&self) -> &BTreeSet<String> {
        &self.files
    }

    /// The number of mutants that compile.
    pub(super) fn viable(&self) -> usize {
        self.caught.len() + self.missed.len() + self.timeout.len()
    }

    pub(super) fn are_complete(&self) -> bool {
        self.viable() + self.unviable.len() == self.all
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (all, unviable) = (self.all, self.unviable.len());
        writeln!(f, "{all} mutants, {unviable} of them do not compile")?;
        writeln!(f, "caught by a failing test: {}", self.caught.len())?;
        writeln!(f, "caught by a timeout:      {}", self.timeout.len())?;
        for name in &self.timeout {
            writeln!(f, "  {name}")?;
        }
        writeln!(f, "survived:                 {}", self.missed.len())?;
        for name in &self.missed {
            writeln!(f, "  {name}")?;
        }
        Ok(())
    }
}
