//! Crates with the types of a service, outside of the workspace, and their builds.

#![expect(clippy::disallowed_methods, reason = "it writes crates and builds them")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde::Serialize;

use super::super::usage::{cpu_seconds, failed};
use super::derived;
use crate::failure::Outcome;
use crate::process::{self, cargo, root};

pub(super) const LIMIT: Duration = Duration::from_mins(15);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Style {
    Records,
    Derive,
}

impl Style {
    pub(super) const ALL: [Self; 2] = [Self::Records, Self::Derive];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Derive => "derive",
        }
    }
}

/// What one crate takes, when its dependencies are built.
#[derive(Serialize)]
pub(super) struct Build {
    service: &'static str,
    style: Style,
    pub(super) check_s: f64,
    pub(super) dev_s: f64,
    pub(super) release_s: f64,
    pub(super) rlib_mb: f64,
}

pub(super) fn folder() -> PathBuf {
    root().join("target/bench/generated")
}

pub(super) fn target() -> PathBuf {
    folder().join("target")
}

/// Writes the crate of a service.
pub(super) fn write(service: &str, style: Style) -> Outcome<PathBuf> {
    let name = format!("{service}-{}", style.name());
    let dependencies = "serde = { version = \"1\", features = [\"derive\"] }\n";
    let folder = package(&name, dependencies)?;
    let library = "//! Generated.\n\nmod generated;\npub use self::generated::*;\n";
    fs::write(folder.join("src/lib.rs"), library).map_err(failed("write the library"))?;
    let program = ["run", "--quiet", "--package", "tencentcloud-codegen", "--example", "module"];
    let mut generate = cargo(&program);
    generate.args(["--", service]).arg(folder.join("src/generated"));
    process::run(generate, LIMIT)?;
    if style == Style::Derive {
        derived::rewrite(&folder.join("src/generated")).map_err(failed("rewrite the source"))?;
    }
    Ok(folder)
}

/// Writes a package that uses core and these dependencies, without any source.
pub(super) fn package(name: &str, dependencies: &str) -> Outcome<PathBuf> {
    let folder = folder().join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).map_err(failed("make a folder"))?;
    let core = root().join("crates/core");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\ntencentcloud-core = {{ path = \"{}\" }}\n{dependencies}\n[workspace]\n",
        core.display()
    );
    fs::write(folder.join("Cargo.toml"), manifest).map_err(failed("write a manifest"))?;
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))
        .map_err(failed("copy the lock"))?;
    Ok(folder)
}

pub(super) fn measure(service: &'static str, style: Style, folder: &Path) -> Outcome<Build> {
    let check_s = build(folder, &["check"])?;
    let dev_s = build(folder, &["build"])?;
    let release_s = build(folder, &["build", "--release"])?;
    let library = target().join(format!("release/lib{service}_{}.rlib", style.name()));
    let rlib_mb = size(&library)? / 1e6;
    Ok(Build { service, style, check_s, dev_s, release_s, rlib_mb })
}

/// The CPU time of a build after the dependencies: that of a second build of the crate.
fn build(folder: &Path, arguments: &[&str]) -> Outcome<f64> {
    process::run(cargo_in(folder, arguments), LIMIT)?;
    let library = folder.join("src/lib.rs");
    let text = fs::read(&library).map_err(failed("read the library"))?;
    fs::write(library, text).map_err(failed("touch the library"))?;
    let before = cpu_seconds()?;
    process::run(cargo_in(folder, arguments), LIMIT)?;
    Ok(cpu_seconds()? - before)
}

pub(super) fn cargo_in(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = cargo(arguments);
    command.current_dir(folder).args(["--quiet", "--offline"]);
    command.env("CARGO_TARGET_DIR", target()).env("CARGO_INCREMENTAL", "0");
    command
}

/// The size of a file in bytes.
pub(super) fn size(file: &Path) -> Outcome<f64> {
    let bytes = fs::metadata(file).map_err(failed("read the size of a file"))?.len();
    Ok(u32::try_from(bytes).map_or(f64::NAN, f64::from))
}
