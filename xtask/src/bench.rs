//! `cargo xtask bench`: measurements, each in a separate process.

use std::time::Duration;

use clap::Subcommand;

use crate::failure::Outcome;
use crate::process::{self, cargo};

// It uses the peak of memory that Linux reports.
#[cfg(target_os = "linux")]
mod catalog;

/// A release build of all peers, then the measurement.
const BUILD_LIMIT: Duration = Duration::from_mins(30);
const RUN_LIMIT: Duration = Duration::from_mins(20);

#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Cost of a signature, ours and others'
    ///
    /// Compares signers with each other and with the hash alone. Prints a
    /// table; writes `target/bench/sign.json` and `target/bench/sign.svg`.
    Sign,
    /// Cost of a whole call, ours and others' (Linux only)
    ///
    /// Compares clients with each other and with the HTTP library alone. Prints
    /// a table; writes `target/bench/client.json` and `target/bench/client.svg`.
    Client,
    /// Search in the catalog, and decoding of it (Linux only)
    ///
    /// Measures `tc3 search` as a process, the search alone beside a linear scan, and the
    /// first use of a version. Prints a table; writes `target/bench/catalog.json`.
    #[cfg(target_os = "linux")]
    Catalog,
    /// Measure `tc3 search` with one query
    #[cfg(target_os = "linux")]
    #[command(hide = true)]
    Search {
        /// Words to search for
        query: String,
    },
}

pub(crate) fn run(bench: Bench) -> Outcome {
    let (name, features): (_, &[&str]) = match bench {
        Bench::Sign => ("sign", &[]),
        Bench::Client => ("client", &["--no-default-features", "--features=peers"]),
        #[cfg(target_os = "linux")]
        Bench::Catalog => return catalog::run(),
        #[cfg(target_os = "linux")]
        Bench::Search { query } => return catalog::search(&query),
    };
    let package = ["--release", "--package=tencentcloud-benches"];
    eprintln!("building the benchmark; the first release build takes several minutes");
    let mut build = cargo(&["build"]);
    build.args(package).args(features);
    process::run(build, BUILD_LIMIT)?;

    eprintln!("measuring; the table follows");
    let mut measure = cargo(&["run", "--quiet"]);
    measure.args(package).args(features).args(["--", name]);
    process::run(measure, RUN_LIMIT)
}
