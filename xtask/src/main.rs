//! `cargo xtask`: what CI runs, the same on a laptop.

mod agreement;
mod bench;
mod failure;
mod fuzz;
mod mutants;
mod plan;
mod process;
mod report;
mod sdks;
mod stages;
mod tool;
mod vectors;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use bench::Bench;
use failure::Outcome;
use fuzz::FuzzOptions;
use mutants::MutantsOptions;
use plan::Plan;
use stages::Stage;
use vectors::VectorsOptions;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
#[command(about = "Tasks of this workspace", arg_required_else_help = true)]
struct Options {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run every test there is, or the stages that are named.
    #[command(after_help = EXAMPLES)]
    Test(TestOptions),
    /// Measure speed; nothing fails by being slow.
    #[command(subcommand, arg_required_else_help = true)]
    Bench(Bench),
    /// Feed the parsers and the signer random input, guided by coverage.
    Fuzz(FuzzOptions),
    /// Look for changes to signing and to the call machine that no test notices;
    /// takes hours, and minutes for one file.
    Mutants(MutantsOptions),
    /// Make the TC3 test-suite in tests/vectors anew, by two implementations each.
    Vectors(VectorsOptions),
}

const EXAMPLES: &str = "\
Stages run in the order listed above and stop at the first that fails. What was
not run is listed last, so that nothing is green by silence. A tool that cannot
be had fails its stage; leave the stage out by name if you mean to do without.

Examples:
  cargo xtask test                      everything, as CI does
  cargo xtask test lint unit            what needs nothing but Rust
  cargo xtask test --without clients    no Python at hand";

#[derive(Args)]
struct TestOptions {
    /// Stages to run; all of them if none is named.
    #[arg(value_name = "STAGE")]
    stages: Vec<Stage>,
    /// Leave this stage out; may be given several times.
    #[arg(long, value_name = "STAGE")]
    without: Vec<Stage>,
}

fn main() -> ExitCode {
    match Options::parse().task {
        Task::Test(options) => test(&options),
        Task::Bench(bench) => tell(bench::run(bench)),
        Task::Fuzz(options) => tell(fuzz::run(&options)),
        Task::Mutants(options) => tell(mutants::run(&options)),
        Task::Vectors(options) => tell(vectors::run(&options)),
    }
}

fn test(TestOptions { stages, without }: &TestOptions) -> ExitCode {
    let report = Plan::new(stages, without).carry_out(Stage::run);
    eprint!("\n{report}");
    if report.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn tell(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn options_are_consistent_and_stages_can_be_left_out_several_times() {
        Options::command().debug_assert();
        let line = "xtask test unit --without lint --without clients";
        let Task::Test(options) = Options::parse_from(line.split(' ')).task else {
            panic!("another task");
        };
        assert_eq!(options.stages, [Stage::Unit]);
        assert_eq!(options.without, [Stage::Lint, Stage::Clients]);
    }
}
