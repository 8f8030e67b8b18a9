//! The commit that `tc3` is built from, for the crates that it generates.
#![expect(clippy::disallowed_methods, reason = "a build script reads its environment")]

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let Some(commit) = commit() else { return };
    println!("cargo::rustc-env=TC3_COMMIT={commit}");
}

/// Only of the repository of this package, and not of another one that it was copied into.
fn commit() -> Option<String> {
    let package = env::var("CARGO_MANIFEST_DIR").ok()?;
    let package = Path::new(&package);
    let top = git(package, &["rev-parse", "--show-toplevel"])?;
    let is_ours =
        Path::new(&top).join("crates/cli").canonicalize().ok()? == package.canonicalize().ok()?;
    if !is_ours {
        return None;
    }
    // It changes with each commit and checkout.
    let log = git(package, &["rev-parse", "--path-format=absolute", "--git-path", "logs/HEAD"])?;
    if Path::new(&log).exists() {
        println!("cargo::rerun-if-changed={log}");
    }
    git(package, &["rev-parse", "HEAD"])
}

/// The one line that git prints, if it succeeds.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").current_dir(folder).args(arguments).output().ok()?;
    let line = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !line.is_empty()).then_some(line)
}
