//! What `tc3 … --as FORM` prints, compiled and run: curl, HTTP, tc3, both Rust clients, and the
//! official Python and Node SDKs and tccli, unmodified; Go and Java where they are installed.

use super::minutes;
use crate::failure::Outcome;
use crate::process::{self, cargo, root};
use crate::sdks;

pub(super) fn run() -> Outcome {
    let (python, node_modules) = (sdks::install_python()?, sdks::install_node()?);
    let venv = python.parent().and_then(|bin| bin.parent()).unwrap_or(root());
    // Without optimization, as the programs that it prints.
    process::run(cargo(&["build", "--bin", "tc3"]), minutes(10))?;
    let mut test = cargo(&["test", "--package=tencentcloud-tests", "--test=snippets"]);
    test.args(["--", "--ignored", "--nocapture"])
        .env("TC3", root().join("target/debug/tc3"))
        .env("SNIPPETS_VENV", venv)
        .env("SNIPPETS_NODE", node_modules);
    process::run(test, minutes(20))
}
