//! A smoke run of every fuzz target. Needs a nightly toolchain and a C++ compiler.

use crate::failure::Outcome;
use crate::fuzz::{self, FuzzOptions};
use crate::process::{self, cargo};

use super::minutes;

const SECONDS: u32 = 10;

pub(super) fn run() -> Outcome {
    // The targets are outside the workspace, so the stage `lint` does not see them.
    let manifest = "--manifest-path=fuzz/Cargo.toml";
    process::run(cargo(&["fmt", manifest, "--check"]), minutes(1))?;
    process::run(cargo(&["clippy", manifest, "--", "--deny=warnings"]), minutes(10))?;
    fuzz::run(&FuzzOptions { targets: Vec::new(), seconds: SECONDS })
}
