//! All tests that need nothing but Rust.

use super::minutes;
use crate::failure::Outcome;
use crate::process::{self, cargo};

pub(super) fn run() -> Outcome {
    process::run(cargo(&["test", "--workspace", "--no-fail-fast"]), minutes(30))?;
    // Within the workspace `tc3` turns on features of the transports. Here the
    // transports are tested with their default features.
    process::run(
        cargo(&["test", "--package=tencentcloud-hyper", "--package=tencentcloud-ureq", "--tests"]),
        minutes(10),
    )
}
