//! The official Python and Node SDKs and the official command tccli, unmodified, against
//! `tc3 emulator` over plain HTTP; the committed facts of the catalog against the official
//! packages; and over the examples in them the catalog's check and search, and the
//! emulator's reading of every form. `tc3 explain` over signers written by hand.

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

    let mut signers = client(python.as_os_str(), "signers/run.py");
    signers.arg(root().join("target/release/tc3"));
    process::run(signers, minutes(10))?;

    let emulators =
        [Emulator::start(&ONE_IMAGE)?, Emulator::start(&["--stubs"])?, Emulator::start(&DENIED)?];
    let addresses = || emulators.iter().map(Emulator::authority);
    for (program, script) in [
        (python.as_os_str(), "python_common.py"),
        (OsStr::new("node"), "node_common.cjs"),
        (python.as_os_str(), "tccli_calls.py"),
    ] {
        let mut client = client(program, script);
        client.args(addresses()).env("NODE_PATH", &node_modules);
        call(client)?;
    }
    let mut typed = client(python.as_os_str(), "python_ecm.py");
    typed.args(addresses().take(1));
    call(typed)?;
    emulators.into_iter().try_for_each(Emulator::stop)
}

/// One image may be imported; of two others, the first has the name of the image that every
/// emulator has.
const ONE_IMAGE: [&str; 6] = [
    "--image-quota",
    "1",
    "--image",
    "img-00000001:ap-beijing:sampleSource",
    "--image",
    "img-00000002:ap-beijing",
];
const DENIED: [&str; 2] = ["--deny", "ImportImage"];

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
    // tccli takes a second for each call.
    process::run(client, minutes(10))
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
