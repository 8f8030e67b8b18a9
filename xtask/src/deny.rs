//! `cargo xtask deny`: licenses, bans and sources of all dependencies, checked
//! by cargo-deny against `deny.toml`, without network access.

use std::process::Command;
use std::time::Duration;

use crate::failure::Outcome;
use crate::process::{self, root};
use crate::tool;

const LIMIT: Duration = Duration::from_mins(5);

/// Fails if a dependency breaks a rule of `deny.toml`.
pub(crate) fn run() -> Outcome {
    let cargo_deny = tool::installed("cargo-deny", "0.20.2")?;
    let mut command = process::clean(Command::new(cargo_deny));
    command
        .current_dir(root())
        .args(["--offline", "--locked", "--workspace", "--all-features"])
        .args(["check", "--hide-inclusion-graph", "licenses", "bans", "sources"]);
    process::run(command, LIMIT)
}
