//! `cargo xtask bench`: measurements, each in a separate process.

use std::time::Duration;

use clap::Subcommand;

use crate::failure::Outcome;
use crate::process::{self, cargo};

// They use the peak of memory that Linux reports.
#[cfg(target_os = "linux")]
mod catalog;
#[cfg(target_os = "linux")]
mod cli;
#[cfg(target_os = "linux")]
mod explorer;
#[cfg(target_os = "linux")]
mod generated;
#[cfg(target_os = "linux")]
mod usage;
#[cfg(target_os = "linux")]
pub(crate) use self::usage::cpu_seconds;

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
    /// Cost of a diagnosis of a wrong signature (Linux only)
    ///
    /// Measures the CPU time of a diagnosis that finds no cause, by the size of the
    /// body. Prints a table; writes `target/bench/explain.json`.
    Explain,
    /// Search in the catalog, and decoding of it (Linux only)
    ///
    /// Measures `tc3 search` as a process, the search alone beside a linear scan, and the
    /// first use of a version. Prints a table; writes `target/bench/catalog.json`.
    #[cfg(target_os = "linux")]
    Catalog,
    /// Start of `tc3` and CPU time of its build (Linux only)
    ///
    /// Builds `tc3` from clean, then the crate of the catalog alone, and measures
    /// `tc3 --version` as a process. Writes `target/bench/cli.json`.
    #[cfg(target_os = "linux")]
    Cli,
    /// The explorer's server, page and sizes (Linux only)
    ///
    /// Measures `tc3 explorer` as a process, its requests over loopback, and its page in
    /// Debian's Chromium. Needs Node. Prints a table; writes `target/bench/explorer.json`.
    #[cfg(target_os = "linux")]
    Explorer {
        /// Measure this `tc3` in place of a release build
        #[arg(long, value_name = "FILE")]
        tc3: Option<std::path::PathBuf>,
    },
    /// Build time and size of generated types (Linux only)
    ///
    /// Builds the types of two services, and the same source with what serde derives.
    /// Prints a table; writes `target/bench/generated.json`.
    #[cfg(target_os = "linux")]
    Generated,
    /// Cost of shared rates (Linux only)
    ///
    /// Measures the CPU time of a call with a shared rate beside the client's own pacing, and
    /// round trips. Needs redis-server. Prints a table; writes `target/bench/quota.json`.
    #[cfg(target_os = "linux")]
    Quota {
        /// Run 40 processes, with 0, 1 and 20 ms to the server
        #[arg(long)]
        fleet: bool,
    },
    /// Measure `tc3` with these arguments
    #[cfg(target_os = "linux")]
    #[command(hide = true)]
    Process {
        /// Arguments of `tc3`
        arguments: Vec<String>,
    },
}

pub(crate) fn run(bench: Bench) -> Outcome {
    let (name, features): (_, &[&str]) = match bench {
        Bench::Sign => ("sign", &[]),
        Bench::Client => ("client", &["--no-default-features", "--features=peers"]),
        Bench::Explain => ("explain", &["--no-default-features"]),
        #[cfg(target_os = "linux")]
        Bench::Catalog => return catalog::run(),
        #[cfg(target_os = "linux")]
        Bench::Cli => return cli::run(),
        #[cfg(target_os = "linux")]
        Bench::Explorer { tc3 } => return explorer::run(tc3),
        #[cfg(target_os = "linux")]
        Bench::Generated => return generated::run(),
        #[cfg(target_os = "linux")]
        Bench::Quota { fleet: true } => return crate::stages::measure_fleet(),
        #[cfg(target_os = "linux")]
        Bench::Quota { fleet: false } => ("quota", &["--no-default-features"]),
        #[cfg(target_os = "linux")]
        Bench::Process { arguments } => return usage::print(&arguments),
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
