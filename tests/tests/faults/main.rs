//! What can go wrong between a client and a server, over both transports, with
//! real sockets on loopback.
//!
//! A row is a fault: a server, a proxy or a name that does to the client what
//! the row says. The client makes its call as a user would, without retries, and
//! what it returns becomes a line of `docs/faults.md`. The test fails when the
//! page says something else, and `--bless` writes it anew:
//!
//! ```sh
//! cargo test -p tencentcloud-tests --test faults -- --bless
//! ```
//!
//! Whatever the page says, some things must hold for every row; see
//! [`promises`].
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test whose preparation fails has failed; it reads clock and files by itself"
)]

mod certificates;
mod connection;
mod fault;
mod frames;
mod ledger;
mod matrix;
mod moves;
mod outcome;
mod page;
mod promises;
mod route;
mod rows;
mod server;
mod user;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let options = Options::read(std::env::args().skip(1));
    if options.list || options.ignored {
        // For runners that ask each test binary what it has.
        if !options.ignored {
            println!("faults: test");
        }
        return ExitCode::SUCCESS;
    }
    let groups = rows::all().into_iter().map(|group| group.only(&options.words));
    let groups: Vec<_> = groups.filter(|group| !group.faults.is_empty()).collect();
    let matrix = matrix::run(groups);
    for failure in &matrix.failures {
        eprintln!("{failure}\n");
    }
    println!("{} faults, {} broken promises", matrix.rows(), matrix.failures.len());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/faults.md");
    let differs = match (options.words.is_empty(), options.bless) {
        (true, true) => {
            std::fs::write(path, page::page(&matrix)).unwrap();
            false
        }
        (true, false) => page::differs(&page::page(&matrix), &path),
        (false, _) => {
            println!("{}", page::lines(&matrix).join("\n"));
            page::lacks(&page::lines(&matrix), &path)
        }
    };
    if differs || !matrix.failures.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// What the command line says. Options of the usual test harness are passed
/// over, so that `cargo test -- --nocapture` runs this one too.
#[derive(Debug, Default)]
struct Options {
    bless: bool,
    list: bool,
    ignored: bool,
    /// Only rows that have one of these words; all of them if there is none.
    words: Vec<String>,
}

impl Options {
    fn read(arguments: impl Iterator<Item = String>) -> Self {
        let mut options = Self::default();
        for argument in arguments {
            match argument.as_str() {
                "--bless" => options.bless = true,
                "--list" => options.list = true,
                "--ignored" => options.ignored = true,
                option if option.starts_with('-') => {}
                _ => options.words.push(argument),
            }
        }
        // The name by which runners ask for the whole.
        options.words.retain(|word| word != "faults");
        options
    }
}
