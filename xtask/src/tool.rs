//! Programs that tasks need and Cargo can install: once, into `target/xtask`.

use std::path::PathBuf;
use std::time::Duration;

use crate::failure::Outcome;
use crate::process::{self, cargo, root};

/// Building one from its source, with all its dependencies.
const INSTALL_LIMIT: Duration = Duration::from_mins(15);

/// The program of this crate, in the version that was tried here.
pub(crate) fn installed(name: &str, version: &str) -> Outcome<PathBuf> {
    let home = root().join("target/xtask");
    let program = home.join("bin").join(name);
    if !program.exists() {
        let home = home.to_string_lossy();
        let version = format!("={version}");
        let arguments = ["install", name, "--version", &version, "--locked", "--root", &home];
        process::run(cargo(&arguments), INSTALL_LIMIT)?;
    }
    Ok(program)
}
