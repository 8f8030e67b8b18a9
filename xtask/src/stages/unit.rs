//! The part that needs nothing but Rust.

use super::minutes;
use crate::failure::Outcome;
use crate::process::{self, cargo};

pub(super) fn run() -> Outcome {
    process::run(cargo(&["test", "--workspace", "--no-fail-fast"]), minutes(20))
}
