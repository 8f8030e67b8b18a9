//! `tc3`: the command line for Tencent Cloud API 3.0.
//!
//! The path of a call: [`arguments`] separates the `--Parameters` of the API from the
//! options, [`cli`] parses the options, [`parameters`] converts the parameters to
//! JSON, [`call`] sends the request, and [`failure`] maps an error to one line and an
//! exit code.

mod arguments;
mod call;
mod cli;
mod emulator;
mod failure;
mod help;
mod parameters;
mod sign;
mod stdout;

use std::process::ExitCode;

use self::arguments::Arguments;
use self::cli::Command;
use self::failure::Failure;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run() -> Result<(), Failure> {
    let arguments = Arguments::split(std::env::args_os())?;
    let Some(cli) = cli::parse(&arguments.options)? else { return Ok(()) };
    match cli.command {
        Some(Command::Emulator(options)) => {
            arguments.refuse_parameters()?;
            runtime()?.block_on(emulator::run(&options))
        }
        Some(Command::Sign(options)) => {
            arguments.refuse_parameters()?;
            sign::run(&options)
        }
        None if cli.call.help || cli.call.service.is_none() => help::show(&cli.call),
        None => call::run(runtime()?, &cli.call, &arguments.parameters),
    }
}

/// One thread suffices. It serves the emulator of `--emulator` while a blocking
/// transport waits on another thread.
fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::other("cannot start the async runtime", &error))
}
