//! The official Python and Node SDKs and the official command tccli, unmodified, against
//! `tc3 emulator` over plain HTTP; the committed facts of the catalog against the official
//! packages; and over the examples in them the catalog's check and search, and the
//! emulator's reading of every form.

use std::ffi::OsStr;
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
    let (python, node_modules) = (sdks::install_python()?, sdks::install_node()?);
    // The same build as that of the README's first command, so it happens once.
    process::run(cargo(&["build", "--release", "--bin", "tc3"]), minutes(15))?;

    let (modeled, stubs) = (Emulator::start(&[])?, Emulator::start(&["--stubs"])?);
    for (program, script) in [
        (python.as_os_str(), "python_common.py"),
        (OsStr::new("node"), "node_common.cjs"),
        (python.as_os_str(), "tccli_calls.py"),
    ] {
        let mut client = client(program, script);
        client.args([modeled.authority(), stubs.authority()]).env("NODE_PATH", &node_modules);
        call(client)?;
    }
    let mut typed = client(python.as_os_str(), "python_ecm.py");
    typed.arg(modeled.authority());
    call(typed)?;
    modeled.stop()?;
    stubs.stop()
}

fn client(program: &OsStr, script: &str) -> Command {
    let mut client = Command::new(program);
    client
        .current_dir(root())
        .arg(format!("tests/clients/{script}"))
        // SDKs would use a proxy of the environment for loopback, too.
        .env("NO_PROXY", "127.0.0.1");
    client
}

fn call(mut client: Command) -> Outcome {
    client.args([Emulator::SECRET_ID, Emulator::SECRET_KEY]);
    process::run(client, minutes(5))
}

/// The check of the facts has unpacked the wheel.
fn check_examples() -> Outcome {
    for tests in [
        ["--package=tencentcloud-catalog", "--features=json", "--test=it", "examples::"],
        ["--package=tencentcloud-emulator", "--features=server", "--lib", "read_back::"],
        // Some thousand searches, which take minutes without optimization.
        ["--package=tencentcloud-catalog", "--release", "--test=search_quality", "titles_"],
    ] {
        let [package, option, target, name] = tests;
        let mut test = cargo(&["test", "--quiet", package, option, target]);
        test.args(["--", "--ignored", name]);
        test.env("TCCLI_WHEEL", root().join("target/xtask/wheels/tccli-3.1.189.1"));
        process::run(test, minutes(15))?;
    }
    Ok(())
}
