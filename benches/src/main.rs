//! `cargo xtask bench`: the cost of a signature, compared with other signers and with
//! the hash alone; the cost of a whole call, compared with the bare HTTP library.

// It uses CPU affinity and the CPU time of processes.
#[cfg(target_os = "linux")]
mod client;
#[cfg(target_os = "linux")]
mod explain;
mod median;
mod plot;
mod publish;
#[cfg(target_os = "linux")]
mod quota;
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
    /// Measure signatures; write target/bench/sign.{json,svg}
    #[cfg(feature = "sign")]
    Sign {
        /// Rounds; each row has one sample per round
        #[arg(long, default_value_t = 301)]
        rounds: usize,
    },
    /// Run one signer, for profiling and instruction counts
    #[cfg(feature = "sign")]
    Repeat {
        /// Name of the row, `limit, cached key` or `typed call`
        signer: String,
        /// Number of signatures
        times: u32,
        /// Size of the body in bytes
        #[arg(long, default_value_t = 100)]
        payload: usize,
    },
    /// Measure calls over loopback; write target/bench/client.{json,svg}
    #[cfg(target_os = "linux")]
    Client {
        /// Rounds; each row has one sample per round
        #[arg(long, default_value_t = 9)]
        rounds: usize,
    },
    /// Measure diagnoses; write target/bench/explain.json
    #[cfg(target_os = "linux")]
    Explain {
        /// Rounds; each row has one sample per round
        #[arg(long, default_value_t = 31)]
        rounds: usize,
    },
    /// Measure shared rates; write target/bench/quota.json
    #[cfg(target_os = "linux")]
    Quota {
        /// Rounds; each has a sample with and one without
        #[arg(long, default_value_t = 15)]
        rounds: usize,
    },
    /// Run the server of `client` until stdin ends
    #[cfg(target_os = "linux")]
    #[command(hide = true)]
    Serve,
    /// Run one row of `client`: read numbers of calls, print CPU ns
    #[cfg(target_os = "linux")]
    #[command(hide = true)]
    Turns {
        /// Client of the row
        client: String,
        /// Transport of the row
        transport: String,
        /// Concurrent calls
        concurrency: u32,
        /// Address of the server
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
        Bench::Explain { rounds } => explain::measure(rounds),
        #[cfg(target_os = "linux")]
        Bench::Quota { rounds } => quota::measure(rounds),
        #[cfg(target_os = "linux")]
        Bench::Serve => client::serve(),
        #[cfg(target_os = "linux")]
        Bench::Turns { client, transport, concurrency, server } => {
            client::turns(&client, &transport, concurrency, server).map_err(|failure| failure as _)
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
