//! `cargo xtask bench`: measurements, each in a process of its own.

use std::time::Duration;

use clap::Subcommand;

use crate::failure::Outcome;
use crate::process::{self, cargo};

/// A build and some seconds of work.
const LIMIT: Duration = Duration::from_mins(20);

#[derive(Clone, Copy, Subcommand)]
pub(crate) enum Bench {
    /// Signing, ours and others', against the hash itself; a table on stdout,
    /// and `target/bench/sign.json` and `sign.svg`.
    Sign,
    /// Whole calls, ours and others', against the bare HTTP library; a table on
    /// stdout, and `target/bench/client.json` and `client.svg`. Linux only.
    Client,
}

pub(crate) fn run(bench: Bench) -> Outcome {
    let (name, features): (_, &[&str]) = match bench {
        Bench::Sign => ("sign", &[]),
        Bench::Client => ("client", &["--no-default-features", "--features=peers"]),
    };
    let mut command = cargo(&["run", "--quiet", "--release", "--package=tencentcloud-benches"]);
    command.args(features).args(["--", name]);
    process::run(command, LIMIT)
}
