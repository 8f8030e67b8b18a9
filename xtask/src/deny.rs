//! `cargo xtask deny`: licenses, bans and sources of all dependencies, checked
//! by cargo-deny against `deny.toml`. The check itself needs no network.

use std::process::Command;
use std::time::Duration;

use crate::failure::Outcome;
use crate::process::{self, cargo, root};
use crate::tool;

const LIMIT: Duration = Duration::from_mins(5);

/// Fails if a dependency breaks a rule of `deny.toml`.
pub(crate) fn run() -> Outcome {
    let cargo_deny = tool::installed("cargo-deny", "0.20.2")?;
    // cargo-deny reads the manifests of all dependencies, for all platforms.
    process::run(cargo(&["fetch", "--locked"]), LIMIT)?;
    let mut command = process::clean(Command::new(cargo_deny));
    command
        .current_dir(root())
        .args(["--offline", "--locked", "--workspace", "--all-features"])
        // Its peers are never shipped, and no rule of ours can be theirs.
        .arg("--exclude=tencentcloud-benches")
        .args(["check", "--hide-inclusion-graph", "licenses", "bans", "sources"]);
    process::run(command, LIMIT)
}
