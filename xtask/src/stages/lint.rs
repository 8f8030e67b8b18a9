//! Format, clippy and documentation, with nothing to complain of.

use super::minutes;
use crate::failure::Outcome;
use crate::process::{self, cargo};

pub(super) fn run() -> Outcome {
    process::run(cargo(&["fmt", "--all", "--check"]), minutes(1))?;
    process::run(
        cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny=warnings"]),
        minutes(20),
    )?;
    let mut doc = cargo(&["doc", "--workspace", "--no-deps"]);
    doc.env("RUSTDOCFLAGS", "--deny=warnings");
    process::run(doc, minutes(10))
}
