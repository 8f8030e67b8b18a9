//! Core without the feature `call` needs no std, and neither do its dependencies.
//!
//! `tests/no_std` links it into a static library with a panic handler and an
//! allocator. std would add a second panic handler, and the build would fail.
#![expect(clippy::unwrap_used, reason = "a failed preparation fails the test")]

use std::process::{Command, Output};

const MANIFEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/no_std/Cargo.toml");
const TARGET_DIR: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/no_std");

/// One test, because both builds need the same lock.
#[test]
fn core_links_without_std_and_the_build_fails_with_std() {
    let output = build(&[]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");

    // The feature `call` has dependencies that use std.
    let output = build(&["--features=std-control"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "the build with std succeeds");
    assert!(
        stderr.contains("duplicate lang item") && stderr.contains("panic_impl"),
        "the build failed for another reason:\n{stderr}"
    );
}

fn build(options: &[&str]) -> Output {
    Command::new("cargo")
        .args(["build", "--quiet", "--manifest-path", MANIFEST])
        .args(["--target-dir", TARGET_DIR])
        .args(options)
        .output()
        .unwrap()
}
