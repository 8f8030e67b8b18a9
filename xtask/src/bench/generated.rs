//! The cost of generated types: CPU time of their build and size, beside the same source
//! with what serde derives.

#![expect(clippy::disallowed_methods, reason = "it writes crates and builds them")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;

use super::usage::{cpu_seconds, failed, write_json};
use crate::failure::Outcome;
use crate::process::{self, cargo, root};

mod derived;

const LIMIT: Duration = Duration::from_mins(15);

const SERVICES: [&str; 2] = ["ecm", "vpc"];

/// Builds both styles of each service; prints a table and writes
/// `target/bench/generated.json`.
pub(super) fn run() -> Outcome {
    let mut rows = Vec::new();
    for service in SERVICES {
        let records = write(service, "records")?;
        let derive = write(service, "derive")?;
        derived::rewrite(&derive.join("src/generated")).map_err(failed("rewrite the source"))?;
        for (style, folder) in [("records", records), ("derive", derive)] {
            eprintln!("building {service}, {style}");
            rows.push(measure(service, style, &folder)?);
        }
    }
    println!(
        "{:10} {:8} {:>9} {:>9} {:>9} {:>9}",
        "service", "style", "check s", "dev s", "release s", "rlib MB"
    );
    for Row { service, style, check_s, dev_s, release_s, rlib_mb } in &rows {
        println!("{service:10} {style:8} {check_s:9.2} {dev_s:9.2} {release_s:9.2} {rlib_mb:9.2}");
    }
    for pair in rows.chunks(2) {
        let [records, derive] = pair else { continue };
        println!(
            "{}: check {:.2}, dev {:.2}, release {:.2} of what derive takes",
            records.service,
            records.check_s / derive.check_s,
            records.dev_s / derive.dev_s,
            records.release_s / derive.release_s
        );
    }
    write_json("generated", &rows)
}

/// What one crate takes, when its dependencies are built.
#[derive(Serialize)]
struct Row {
    service: &'static str,
    style: &'static str,
    check_s: f64,
    dev_s: f64,
    release_s: f64,
    rlib_mb: f64,
}

fn folder() -> PathBuf {
    root().join("target/bench/generated")
}

/// Writes the crate of a service, outside of the workspace.
fn write(service: &str, style: &str) -> Outcome<PathBuf> {
    let folder = folder().join(format!("{service}-{style}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).map_err(failed("make a folder"))?;
    let program = ["run", "--quiet", "--package", "tencentcloud-codegen", "--example", "module"];
    let mut generate = cargo(&program);
    generate.args(["--", service]).arg(folder.join("src/generated"));
    process::run(generate, LIMIT)?;
    let core = root().join("crates/core");
    let core = core.display();
    let manifest = format!(
        "[package]\nname = \"{service}-{style}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\ntencentcloud-core = {{ path = \"{core}\" }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).map_err(failed("write a manifest"))?;
    let library = "//! Generated.\n\nmod generated;\npub use self::generated::*;\n";
    fs::write(folder.join("src/lib.rs"), library).map_err(failed("write the library"))?;
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))
        .map_err(failed("copy the lock"))?;
    Ok(folder)
}

fn measure(service: &'static str, style: &'static str, folder: &Path) -> Outcome<Row> {
    let check_s = build(folder, &["check"])?;
    let dev_s = build(folder, &["build"])?;
    let release_s = build(folder, &["build", "--release"])?;
    let library = target().join(format!("release/lib{service}_{style}.rlib"));
    let bytes = fs::metadata(library).map_err(failed("measure the library"))?.len();
    let rlib_mb = f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6;
    Ok(Row { service, style, check_s, dev_s, release_s, rlib_mb })
}

/// The CPU time of a build after the dependencies: that of a second build of the crate.
fn build(folder: &Path, arguments: &[&str]) -> Outcome<f64> {
    let command = || {
        let mut command = cargo(arguments);
        command.current_dir(folder).args(["--quiet", "--offline"]);
        command.env("CARGO_TARGET_DIR", target()).env("CARGO_INCREMENTAL", "0");
        command
    };
    process::run(command(), LIMIT)?;
    let library = folder.join("src/lib.rs");
    let text = fs::read(&library).map_err(failed("read the library"))?;
    fs::write(library, text).map_err(failed("touch the library"))?;
    let before = cpu_seconds()?;
    process::run(command(), LIMIT)?;
    Ok(cpu_seconds()? - before)
}

fn target() -> PathBuf {
    folder().join("target")
}
