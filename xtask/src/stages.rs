//! The stages of `cargo xtask test`, each in a file of its own.

mod clients;
mod counts;
mod differential;
mod fuzz;
mod lint;
mod package;
mod readme;
mod unit;

use std::fmt;
use std::time::Duration;

use clap::ValueEnum;

use crate::failure::Outcome;

/// Cheap ones first: they are the likeliest to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// Format, clippy and documentation without a warning.
    Lint,
    /// Unit, property, contract and doc tests: `cargo test --workspace`.
    Unit,
    /// The README's two commands, as written there.
    Readme,
    /// Official SDKs against `tc3 emulator`; needs Python 3 and its packages.
    Clients,
    /// Ten thousand random requests of each official SDK, signed by both; needs
    /// Python 3, Node and their packages.
    Differential,
    /// Instructions of a signature against recorded limits; needs valgrind.
    Counts,
    /// A few seconds of every fuzz target; needs a nightly toolchain.
    Fuzz,
    /// Every published crate can be packaged.
    Package,
}

impl Stage {
    pub(crate) fn run(self) -> Outcome {
        match self {
            Self::Lint => lint::run(),
            Self::Unit => unit::run(),
            Self::Readme => readme::run(),
            Self::Clients => clients::run(),
            Self::Differential => differential::run(),
            Self::Counts => counts::run(),
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

const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}
