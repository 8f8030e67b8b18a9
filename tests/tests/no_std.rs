//! Core without `call` needs no std, and neither does anything below it.
//!
//! `tests/no_std` links it into a static library with a panic handler and an
//! allocator of its own; std in the tree is then a second panic handler.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

use std::process::{Command, Output};

const MANIFEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/no_std/Cargo.toml");
const TARGET_DIR: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/no_std");

/// One test, since both builds would wait for the same lock.
#[test]
fn core_links_without_std_and_std_would_be_noticed() {
    let output = build(&[]);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");

    // The feature `call` has dependencies that use std.
    let output = build(&["--features=std-control"]);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "std went unnoticed");
    assert!(
        complaint.contains("duplicate lang item") && complaint.contains("panic_impl"),
        "failed for another reason:\n{complaint}"
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
