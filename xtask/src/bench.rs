//! `cargo xtask bench`: measurements, each in a separate process.

use std::time::Duration;

use clap::Subcommand;

use crate::failure::Outcome;
use crate::process::{self, cargo};

/// A release build of all peers, then the measurement.
const BUILD_LIMIT: Duration = Duration::from_mins(30);
const RUN_LIMIT: Duration = Duration::from_mins(20);

#[derive(Clone, Copy, Subcommand)]
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
}

pub(crate) fn run(bench: Bench) -> Outcome {
    let (name, features): (_, &[&str]) = match bench {
        Bench::Sign => ("sign", &[]),
        Bench::Client => ("client", &["--no-default-features", "--features=peers"]),
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
