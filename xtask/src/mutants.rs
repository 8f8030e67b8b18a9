//! `cargo xtask mutants`: does a test fail for every change that could be made
//! to signing, or to what happens around a call? [`Scope`] says which code is
//! meant, `.cargo/mutants.toml` which tests.

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

/// A few seconds for each mutant, of which there are some hundreds.
const LIMIT: Duration = Duration::from_hours(6);

#[derive(Args)]
pub(crate) struct MutantsOptions {
    /// What to try; all of it if nothing is named.
    #[arg(value_name = "SCOPE")]
    scopes: Vec<Scope>,
    /// Only this file of it; may be given several times.
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
        .args(["mutants", "--package=tencentcloud-core"])
        .args(["--output=target/xtask", "--colors=never"])
        .args(globs.iter().map(|glob| format!("--file={glob}")))
        // A folder of builds that others use would be built anew each time.
        .env_remove("CARGO_TARGET_DIR")
        // Some hundred test programs are linked; nobody debugs them.
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    // It ends with a failure when something survived, which is judged here.
    let ended = process::run(command, LIMIT);

    let findings = Findings::read(&root().join("target/xtask/mutants.out"))?;
    if !findings.are_whole() {
        ended?;
        return Err(Failure::new("not every mutant was tried; see target/xtask/mutants.out"));
    }
    eprint!("\n{findings}");
    // One file is too little to have a share of.
    let viable = files.is_empty().then(|| findings.viable());
    equivalent.among(&findings.files).judge(&findings.missed, viable)
}

/// What became of each mutant, as cargo-mutants writes it down.
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
            #[expect(clippy::disallowed_methods, reason = "the results are in files")]
            fs::read_to_string(folder.join(name))
                .map_err(|error| Failure::new(format!("no {name} of cargo-mutants: {error}")))
        };
        let lines = |name| Ok(text(name)?.lines().map(str::to_owned).collect());
        let all: Vec<Value> = serde_json::from_str(&text("mutants.json")?)
            .map_err(|error| Failure::new(format!("mutants.json cannot be read: {error}")))?;
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

    fn are_whole(&self) -> bool {
        self.all > 0 && self.viable() + self.unviable.len() == self.all
    }
}

impl std::fmt::Display for Findings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (all, unviable) = (self.all, self.unviable.len());
        writeln!(f, "mutants: {all}, of which {unviable} do not compile")?;
        writeln!(f, "caught by a test that fails:      {}", self.caught.len())?;
        writeln!(f, "caught by a test that never ends: {}", self.timeout.len())?;
        for name in &self.timeout {
            writeln!(f, "  {name}")?;
        }
        writeln!(f, "survived: {}", self.missed.len())?;
        for name in &self.missed {
            writeln!(f, "  {name}")?;
        }
        Ok(())
    }
}
