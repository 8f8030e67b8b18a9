//! The part that needs nothing but Rust.

use super::minutes;
use crate::failure::Outcome;
use crate::process::{self, cargo};

pub(super) fn run() -> Outcome {
    process::run(cargo(&["test", "--workspace", "--no-fail-fast"]), minutes(20))?;
    // In the workspace `tc3` turns features of the transports on; others may not.
    process::run(
        cargo(&["test", "--package=tencentcloud-hyper", "--package=tencentcloud-ureq", "--tests"]),
        minutes(10),
    )
}
