//! The official Python and Node SDKs and the official command tccli, unmodified, against
//! `tc3 emulator`; the committed facts of the catalog against the official
//! packages; and over the examples in them the catalog's check and search, and the
//! emulator's reading of every form. `tc3 explain` over signers written by hand, over
//! what curl sends, and over clients with one mistake each.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::minutes;
use crate::catalog;
use crate::failure::{Failure, Outcome};
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

    explained(&python)?;
    over_http(&python, &node_modules)?;
    over_tls(&python, &node_modules)
}

/// `tc3 explain` over requests of clients that are right and wrong.
fn explained(python: &Path) -> Outcome {
    for script in ["signers/run.py", "curl_commands.py", "typed_key.py", "mistakes"] {
        let mut asking = client(python, script);
        asking.arg(root().join("target/release/tc3"));
        process::run(asking, minutes(10))?;
    }
    Ok(())
}

fn over_http(python: &Path, node_modules: &Path) -> Outcome {
    let emulators = start("http", &[])?;
    for client in sdk_clients(python, node_modules) {
        call(client, &emulators)?;
    }
    // It has no option for an authority, so it speaks no TLS to an emulator.
    call(client(python, "tccli_calls.py"), &emulators)?;
    emulators.into_iter().try_for_each(Emulator::stop)
}

#[expect(clippy::disallowed_methods, reason = "writes the authorities for the clients")]
fn over_tls(python: &Path, node_modules: &Path) -> Outcome {
    let emulators = start("tls", &["--tls"])?;
    let certificates: Vec<_> =
        emulators.iter().map(Emulator::certificate).collect::<Outcome<_>>()?;
    let file = root().join("target/xtask/authorities.pem");
    fs::write(&file, certificates.concat())
        .map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
    for mut client in sdk_clients(python, node_modules) {
        // Node reads this variable itself, the scripts in Python do.
        client.env("NODE_EXTRA_CA_CERTS", &file);
        call(client, &emulators)?;
    }
    emulators.into_iter().try_for_each(Emulator::stop)
}

/// Emulators as `scenario.py` needs them.
fn start(name: &str, options: &[&str]) -> Outcome<[Emulator; 3]> {
    let start = |kind, more: &[&str]| {
        Emulator::start(&format!("emulator-{name}-{kind}"), &[options, more].concat())
    };
    Ok([start("modeled", &ONE_IMAGE)?, start("stubs", &STUBS)?, start("denied", &DENIED)?])
}

fn sdk_clients(python: &Path, node_modules: &Path) -> [Command; 3] {
    let mut node = client(Path::new("node"), "node_common.cjs");
    node.env("NODE_PATH", node_modules);
    [client(python, "python_common.py"), client(python, "python_ecm.py"), node]
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
const STUBS: [&str; 3] = ["--stubs", "--fail", "ImportImage"];
const DENIED: [&str; 2] = ["--deny", "ImportImage"];

fn client(program: &Path, script: &str) -> Command {
    let mut client = Command::new(program);
    client
        .current_dir(root())
        .arg(format!("tests/clients/{script}"))
        // SDKs would use a proxy of the environment for loopback, too.
        .env("NO_PROXY", "127.0.0.1");
    client
}

fn call(mut client: Command, emulators: &[Emulator]) -> Outcome {
    client.args(emulators.iter().map(Emulator::url));
    client.args([Emulator::SECRET_ID, Emulator::SECRET_KEY]);
    // tccli takes a second for each of 60 calls, and several on a busy machine.
    process::run(client, minutes(20))
}

fn check_examples() -> Outcome {
    let wheel = catalog::tccli_wheel()?;
    for tests in [
        ["--package=tencentcloud-catalog", "--features=json", "--test=it", "examples::"],
        ["--package=tencentcloud-emulator", "--features=server", "--lib", "read_back::"],
        // Some thousand searches, which take minutes without optimization.
        ["--package=tencentcloud-catalog", "--release", "--test=search_quality", "titles_"],
    ] {
        let [package, option, target, name] = tests;
        let mut test = cargo(&["test", "--quiet", package, option, target]);
        test.args(["--", "--ignored", name]);
        test.env("TCCLI_WHEEL", &wheel);
        process::run(test, minutes(15))?;
    }
    Ok(())
}
