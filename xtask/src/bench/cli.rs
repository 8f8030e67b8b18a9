//! The start of `tc3`, and what it costs to build it.

use std::time::Duration;

use serde::Serialize;

use super::usage::{Usage, cpu_seconds, write_json};
use crate::failure::Outcome;
use crate::process::{self, cargo, root};

const BUILD_LIMIT: Duration = Duration::from_mins(30);

/// Builds from clean and measures; prints a table and writes `target/bench/cli.json`.
pub(super) fn run() -> Outcome {
    eprintln!("building tc3 from clean, which takes several minutes");
    let report = Report {
        build_cpu_s: build(&["--bin=tc3"], None)?,
        // Its dependencies are built by now.
        catalog_cpu_s: build(&["--package=tencentcloud-catalog"], Some("tencentcloud-catalog"))?,
        version: {
            process::run(cargo(&["build", "--release", "--bin=tc3"]), BUILD_LIMIT)?;
            Usage::of(&["--version"])?
        },
    };
    let Report { build_cpu_s, catalog_cpu_s, version } = &report;
    println!("build of tc3 from clean: {build_cpu_s:.0} s of CPU");
    println!("build of the catalog alone: {catalog_cpu_s:.1} s of CPU");
    println!("tc3 --version: {:.2} ms, {:.2} MiB", version.median_ms, version.peak_mib);
    write_json("cli", &report)
}

#[derive(Serialize)]
struct Report {
    /// User and system time of a release build of `tc3` with all its dependencies.
    build_cpu_s: f64,
    /// The same of the crate `tencentcloud-catalog` alone, with its build script.
    catalog_cpu_s: f64,
    version: Usage,
}

/// The CPU time of a release build in a folder of the benchmark: of everything, or of one
/// package whose dependencies are there.
fn build(what: &[&str], package: Option<&str>) -> Outcome<f64> {
    let folder = root().join("target/bench/build");
    let folder = format!("--target-dir={}", folder.display());
    let mut clean = cargo(&["clean", "--release", &folder]);
    clean.args(package.map(|package| format!("--package={package}")));
    process::run(clean, BUILD_LIMIT)?;
    let before = cpu_seconds()?;
    let mut build = cargo(&["build", "--quiet", "--locked", "--release", &folder]);
    build.args(what);
    process::run(build, BUILD_LIMIT)?;
    Ok(cpu_seconds()? - before)
}
