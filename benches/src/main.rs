//! `cargo xtask bench sign`: what a signature costs, next to other signers and
//! to the hash itself.

mod report;
mod rounds;
mod sign;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Benchmarks of this workspace", arg_required_else_help = true)]
struct Options {
    #[command(subcommand)]
    bench: Bench,
}

#[derive(Subcommand)]
enum Bench {
    /// Signing; writes `target/bench/sign.json` and `target/bench/sign.svg`.
    Sign {
        /// Rounds in which every row takes its turn.
        #[arg(long, default_value_t = 301)]
        rounds: usize,
    },
    /// One signer, so many times and nothing else, for those who count
    /// instructions or sample where time goes.
    Repeat {
        /// As it is called in the table, or `limit, cached key`.
        signer: String,
        /// How many signatures.
        times: u32,
        /// Bytes of the body.
        #[arg(long, default_value_t = 100)]
        payload: usize,
    },
}

fn main() -> ExitCode {
    let outcome = match Options::parse().bench {
        Bench::Sign { rounds } => sign::measure(rounds).and_then(|r| r.publish(&folder())),
        Bench::Repeat { signer, times, payload } => sign::repeat(&signer, times, payload),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Where results go: beside what cargo builds in this workspace.
fn folder() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).join("target/bench")
}
