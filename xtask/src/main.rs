//! `cargo xtask`: the tasks of this workspace. CI runs the same ones.

mod bench;
mod catalog;
mod chromium;
mod cross_check;
mod debian;
mod deny;
mod failure;
mod fuzz;
mod generate;
mod mutants;
mod plan;
mod process;
mod report;
mod sdks;
mod stages;
mod tool;
mod vectors;
mod words;
mod workspace;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use bench::Bench;
use catalog::CatalogOptions;
use failure::Outcome;
use fuzz::FuzzOptions;
use generate::GenerateOptions;
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
    /// Run all tests, or the named stages
    #[command(after_help = EXAMPLES)]
    Test(TestOptions),
    /// Measure speed; a slow result is not a failure
    #[command(subcommand, arg_required_else_help = true)]
    Bench(Bench),
    /// Regenerate the facts of crates/catalog from packages
    Catalog(CatalogOptions),
    /// Check licenses, bans and sources of dependencies
    Deny,
    /// Fuzz parsers and signer, guided by coverage
    Fuzz(FuzzOptions),
    /// Regenerate the types of crates/ecm from the catalog
    Generate(GenerateOptions),
    /// Find code changes that no test notices; takes hours
    Mutants(MutantsOptions),
    /// Regenerate the signature vectors in tests/vectors
    Vectors(VectorsOptions),
}

const EXAMPLES: &str = "\
Stages run in the order listed above. The first failure ends the run. The report
lists skipped stages last. A stage fails if a tool that it needs is missing; use
--without to skip that stage.

Examples:
  cargo xtask test                      all stages, as in CI
  cargo xtask test lint unit            stages that need only Rust
  cargo xtask test --without clients    no Python required";

#[derive(Args)]
struct TestOptions {
    /// Stages to run [default: all]
    #[arg(value_name = "STAGE")]
    stages: Vec<Stage>,
    /// Stage to skip; may be given several times
    #[arg(long, value_name = "STAGE", hide_possible_values = true)]
    without: Vec<Stage>,
}

fn main() -> ExitCode {
    match Options::parse().task {
        Task::Test(options) => test(&options),
        Task::Bench(bench) => exit_code(bench::run(bench)),
        Task::Catalog(options) => exit_code(catalog::run(&options)),
        Task::Deny => exit_code(deny::run()),
        Task::Fuzz(options) => exit_code(fuzz::run(&options)),
        Task::Generate(options) => exit_code(generate::run(&options)),
        Task::Mutants(options) => exit_code(mutants::run(&options)),
        Task::Vectors(options) => exit_code(vectors::run(&options)),
    }
}

fn test(TestOptions { stages, without }: &TestOptions) -> ExitCode {
    let report = Plan::new(stages, without).run(Stage::run);
    eprint!("\n{report}");
    if report.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn exit_code(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory, ValueEnum};

    use super::*;

    #[test]
    fn without_is_accepted_several_times() {
        Options::command().debug_assert();
        let line = "xtask test unit --without lint --without clients";
        let Task::Test(options) = Options::parse_from(line.split(' ')).task else {
            panic!("another task");
        };
        assert_eq!(options.stages, [Stage::Unit]);
        assert_eq!(options.without, [Stage::Lint, Stage::Clients]);
    }

    #[test]
    fn help_lines_are_at_most_60_characters() {
        let mut lines = Vec::new();
        collect_help(&Options::command(), &mut lines);
        let stages = Stage::value_variants().iter().filter_map(Stage::to_possible_value);
        lines.extend(stages.filter_map(|stage| Some(stage.get_help()?.to_string())));
        assert!(lines.len() > 15);
        for line in lines {
            assert!(line.len() <= 60 && !line.ends_with('.'), "{line}");
        }
    }

    fn collect_help(command: &Command, lines: &mut Vec<String>) {
        lines.extend(command.get_about().map(ToString::to_string));
        let arguments = command.get_arguments();
        lines.extend(arguments.filter_map(|argument| Some(argument.get_help()?.to_string())));
        command.get_subcommands().for_each(|command| collect_help(command, lines));
    }
}
