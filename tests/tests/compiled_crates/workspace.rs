//! The crates, and a program that reads and writes with their types.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Serialize;
use tencentcloud_catalog::{Action, Version, service};
use tencentcloud_codegen::package::{CoreSource, Package};
use tencentcloud_codegen::types::Types;

use crate::examples::Example;

/// The profile is that of the workspace of this test, so that they share what is built.
const WORKSPACE: &str = r#"
[workspace]
resolver = "3"
members = ["round_trip", MEMBERS]

[profile.dev]
debug = false

[profile.dev.package."*"]
debug = "line-tables-only"

[profile.dev.package.sha2]
opt-level = 3
"#;

const MANIFEST: &str = r#"
[package]
name = "round_trip"
version = "0.0.0"
edition = "2024"

[dependencies]
serde = "1"
serde_json = "1"
tencentcloud-core = { path = "ROOT/crates/core", default-features = false, features = ["call"] }
tencentcloud-ecm = { path = "ROOT/crates/ecm" }
"#;

/// Its stdin is a list of names and texts, its stdout a list of results.
const PROGRAM: &str = r"
#![allow(deprecated)]

use std::collections::BTreeMap;
use std::error::Error;
use std::io;

use serde::{Serialize, de::DeserializeOwned};
use tencentcloud_core::{Action, Request};

type Result<T> = std::result::Result<T, String>;
type Types = (&'static str, fn(&str) -> Result<String>, fn(&str) -> Result<String>);

/// The body of the request with an input.
fn input<T: Action + DeserializeOwned>(json: &str) -> Result<String> {
    let input: T = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let request = Request::of(&input).map_err(|error| error.to_string())?;
    String::from_utf8(request.body().to_vec()).map_err(|error| error.to_string())
}

/// An output, read and written again.
fn output<T: Serialize + DeserializeOwned>(json: &str) -> Result<String> {
    let output: T = serde_json::from_str(json).map_err(|error| error.to_string())?;
    serde_json::to_string(&output).map_err(|error| error.to_string())
}

fn main() -> std::result::Result<(), Box<dyn Error>> {
    let types: BTreeMap<_, _> = TYPES.iter().map(|(name, input, output)| (*name, (input, output))).collect();
    let readings: Vec<(String, bool, String)> = serde_json::from_reader(io::stdin().lock())?;
    let mut results = Vec::new();
    for (name, is_input, text) in &readings {
        let (input, output) = types[name.as_str()];
        results.push(if *is_input { input(text) } else { output(text) });
    }
    serde_json::to_writer(io::stdout().lock(), &results)?;
    Ok(())
}

";

/// A text to read: the name of its action, whether it is an input, and the text.
#[derive(Serialize)]
pub(crate) struct Reading<'a>(String, bool, &'a str);

impl<'a> Reading<'a> {
    pub(crate) fn input(example: &'a Example) -> Self {
        Self(name(example.action), true, example.input.as_deref().unwrap())
    }

    pub(crate) fn output(example: &'a Example) -> Self {
        Self(name(example.action), false, example.output.as_deref().unwrap())
    }
}

fn name(action: &Action) -> String {
    format!("{} {} {}", action.service, action.version, action.name)
}

pub(crate) struct Workspace {
    folder: PathBuf,
    /// The number of crates that were written.
    crates: usize,
    /// The number of actions in all crates, that of ECM too.
    pub(crate) actions: usize,
}

impl Workspace {
    /// Writes the crates of these services; that of ECM is in the repository.
    pub(crate) fn write(services: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled_crates");
        let root = root();
        let root = root.to_str().unwrap();
        let mut members = String::new();
        let mut manifest = MANIFEST.replace("ROOT", root);
        let mut table = String::new();
        let (mut crates, mut actions) = (0, 0);
        for service in services {
            let package = Package::new(Types::of(service).unwrap(), CoreSource::Path(root.into()));
            let name = package.name();
            if *service != "ecm" {
                for (path, text) in package.files() {
                    write(&folder.join(&name).join(path), &text);
                }
                crates += 1;
                let _ = write!(members, "\"{name}\", ");
                let _ = writeln!(manifest, "{name} = {{ path = \"../{name}\" }}");
            }
            actions += types(&name, service, &mut table);
        }
        write(&folder.join("Cargo.toml"), &WORKSPACE.replace("MEMBERS", &members));
        write(&folder.join("round_trip/Cargo.toml"), &manifest);
        let program = format!("{PROGRAM}const TYPES: &[Types] = &[\n{table}];\n");
        write(&folder.join("round_trip/src/main.rs"), &program);
        fs::copy(root_lock(), folder.join("Cargo.lock")).unwrap();
        Self { folder, crates, actions }
    }

    /// Compiles all crates without a warning, and runs their tests: example outputs, and the
    /// first program. Without those of the library, which has none and would be compiled twice.
    pub(crate) fn test(&self) {
        for tests in ["--test=*", "--doc"] {
            let output = self.cargo(&["test", "--workspace", tests]).output().unwrap();
            let stderr = String::from_utf8_lossy(&output.stderr);
            let stdout = String::from_utf8_lossy(&output.stdout);
            let is_clean = output.status.success() && !stderr.contains("warning");
            assert!(is_clean, "{stderr}\n{stdout}");
            let crates = stdout.matches("test result: ok").count();
            assert_eq!(crates, self.crates, "{stdout}");
        }
    }

    /// Reads each text with its type, and writes it.
    pub(crate) fn read_and_write(&self, readings: &[Reading<'_>]) -> Vec<Result<String, String>> {
        let texts = self.folder.join("readings.json");
        fs::write(&texts, serde_json::to_vec(readings).unwrap()).unwrap();
        let mut program = self.cargo(&["run", "--package=round_trip"]);
        program.stdin(fs::File::open(texts).unwrap()).stderr(Stdio::inherit());
        let output = program.output().unwrap();
        assert!(output.status.success(), "{}", output.status);
        let results: Vec<_> = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(results.len(), readings.len());
        results
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&self.folder).args(arguments).args(["--offline", "--quiet"]);
        // Of this package: build scripts of dependencies would run again because of them.
        for (name, _) in std::env::vars() {
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                cargo.env_remove(name);
            }
        }
        cargo.env("CARGO_TARGET_DIR", root().join("target"));
        cargo
    }
}

/// Adds the types of all actions of a service to the table of the program.
fn types(package: &str, name: &str, table: &mut String) -> usize {
    let package = package.replace('-', "_");
    let mut actions = 0;
    for (place, version) in service(name).unwrap().versions().enumerate() {
        let module = if place == 0 { package.clone() } else { module(&package, version) };
        for action in version.actions {
            let path = format!("{module}::{}", action.name);
            let _ = writeln!(
                table,
                "    ({:?}, input::<{path}>, output::<{path}Output>),",
                self::name(action)
            );
            actions += 1;
        }
    }
    actions
}

fn module(package: &str, version: &Version) -> String {
    format!("{package}::v{}", version.version.replace('-', "_"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn root_lock() -> PathBuf {
    root().join("Cargo.lock")
}

/// Leaves a file that has the text, so that what was compiled is not compiled again.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
