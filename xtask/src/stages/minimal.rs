//! The lower bounds of dependencies are true: every published crate compiles
//! with the oldest versions that its manifest allows.
//!
//! The nightly toolchain resolves them in a copy of the tree, so that the
//! committed `Cargo.lock` stays as it is. The stable toolchain compiles.

use std::fs;
use std::path::Path;

use super::minutes;
use crate::failure::{Failure, Outcome};
use crate::process::{self, cargo, root};
use crate::tool::{self, NIGHTLY};

pub(super) fn run() -> Outcome {
    tool::install_nightly()?;
    let copy = root().join("target/xtask/minimal");
    make_copy(&copy).map_err(|error| Failure::new(format!("failed to copy the tree: {error}")))?;

    let mut resolve = cargo(&["generate-lockfile", "-Zdirect-minimal-versions"]);
    resolve.current_dir(&copy).env("RUSTUP_TOOLCHAIN", NIGHTLY);
    process::run(resolve, minutes(5))?;

    let mut check = cargo(&["check", "--workspace", "--all-features", "--locked"]);
    check.current_dir(&copy).env("CARGO_TARGET_DIR", root().join("target/xtask/minimal-build"));
    process::run(check, minutes(20))
}

/// Copies the published crates and a workspace manifest that has no other member.
fn make_copy(copy: &Path) -> std::io::Result<()> {
    if copy.exists() {
        fs::remove_dir_all(copy)?;
    }
    #[expect(clippy::disallowed_methods, reason = "the manifest is what is copied")]
    let manifest = fs::read_to_string(root().join("Cargo.toml"))?;
    copy_folder(&root().join("crates"), &copy.join("crates"))?;
    #[expect(clippy::disallowed_methods, reason = "the manifest of the copy")]
    fs::write(copy.join("Cargo.toml"), only_published(&manifest))
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        // Packages of the explorer's page, which no crate needs.
        if entry.file_name() == "node_modules" {
            continue;
        }
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

fn only_published(manifest: &str) -> String {
    let mut copy = String::new();
    for line in manifest.lines().filter(|line| !line.starts_with("default-members ")) {
        let is_members = line.starts_with("members ");
        copy.push_str(if is_members { r#"members = ["crates/*"]"# } else { line });
        copy.push('\n');
    }
    copy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copied_manifest_has_only_published_members() {
        let manifest = "[workspace]\nmembers = [\"a\", \"crates/*\"]\ndefault-members = [\"a\"]\n";
        assert_eq!(only_published(manifest), "[workspace]\nmembers = [\"crates/*\"]\n");
        let manifest = only_published(include_str!("../../../Cargo.toml"));
        assert!(manifest.contains("members = [\"crates/*\"]") && !manifest.contains("\"xtask\""));
    }
}
