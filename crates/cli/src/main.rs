//! `tc3`: the command line for Tencent Cloud API 3.0.
//!
//! The path of a call: [`arguments`] separates the `--Parameters` of the API from the
//! options, [`cli`] parses the options, the catalog converts the parameters to JSON,
//! [`call`] sends the request, and [`failure`] maps an error to one line and an exit code.
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads; use the modules stderr and stdout"
)]

mod arguments;
mod call;
mod cli;
mod emulator;
mod explain;
mod explorer;
mod failure;
mod generate;
mod help;
mod input;
mod quota;
mod search;
mod sign;
mod stderr;
mod stdout;
mod texts;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use tencentcloud_catalog as catalog;

use self::arguments::Arguments;
use self::cli::{CallOptions, CatalogCommand, Command, GenerateCommand};
use self::failure::Failure;

/// The commit that this program was built from, if its source was in a repository.
const COMMIT: Option<&str> = option_env!("TC3_COMMIT");

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run() -> Result<(), Failure> {
    let line: Vec<OsString> = std::env::args_os().collect();
    let arguments = Arguments::split(&line)?;
    let Some(cli) = cli::parse(&arguments.options, &line)? else { return Ok(()) };
    match cli.command {
        Some(Command::Catalog(options)) => {
            arguments.refuse_parameters()?;
            let CatalogCommand::Texts(options) = options.command;
            texts::run(&options)
        }
        Some(Command::Emulator(options)) => {
            arguments.refuse_parameters()?;
            runtime()?.block_on(emulator::run(&options))
        }
        Some(Command::Explain(options)) => {
            arguments.refuse_parameters()?;
            explain::run(&options)
        }
        Some(Command::Explorer(options)) => {
            arguments.refuse_parameters()?;
            runtime()?.block_on(explorer::run(&options))
        }
        Some(Command::Generate(options)) => {
            arguments.refuse_parameters()?;
            let GenerateCommand::Crate(options) = options.command;
            generate::run(&options)
        }
        Some(Command::Quota(options)) => {
            arguments.refuse_parameters()?;
            quota::run(&options)
        }
        Some(Command::Search(options)) => {
            arguments.refuse_parameters()?;
            search::run(&options)
        }
        Some(Command::Sign(options)) => {
            arguments.refuse_parameters()?;
            sign::run(&options)
        }
        None if cli.call.version.is_some() && cli.call.date().is_none() => version(&cli.call),
        None if cli.call.help || cli.call.service.is_none() => help::show(&cli.call),
        None => match &cli.call.structure {
            Some(word) => Err(Failure::Usage(usage::too_many(word, &line))),
            None => call::run(runtime()?, &cli.call, &arguments.parameters),
        },
    }
}

/// `tc3 --version`: that of the command on the first line, the date and the hash of its
/// catalog on the second, and the commit that it was built from, if known, on the third. After a service the option selects the version of that service.
fn version(options: &CallOptions) -> Result<(), Failure> {
    match (&options.service, &options.version) {
        (None, Some(None)) => stdout::print(&format!(
            concat!("tc3 ", env!("CARGO_PKG_VERSION"), "\ncatalog {}, hash {}{}"),
            catalog::DATE,
            catalog::HASH,
            COMMIT.map(|commit| format!("\ncommit {commit}")).unwrap_or_default()
        )),
        (None, _) => Err(Failure::Usage("--version takes no value without a service".into())),
        (Some(service), _) => {
            let dates: Vec<_> = call::service(service)?.dates().collect();
            let known = dates.join(", ");
            Err(Failure::Usage(format!("--version must be a date after a service: {known}")))
        }
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
