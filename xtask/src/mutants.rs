//! `cargo xtask mutants`: mutation tests of core and net with cargo-mutants.
//! [`Scope`] selects the code, `.cargo/mutants.toml` the tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use clap::Args;
use serde_json::Value;

use crate::failure::{Failure, Outcome};
use crate::process::{self, root};
use crate::tool;

mod equivalent;
mod scope;

use equivalent::Equivalent;
use scope::Scope;

/// Some hundred mutants of a few seconds each.
const LIMIT: Duration = Duration::from_hours(6);

#[derive(Args)]
pub(crate) struct MutantsOptions {
    /// Code to test [default: all]
    #[arg(value_name = "SCOPE")]
    scopes: Vec<Scope>,
    /// Only this file; may be given several times
    #[arg(long = "file", value_name = "PATH")]
    files: Vec<String>,
}

pub(crate) fn run(MutantsOptions { scopes, files }: &MutantsOptions) -> Outcome {
    let globs = scope::globs(scopes, files)?;
    let equivalent = Equivalent::read(include_str!("mutants/equivalent.txt"))?;
    let cargo_mutants = tool::installed("cargo-mutants", "27.1.0")?;
    let mut command = process::clean(Command::new(cargo_mutants));
    command
        .current_dir(root())
        .args(["mutants", "--package=tencentcloud-core", "--package=tencentcloud-net"])
        .arg("--all-features")
        .args(["--output=target/xtask", "--colors=never"])
        .args(globs.iter().map(|glob| format!("--file={glob}")))
        // A shared build folder would be rebuilt every time.
        .env_remove("CARGO_TARGET_DIR")
        // Links some hundred test programs faster.
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    // cargo-mutants fails if a mutant survived. The check below decides instead.
    let finished = process::run(command, LIMIT);

    let findings = Findings::read(&root().join("target/xtask/mutants.out"))?;
    if !findings.are_complete() {
        finished?;
        return Err(Failure::new("some mutants were not tested; see target/xtask/mutants.out"));
    }
    eprint!("\n{findings}");
    // The share of equivalent mutants is checked for whole scopes only.
    let viable = files.is_empty().then(|| findings.viable());
    equivalent.among(&findings.files).check(&findings.missed, viable)
}

/// The result of each mutant, from the files of cargo-mutants.
struct Findings {
    all: usize,
    files: BTreeSet<String>,
    caught: Vec<String>,
    missed: Vec<String>,
    timeout: Vec<String>,
    unviable: Vec<String>,
}

impl Findings {
    fn read(folder: &Path) -> Outcome<Self> {
        let text = |name: &str| {
            #[expect(
                clippy::disallowed_methods,
                reason = "cargo-mutants writes its results to files"
            )]
            fs::read_to_string(folder.join(name)).map_err(|error| {
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

    fn viable(&self) -> usize {
        self.caught.len() + self.missed.len() + self.timeout.len()
    }

    fn are_complete(&self) -> bool {
        self.all > 0 && self.viable() + self.unviable.len() == self.all
    }
}

impl std::fmt::Display for Findings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (all, unviable) = (self.all, self.unviable.len());
        writeln!(f, "mutants: {all}, {unviable} of them do not compile")?;
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
