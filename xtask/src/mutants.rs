//! `cargo xtask mutants`: mutation tests with cargo-mutants.
//!
//! A scope runs in shards of at most [`SHARD`] mutants, each recorded under
//! `target/xtask/mutants`, so that a run that was stopped goes on where it ended.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use clap::Args;

use crate::failure::{Failure, Outcome};
use crate::process::{self, root};
use crate::tool;

mod equivalent;
mod findings;
mod scope;

use equivalent::Equivalent;
use findings::Findings;
use scope::Scope;

/// Mutants of a shard: some ten minutes.
const SHARD: usize = 120;

/// A mutant that loops is stopped; the tests of a crate take a few seconds.
const TIMEOUT: &str = "--timeout=30";

/// A shard whose mutants all run into their timeout.
const LIMIT: Duration = Duration::from_hours(2);

/// Listing the mutants, and git.
const LIST_LIMIT: Duration = Duration::from_mins(1);

#[derive(Args)]
pub(crate) struct MutantsOptions {
    /// Code to test [default: all]
    #[arg(value_name = "SCOPE")]
    scopes: Vec<Scope>,
    /// Only this file; may be given several times
    #[arg(long = "file", value_name = "PATH")]
    files: Vec<String>,
    /// Only one shard of each scope, chosen by this number
    #[arg(long, value_name = "SEED", conflicts_with = "files")]
    sample: Option<usize>,
    /// Only what changed since this commit
    #[arg(long, value_name = "COMMIT", conflicts_with_all = ["files", "sample"])]
    since: Option<String>,
}

pub(crate) fn run(options: &MutantsOptions) -> Outcome {
    let scopes = scope::selected(&options.scopes, &options.files)?;
    let cargo_mutants = tool::installed("cargo-mutants", "27.1.0")?;
    let equivalent = Equivalent::read(include_str!("mutants/equivalent.txt"))?;
    let mut failures = Vec::new();
    for scope in scopes {
        let run = Run { cargo_mutants: &cargo_mutants, scope, options };
        let findings = run.findings()?;
        eprintln!("\n{scope}: {findings}");
        let is_whole = options.sample.is_none() && options.since.is_none();
        let listed = equivalent.among(findings.files());
        let percent = options.files.is_empty().then(|| scope.percent_equivalent());
        if let Err(failure) = listed.check(&findings, is_whole, percent.filter(|_| is_whole)) {
            failures.push(format!("{scope}: {failure}"));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(Failure::new(failures.join("\n"))) }
}

/// The run of one scope.
struct Run<'a> {
    cargo_mutants: &'a Path,
    scope: Scope,
    options: &'a MutantsOptions,
}

impl Run<'_> {
    fn findings(&self) -> Outcome<Findings> {
        let name = self.scope.to_string();
        let folder = root().join("target/xtask/mutants").join(name);
        if let Some(commit) = &self.options.since {
            let diff = folder.join("since.diff");
            let argument = format!("--output={}", diff.display());
            create_folder(&folder)?;
            process::run(git(&["diff", &argument, commit, "--", "crates"]), LIST_LIMIT)?;
            return self.shard(&folder.join("since"), &[&format!("--in-diff={}", diff.display())]);
        }
        if !self.options.files.is_empty() {
            return self.shard(&folder.join("files"), &[]);
        }
        let total = self.count()?;
        let shards = total.div_ceil(SHARD).max(1);
        let selected = match self.options.sample {
            Some(seed) => seed % shards..seed % shards + 1,
            None => 0..shards,
        };
        let commit = commit()?;
        let mut all = Findings::default();
        for shard in selected {
            // Round robin: each shard has mutants of every file.
            let argument = format!("--shard={shard}/{shards}");
            let arguments = [argument.as_str(), "--sharding=round-robin"];
            let name = format!("{}-of-{shards}", shard + 1);
            all.add(match &commit {
                Some(commit) => {
                    let folder = folder.join(commit).join(name);
                    match Findings::read(&folder).ok().filter(Findings::are_complete) {
                        Some(findings) => findings,
                        None => self.shard(&folder, &arguments)?,
                    }
                }
                None => self.shard(&folder.join("uncommitted").join(name), &arguments)?,
            });
        }
        Ok(all)
    }

    /// Tests mutants and reads what was found.
    fn shard(&self, folder: &Path, arguments: &[&str]) -> Outcome<Findings> {
        create_folder(folder)?;
        let mut command = self.command();
        command.arg(format!("--output={}", folder.display())).args(arguments);
        // cargo-mutants fails if a mutant survived. The caller decides instead.
        let finished = process::run(command, LIMIT);
        match Findings::read(folder) {
            Ok(findings) if findings.are_complete() => Ok(findings),
            // No changed line can be mutated.
            Err(_) if self.options.since.is_some() && finished.is_ok() => Ok(Findings::default()),
            _ => Err(finished.err().unwrap_or_else(|| {
                Failure::new(format!("some mutants were not tested; see {}", folder.display()))
            })),
        }
    }

    /// The number of mutants of the scope.
    fn count(&self) -> Outcome<usize> {
        let mut command = self.command();
        command.args(["--list", "--line-col=true"]);
        Ok(process::output(command, LIST_LIMIT)?.lines().count())
    }

    fn command(&self) -> Command {
        let mut command = process::clean(Command::new(self.cargo_mutants));
        command
            .current_dir(root())
            .args(["mutants", "--all-features", "--colors=never", TIMEOUT])
            .arg(format!("--package={}", self.scope.package()))
            // For the build as well, or each mutant would build examples and other tests.
            .arg(format!("--cargo-arg={}", self.scope.tests()))
            .args(self.scope.globs(&self.options.files).iter().map(|glob| format!("--file={glob}")))
            // A shared build folder would be rebuilt every time.
            .env_remove("CARGO_TARGET_DIR")
            // Links some hundred test programs faster.
            .env("CARGO_PROFILE_DEV_DEBUG", "0");
        command
    }
}

/// The commit whose code is tested; `None` if a crate has changes since.
fn commit() -> Outcome<Option<String>> {
    let changes = process::output(git(&["status", "--porcelain", "--", "crates"]), LIST_LIMIT)?;
    if !changes.trim().is_empty() {
        return Ok(None);
    }
    let commit = process::output(git(&["rev-parse", "--short", "HEAD"]), LIST_LIMIT)?;
    Ok(Some(commit.trim().to_owned()))
}

fn git(arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.current_dir(root()).args(arguments);
    command
}

fn create_folder(folder: &Path) -> Outcome {
    std::fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format!("failed to create {}: {error}", folder.display())))
}
