//! The stages of `cargo xtask test`, one file each.

mod browser;
mod clients;
mod crates;
mod differential;
mod features;
mod fuzz;
mod instruction_counts;
mod lint;
mod minimal;
mod package;
mod quota;
mod readme;
mod snippets;
mod unit;

use std::fmt;
use std::time::Duration;

use clap::ValueEnum;

#[cfg(target_os = "linux")]
pub(crate) use self::browser::page_bytes;
#[cfg(target_os = "linux")]
pub(crate) use self::quota::measure_fleet;
use crate::failure::Outcome;

/// In the order in which they run, cheap stages first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// Word list, format, clippy and rustdoc without warnings
    Lint,
    /// Unit, property, contract and doc tests
    Unit,
    /// Each feature of each crate, alone and without defaults
    Features,
    /// Both commands of the README, as written there
    Readme,
    /// Clients, signers; needs Python 3, Node, Perl, openssl, curl
    Clients,
    /// The explorer's page; needs Node, Debian's Chromium
    Browser,
    /// Code for a call, compiled and run; needs Python, Node, curl
    Snippets,
    /// Generated crates and official examples; needs Python 3
    Crates,
    /// Random requests signed by SDKs too; needs Python 3, Node
    Differential,
    /// Rates shared by processes; needs Debian's redis-server
    Quota,
    /// Instructions of a signature; needs valgrind
    Counts,
    /// Oldest allowed dependencies; needs a nightly toolchain
    Minimal,
    /// Seconds of each fuzz target; needs a nightly toolchain
    Fuzz,
    /// Packages of all published crates
    Package,
}

impl Stage {
    pub(crate) fn run(self) -> Outcome {
        match self {
            Self::Lint => lint::run(),
            Self::Unit => unit::run(),
            Self::Features => features::run(),
            Self::Readme => readme::run(),
            Self::Clients => clients::run(),
            Self::Browser => browser::run(),
            Self::Snippets => snippets::run(),
            Self::Crates => crates::run(),
            Self::Differential => differential::run(),
            Self::Quota => quota::run(),
            Self::Counts => instruction_counts::run(),
            Self::Minimal => minimal::run(),
            Self::Fuzz => fuzz::run(),
            Self::Package => package::run(),
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_possible_value() {
            Some(value) => f.write_str(value.get_name()),
            None => Ok(()),
        }
    }
}

pub(crate) const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}
