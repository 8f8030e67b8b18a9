//! The crates of all services: each is compiled and documented without a warning.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::bench::cpu_seconds;
use crate::failure::{Failure, Outcome};
use crate::process::{self, cargo, now, root};

mod table;

use table::{Row, tables};

/// Of one crate.
const LIMIT: Duration = Duration::from_mins(10);

/// Prints what each crate takes, in Markdown. A crate that fails does not end the run.
pub(super) fn check() -> Outcome {
    let folder = root().join("target/generated");
    let mut rows = write(&folder.join("crates"))?;
    let library = |row: &Row| folder.join("crates").join(format!("tencentcloud-{}", row.name));
    if let Some(first) = rows.first() {
        // So that no crate has the time of the dependencies.
        let core = ["check", "--package=tencentcloud-core"];
        process::run(in_crate(&core, &library(first)), LIMIT)?;
    }
    let (mut failed, mut check_wall, mut doc_cpu) = (Vec::new(), Duration::ZERO, 0.0);
    let count = rows.len();
    for (index, row) in rows.iter_mut().enumerate() {
        eprintln!("{} of {count}: {}", index + 1, row.name);
        let (before, started) = (cpu_seconds()?, now());
        let checked = process::run(in_crate(&["check"], &library(row)), LIMIT);
        check_wall += now().duration_since(started);
        let checked_cpu = cpu_seconds()?;
        row.check_s = checked_cpu - before;
        let documented = process::run(in_crate(&["doc", "--no-deps"], &library(row)), LIMIT);
        doc_cpu += cpu_seconds()? - checked_cpu;
        // All together would take many gigabytes.
        let _ = fs::remove_dir_all(target().join("doc"));
        if checked.and(documented).is_err() {
            failed.push(row.name.clone());
        }
    }
    let check_minutes = check_wall.as_secs_f64() / 60.0;
    eprintln!("check {check_minutes:.1} min of wall time, documentation {doc_cpu:.0} s of CPU");
    print!("{}", tables(&rows));
    if failed.is_empty() { Ok(()) } else { Err(Failure::new(format!("failed: {failed:?}"))) }
}

/// Writes all crates, outside of the workspace.
fn write(folder: &Path) -> Outcome<Vec<Row>> {
    let _ = fs::remove_dir_all(folder);
    let program = ["run", "--quiet", "--package", "tencentcloud-codegen", "--example", "crates"];
    let mut generate = cargo(&program);
    generate.arg("--").arg(root()).arg(folder);
    let listed = process::output(generate, LIMIT)?;
    let rows = listed.lines().map(Row::parse).collect::<Option<Vec<_>>>();
    let rows = rows.ok_or_else(|| Failure::new(format!("not a list of crates: {listed}")))?;
    for row in &rows {
        let lock = folder.join(format!("tencentcloud-{}/Cargo.lock", row.name));
        fs::copy(root().join("Cargo.lock"), &lock)
            .map_err(|error| Failure::new(format!("{}: {error}", lock.display())))?;
    }
    Ok(rows)
}

/// Cargo in a crate, where warnings are errors.
fn in_crate(arguments: &[&str], folder: &Path) -> Command {
    let mut command = cargo(arguments);
    command.current_dir(folder).args(["--quiet", "--offline"]);
    command.env("CARGO_TARGET_DIR", target()).env("CARGO_INCREMENTAL", "0");
    command.env("RUSTFLAGS", "-Dwarnings").env("RUSTDOCFLAGS", "-Dwarnings");
    command
}

fn target() -> PathBuf {
    root().join("target/generated/build")
}
