//! `cargo xtask bench`: what a signature costs, next to other signers and to
//! the hash itself; what a whole call costs, next to the bare HTTP library.

// It asks the kernel for the time of a process and ties processes to processors.
#[cfg(target_os = "linux")]
mod client;
mod median;
mod plot;
mod publish;
#[cfg(feature = "sign")]
mod rounds;
#[cfg(feature = "sign")]
mod sign;

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
    #[cfg(feature = "sign")]
    Sign {
        /// Rounds in which every row takes its turn.
        #[arg(long, default_value_t = 301)]
        rounds: usize,
    },
    /// One signer, so many times and nothing else, for those who count
    /// instructions or sample where time goes.
    #[cfg(feature = "sign")]
    Repeat {
        /// As it is called in the table, or `limit, cached key`.
        signer: String,
        /// How many signatures.
        times: u32,
        /// Bytes of the body.
        #[arg(long, default_value_t = 100)]
        payload: usize,
    },
    /// Whole calls over loopback; writes `target/bench/client.json` and
    /// `target/bench/client.svg`.
    #[cfg(target_os = "linux")]
    Client {
        /// Rounds in which every row takes its turn.
        #[arg(long, default_value_t = 9)]
        rounds: usize,
    },
    /// The server that calls are made to, until its stdin ends.
    #[cfg(target_os = "linux")]
    #[command(hide = true)]
    Serve,
    /// One row of `client`: makes as many calls as each line of stdin says and
    /// prints the nanoseconds that they cost.
    #[cfg(target_os = "linux")]
    #[command(hide = true)]
    Turns {
        /// As in the table.
        client: String,
        /// As in the table.
        transport: String,
        /// How many calls at a time.
        ways: u32,
        /// Where the server listens.
        server: std::net::SocketAddr,
    },
}

fn main() -> ExitCode {
    let outcome = match Options::parse().bench {
        #[cfg(feature = "sign")]
        Bench::Sign { rounds } => sign::measure(rounds).and_then(|report| report.publish()),
        #[cfg(feature = "sign")]
        Bench::Repeat { signer, times, payload } => sign::repeat(&signer, times, payload),
        #[cfg(target_os = "linux")]
        Bench::Client { rounds } => client::measure(rounds),
        #[cfg(target_os = "linux")]
        Bench::Serve => client::serve(),
        #[cfg(target_os = "linux")]
        Bench::Turns { client, transport, ways, server } => {
            client::turns(&client, &transport, ways, server).map_err(|failure| failure as _)
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
