//! A generated crate, and a package whose build script generates a module, as users have
//! them: in a workspace with no other crate of ours, built offline from the lock of this one.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test whose preparation fails has failed; it writes packages and builds them"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tencentcloud_codegen::package::{CoreSource, Package};
use tencentcloud_codegen::types::Types;

const WORKSPACE: &str = r#"
[workspace]
resolver = "3"
members = ["tencentcloud-sts", "user"]

# As the workspace of this test, so that they share what is built.
[profile.dev]
debug = "line-tables-only"

[profile.dev.package.sha2]
opt-level = 3
"#;

const USER: &str = r#"
[package]
name = "user"
version = "0.0.0"
edition = "2024"

[dependencies]
tencentcloud-core = { path = "ROOT/crates/core", default-features = false, features = ["call"] }
tencentcloud-sts = { path = "../tencentcloud-sts" }

[dev-dependencies]
serde_json = "1"

[build-dependencies]
tencentcloud-codegen = { path = "ROOT/crates/codegen" }

[lints.rust]
warnings = "deny"
unreachable_pub = "deny"
unused_qualifications = "deny"
"#;

/// As the guide has it.
const BUILD: &str = r#"
use std::{env, error::Error, fs, path::Path};

use tencentcloud_codegen::types::Types;

fn main() -> Result<(), Box<dyn Error>> {
    let types = Types::of("cvm")?.only(["DescribeZones"])?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("cvm.rs"), types.module())?;
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
"#;

const PROGRAM: &str = r##"
mod cvm {
    include!(concat!(env!("OUT_DIR"), "/cvm.rs"));
}

use tencentcloud_core::{Request, RequestError};

pub fn zones() -> Result<Request, RequestError> {
    Request::of(&cvm::DescribeZones::new())
}

#[test]
fn actions_of_the_crate_and_of_the_module_are_requests() {
    use tencentcloud_sts::AssumeRole;

    let zones = zones().unwrap();
    assert_eq!((zones.service(), zones.body().as_ref()), ("cvm", &b"{}"[..]));
    let role = Request::of(&AssumeRole::new("arn", "name").duration_seconds(60)).unwrap();
    let expected = br#"{"RoleArn":"arn","RoleSessionName":"name","DurationSeconds":60}"#;
    assert_eq!(role.body().as_ref(), expected);
}

#[test]
fn secrets_are_not_shown() {
    let text = r#"{"Token":"test-token-000001","TmpSecretKey":"test-secret-key-000001"}"#;
    let credentials: tencentcloud_sts::structures::Credentials =
        serde_json::from_str(text).unwrap();
    assert!(!format!("{credentials:?}").contains("000001"), "{credentials:?}");
}
"##;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A workspace with a generated crate and a package that uses it.
fn workspace(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // Files of an earlier run may be others.
    let _ = fs::remove_dir_all(&folder);
    let core = CoreSource::Path(root().to_str().unwrap().to_owned());
    for (path, text) in Package::new(Types::of("sts").unwrap(), core).files() {
        write(&folder.join("tencentcloud-sts").join(path), &text);
    }
    write(&folder.join("Cargo.toml"), WORKSPACE);
    write(&folder.join("user/Cargo.toml"), &USER.replace("ROOT", root().to_str().unwrap()));
    write(&folder.join("user/build.rs"), BUILD);
    write(&folder.join("user/src/lib.rs"), PROGRAM);
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(folder).args(arguments).args(["--offline", "--quiet"]);
    // Of this package: build scripts of dependencies would run again because of them.
    let names = std::env::vars().map(|(name, _)| name);
    for name in
        names.filter(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
    {
        cargo.env_remove(name);
    }
    cargo.env("CARGO_TARGET_DIR", root().join("target")).output().unwrap()
}

#[test]
fn generated_crate_and_module_compile_and_read_the_examples_of_the_catalog() {
    let folder = workspace("generated_crate");
    let output = cargo(&folder, &["test", "--workspace"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && !stderr.contains("warning"), "{stderr}\n{stdout}");
    // Tests of examples, of the user, and the first program.
    assert!(stdout.matches("test result: ok").count() >= 3, "{stdout}");
}

/// As the first generator wrote it: who has generated a crate goes on compiling it with later
/// versions of core.
#[test]
fn crate_of_the_first_generator_compiles_and_passes_its_tests() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("first_generated_crate");
    let _ = fs::remove_dir_all(&folder);
    copy(&root().join("tests/data/first_generated_crate"), &folder.join("tencentcloud-soe"));
    let manifest = folder.join("tencentcloud-soe/Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    write(&manifest, &text.replace("../tencentcloud/", &format!("{}/", root().display())));
    write(
        &folder.join("Cargo.toml"),
        &WORKSPACE.replace("\"tencentcloud-sts\", \"user\"", "\"*\""),
    );
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let output = cargo(&folder, &["test"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && !stderr.contains("warning"), "{stderr}\n{stdout}");
    assert!(stdout.contains("test result: ok. 4 passed"), "{stdout}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The message is ours, and not that of the first type that does not fit.
#[test]
fn crate_of_another_format_is_refused_in_our_words() {
    let folder = workspace("generated_crate_of_another_format");
    let library = folder.join("tencentcloud-sts/src/generated.rs");
    let text = fs::read_to_string(&library).unwrap();
    write(&library, &text.replace("FORMAT == 1", "FORMAT == 0"));
    let output = cargo(&folder, &["check", "--package=tencentcloud-sts"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(stderr.contains("a crate with `tc3 generate crate`"), "{stderr}");
}
