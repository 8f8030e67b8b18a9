//! The types of `crates/ecm`, which the generator makes of the catalog.

use clap::Args;

use crate::failure::Outcome;
use crate::process::{self, cargo};
use crate::stages::minutes;

#[derive(Args)]
pub(crate) struct GenerateOptions {
    /// Fail if a file is not what the catalog says; write nothing
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(options: &GenerateOptions) -> Outcome {
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
