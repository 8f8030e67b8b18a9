//! The official Python SDK, unmodified, against `tc3 emulator` over plain HTTP; the
//! committed facts of the catalog against the official packages; and the catalog's check
//! and the emulator's reading of every form over the examples in them.

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
    check_examples()?;
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

/// The check of the facts has unpacked the wheel.
fn check_examples() -> Outcome {
    for tests in [
        ["--package=tencentcloud-catalog", "--features=json", "--test=it", "examples::"],
        ["--package=tencentcloud-emulator", "--features=server", "--lib", "read_back::"],
    ] {
        let [package, features, target, name] = tests;
        let mut test = cargo(&["test", "--quiet", package, features, target]);
        test.args(["--", "--ignored", name]);
        test.env("TCCLI_WHEEL", root().join("target/xtask/wheels/tccli-3.1.189.1"));
        process::run(test, minutes(15))?;
    }
    Ok(())
}
