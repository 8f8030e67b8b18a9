//! The official Python SDK, unmodified, against `tc3 emulator` over plain HTTP; and
//! the committed facts of the catalog against the official packages.

use std::process::Command;

use super::minutes;
use crate::catalog;
use crate::failure::Outcome;
use crate::process::{self, cargo, root};
use crate::sdks;

mod emulator;

use emulator::Emulator;

pub(super) fn run() -> Outcome {
    catalog::check()?;
    let python = sdks::install_python()?;
    // The same build as that of the README's first command, so it happens once.
    process::run(cargo(&["build", "--release", "--bin", "tc3"]), minutes(15))?;

    let emulator = Emulator::start()?;
    let mut client = Command::new(python);
    client
        .current_dir(root())
        .arg("tests/clients/python_ecm.py")
        .args([emulator.authority(), Emulator::SECRET_ID, Emulator::SECRET_KEY])
        // The SDK would use a proxy of the environment for loopback, too.
        .env("NO_PROXY", "127.0.0.1");
    process::run(client, minutes(2))?;
    emulator.stop()
}
