//! Word list, generated types, format, clippy and rustdoc, without a warning.

use super::minutes;
use crate::failure::Outcome;
use crate::process::{self, cargo};
use crate::{generate, words};

pub(super) fn run() -> Outcome {
    words::check()?;
    generate::check()?;
    process::run(cargo(&["fmt", "--all", "--check"]), minutes(1))?;
    process::run(
        cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny=warnings"]),
        minutes(20),
    )?;
    let mut doc = cargo(&["doc", "--workspace", "--no-deps"]);
    doc.env("RUSTDOCFLAGS", "--deny=warnings");
    process::run(doc, minutes(10))
}
