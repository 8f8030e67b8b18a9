//! The types of `crates/ecm`, which the generator makes of the catalog, and the crates of all
//! services.

use clap::Args;

use crate::failure::Outcome;
use crate::process::{self, cargo};
use crate::stages::minutes;

// It measures CPU time as Linux reports it.
#[cfg(target_os = "linux")]
mod all;

#[derive(Args)]
pub(crate) struct GenerateOptions {
    /// Fail if a file is not what the catalog says; write nothing
    #[arg(long)]
    check: bool,
    /// Compile and document a crate of every service (Linux)
    #[cfg(target_os = "linux")]
    #[arg(long, requires = "check")]
    all: bool,
}

pub(crate) fn run(options: &GenerateOptions) -> Outcome {
    #[cfg(target_os = "linux")]
    if options.all {
        check()?;
        return all::check();
    }
    if options.check { check() } else { process::run(cargo(&generate()), minutes(10)) }
}

/// Fails if a file is not what the catalog says.
pub(crate) fn check() -> Outcome {
    let mut arguments = generate();
    arguments.push("--check");
    process::run(cargo(&arguments), minutes(10))
}

fn generate() -> Vec<&'static str> {
    let program = ["run", "--quiet", "--package", "tencentcloud-codegen", "--example", "module"];
    [&program[..], &["--", "ecm", "crates/ecm/src/generated"]].concat()
}
