//! Programs that tasks need: installed once, into `target/xtask`, and the
//! nightly toolchain.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::failure::Outcome;
use crate::process::{self, cargo, root};

/// For unstable options of the compiler and of cargo.
pub(crate) const NIGHTLY: &str = "nightly";

/// Compiling a program from source, dependencies included.
const INSTALL_LIMIT: Duration = Duration::from_mins(20);

/// Returns the program of a crate, installed in exactly this version.
pub(crate) fn installed(name: &str, version: &str) -> Outcome<PathBuf> {
    let home = root().join("target/xtask").join(format!("{name}-{version}"));
    let program = home.join("bin").join(name);
    if !program.exists() {
        let home = home.to_string_lossy();
        let version = format!("={version}");
        let arguments = ["install", name, "--version", &version, "--locked", "--root", &home];
        let mut install = cargo(&arguments);
        // These programs are used for minutes; fat LTO would cost more than it saves.
        install.env("CARGO_PROFILE_RELEASE_LTO", "off");
        install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        process::run(install, INSTALL_LIMIT)?;
    }
    Ok(program)
}

/// Installs the nightly toolchain if rustup has none.
pub(crate) fn install_nightly() -> Outcome {
    let rustup = |arguments: &[&str]| {
        let mut command = Command::new("rustup");
        command.args(arguments);
        command
    };
    let version = rustup(&["run", NIGHTLY, "rustc", "--version"]);
    if process::output(version, INSTALL_LIMIT).is_ok() {
        return Ok(());
    }
    let install = ["toolchain", "install", NIGHTLY, "--profile=minimal"];
    process::run(rustup(&install), INSTALL_LIMIT)
}
