//! Official clients, unmodified, against `tc3 emulator` over plain HTTP.

use std::path::PathBuf;
use std::process::Command;

use super::minutes;
use crate::failure::Outcome;
use crate::process::{self, cargo, root};

mod emulator;

use emulator::Emulator;

pub(super) fn run() -> Outcome {
    let python = install_python_sdk()?;
    // The build that the README's first command makes, so that it is made once.
    process::run(cargo(&["build", "--release", "--bin", "tc3"]), minutes(15))?;

    let emulator = Emulator::start()?;
    let mut client = Command::new(python);
    client
        .current_dir(root())
        .arg("tests/clients/python_ecm.py")
        .args([emulator.authority(), Emulator::SECRET_ID, Emulator::SECRET_KEY])
        // A proxy of the environment is not for loopback.
        .env("NO_PROXY", "127.0.0.1");
    process::run(client, minutes(2))?;
    emulator.stop()
}

/// A virtual environment of our own; gives its Python. Once everything is
/// there, pip sees so without asking the registry.
fn install_python_sdk() -> Outcome<PathBuf> {
    let home = root().join("target/xtask/venv");
    let python = home.join("bin/python");
    if !python.exists() {
        let mut venv = Command::new("python3");
        venv.args(["-m", "venv"]).arg(&home);
        process::run(venv, minutes(3))?;
    }
    let mut pip = Command::new(&python);
    pip.current_dir(root())
        .args(["-m", "pip", "install", "--quiet", "--no-input"])
        .args(["--disable-pip-version-check", "--requirement"])
        .arg("tests/clients/requirements.txt");
    process::run(pip, minutes(5))?;
    Ok(python)
}
