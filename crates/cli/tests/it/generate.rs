//! `tc3 generate crate`.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::command::{tc3, text};

/// Runs in a folder; relative paths are from there.
fn generate(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = tc3();
    command.current_dir(folder).args(["generate", "crate"]).args(arguments).output().unwrap()
}

fn succeed(folder: &Path, arguments: &[&str]) -> String {
    let output = generate(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    text(&output.stdout).to_owned()
}

/// The message of a command line that is refused.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = generate(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    assert_eq!(text(&output.stdout), "");
    text(&output.stderr).to_owned()
}

/// A folder that looks like one with a checkout of the repository.
fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let core = folder.path().join("checkout/crates/core");
    fs::create_dir_all(&core).unwrap();
    fs::write(core.join("Cargo.toml"), "").unwrap();
    folder
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap()
}

const STS: [&str; 5] = ["sts", "--core", "path=checkout", "--out", "crates/sts"];

#[test]
fn generated_crate_is_what_the_catalog_says_until_it_is_edited() {
    let folder = workspace();
    let folder = folder.path();
    assert_eq!(succeed(folder, &STS), "tencentcloud-sts = { path = \"crates/sts\" }\n");
    let manifest = read(folder, "crates/sts/Cargo.toml");
    // Relative to the crate.
    assert!(manifest.contains("{ path = \"../../checkout/crates/core\", "), "{manifest}");
    let check = ["--check", "crates/sts"];
    assert_eq!(succeed(folder, &check), "tencentcloud-sts is what the catalog says\n");

    fs::remove_file(folder.join("crates/sts/README.md")).unwrap();
    fs::write(folder.join("crates/sts/src/lib.rs"), "mod generated;\n").unwrap();
    fs::write(folder.join("crates/sts/src/generated/more.rs"), "").unwrap();
    fs::write(folder.join("crates/sts/src/own.rs"), "").unwrap();
    let output = generate(folder, &check);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stdout),
        "missing README.md\nchanged src/lib.rs\nnot generated src/generated/more.rs\n"
    );
    let command = "tc3 generate crate sts --core path=../../checkout --out .";
    assert!(text(&output.stderr).trim_end().ends_with(command), "{}", text(&output.stderr));

    // The command of the message, and files that were not generated stay.
    let words: Vec<_> = command.split(' ').skip(3).collect();
    let crate_folder = folder.join("crates/sts");
    assert_eq!(succeed(&crate_folder, &words), "tencentcloud-sts = { path = \".\" }\n");
    succeed(folder, &check);
    assert!(crate_folder.join("src/own.rs").exists());
    assert!(!crate_folder.join("src/generated/more.rs").exists());
}

#[test]
fn only_has_the_actions_with_what_they_use() {
    let folder = workspace();
    let folder = folder.path();
    let only = ["cvm", "--only", "DescribeZones", "DescribeRegions", "--core=version=0.1"];
    succeed(folder, &[&only[..], &["--version", "2017-03-12", "--out", "cvm"]].concat());
    let actions = read(folder, "cvm/src/generated/actions.rs");
    assert_eq!(actions.matches("\nmod ").count(), 2, "{actions}");
    let manifest = read(folder, "cvm/Cargo.toml");
    assert!(manifest.contains("actions = [\"DescribeRegions\", \"DescribeZones\"]\n"));
    assert!(manifest.contains("version = \"2017-03-12\"\n"));
    assert!(!folder.join("cvm/tests").exists());
    succeed(folder, &["--check", "cvm"]);

    // What a new choice leaves out is named.
    let one = ["cvm", "--only", "DescribeZones", "--core=version=0.1", "--out", "cvm"];
    let output = generate(folder, &one);
    let removed = "note: removed cvm/src/generated/actions/describe_regions.rs\n";
    assert!(text(&output.stderr).contains(removed), "{}", text(&output.stderr));
    assert!(!text(&output.stderr).contains("zones"), "{}", text(&output.stderr));
}

#[test]
fn names_that_the_catalog_does_not_have_are_refused_with_the_nearest() {
    let folder = workspace();
    for (arguments, expected) in [
        (&["cvmm"][..], "there is no service \"cvmm\"; did you mean cvm?"),
        (&["cvm", "--version", "2017-03-11"], "did you mean 2017-03-12?"),
        (&["cvm", "--only", "RunInstance"], "did you mean RunInstances?"),
    ] {
        let rest = ["--core", "path=checkout", "--out", "crate"];
        let message = refused(folder.path(), &[arguments, &rest].concat());
        assert!(message.contains(expected), "{message}");
    }
    assert!(!folder.path().join("crate").exists());
}

#[test]
fn folder_with_anything_else_is_refused() {
    let folder = workspace();
    let folder = folder.path();
    let message = refused(folder, &["sts", "--core", "path=checkout", "--out", "checkout"]);
    assert!(message.contains("checkout is not empty, and tc3 did not generate"), "{message}");
    succeed(folder, &STS);
    let cvm = ["cvm", "--core", "path=checkout", "--out", "crates/sts"];
    let message = refused(folder, &cvm);
    assert!(message.contains("crates/sts has tencentcloud-sts"), "{message}");
    let message = refused(folder, &["--check", "checkout"]);
    assert!(message.contains("checkout has no crate that tc3 generated"), "{message}");
}

#[test]
fn source_of_core_is_checked() {
    let folder = workspace();
    for (core, expected) in [
        ("checkout", "must be path=CHECKOUT, git=URL#REV"),
        ("git=https://user:test-password@example.com/a#b", "must be path=CHECKOUT"),
        ("path=crates", "--core: no crates/core/Cargo.toml in crates"),
    ] {
        let message = refused(folder.path(), &["sts", "--core", core, "--out", "crate"]);
        assert!(message.contains(expected) && !message.contains("test-password"), "{message}");
    }
    for arguments in [&["sts"][..], &["--out", "crate"], &[], &["--check", "crate", "sts"]] {
        refused(folder.path(), arguments);
    }
}

/// Only a build within the repository knows its commit.
#[test]
fn core_is_that_of_the_program_by_default() {
    let folder = workspace();
    let output = generate(folder.path(), &["sts", "--out", "crate"]);
    let version = tc3().arg("--version").output().unwrap();
    if let Some((_, commit)) = text(&version.stdout).split_once("\ncommit ") {
        assert!(output.status.success(), "{}", text(&output.stderr));
        let manifest = read(folder.path(), "crate/Cargo.toml");
        let repository = env!("CARGO_PKG_REPOSITORY");
        assert!(manifest.contains(&format!("core = \"git={repository}#{}\"\n", commit.trim())));
        assert!(folder.path().join("crate/tests/examples.rs").exists());
    } else {
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("give --core"));
    }
}
