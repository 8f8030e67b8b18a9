//! The page of `tc3 explorer`: its committed build is that of its sources, and it works in
//! a real browser.

use std::path::Path;
use std::process::Command;

use super::minutes;
use crate::failure::{Failure, Outcome};
use crate::process::{self, cargo, root};
use crate::{chromium, sdks};

mod page;

#[cfg(target_os = "linux")]
pub(crate) use self::page::page_bytes;

pub(super) fn run() -> Outcome {
    check_node()?;
    page::check()?;
    let chromium = chromium::install()?;
    let modules = sdks::install_packages("tests/browser", "browser")?;
    // The same build as that of the README's first command, so it happens once.
    process::run(cargo(&["build", "--release", "--bin", "tc3"]), minutes(15))?;
    let mut tests = Command::new("node");
    tests.current_dir(root().join("tests/browser"));
    tests.args(["--test", "--test-concurrency=1", "--test-timeout=300000", "./"]);
    tests.env("TC3", root().join("target/release/tc3"));
    tests.env("CHROMIUM", &chromium).env("NODE_MODULES", &modules);
    let pictures = root().join("target/xtask/pictures");
    std::fs::create_dir_all(&pictures)
        .map_err(|error| Failure::new(format!("{}: {error}", pictures.display())))?;
    tests.env("TC3_PICTURES", pictures);
    process::run(tests, minutes(20))
}

/// The build of the page depends on the major version of Node.
#[expect(clippy::disallowed_methods, reason = "reads the version that the sources name")]
fn check_node() -> Outcome {
    let file = root().join("crates/explorer/web/.nvmrc");
    let wanted = std::fs::read_to_string(&file)
        .map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
    let mut node = Command::new("node");
    node.arg("--version");
    let found = process::output(node, minutes(1))?;
    let major = found.trim().trim_start_matches('v').split('.').next().unwrap_or_default();
    if major == wanted.trim() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the page is built with Node {}, as {} says; this is {}",
        wanted.trim(),
        Path::new(".nvmrc").display(),
        found.trim()
    )))
}
