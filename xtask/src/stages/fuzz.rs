//! A smoke run of every fuzz target; needs a nightly toolchain and a C++ compiler.

use crate::failure::Outcome;
use crate::fuzz::{self, FuzzOptions};
use crate::process::{self, cargo};

use super::minutes;

const SECONDS: u32 = 10;

pub(super) fn run() -> Outcome {
    // Outside the workspace, and so not seen by the stage `lint`.
    let own = "--manifest-path=fuzz/Cargo.toml";
    process::run(cargo(&["fmt", own, "--check"]), minutes(1))?;
    process::run(cargo(&["clippy", own, "--", "--deny=warnings"]), minutes(10))?;
    fuzz::run(&FuzzOptions { targets: Vec::new(), seconds: SECONDS })
}
