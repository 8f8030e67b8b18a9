//! The fault matrix: network and server failures, over both transports and real
//! loopback sockets.
//!
//! Each row is one fault: a misbehaving server, proxy or resolver. The client
//! makes an ordinary call without retries, and its result becomes a line of
//! `docs/faults.md`. The test fails if the page differs. `--bless` rewrites it:
//!
//! ```sh
//! cargo test -p tencentcloud-tests --test faults -- --bless
//! ```
//!
//! Some properties must hold for every row, whatever the page says; see
//! [`invariants`].
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a failed preparation fails the test; the test reads the clock and files"
)]

mod certificates;
mod connection;
mod fault;
mod frames;
mod invariants;
mod matrix;
mod outcome;
mod page;
mod route;
mod rows;
mod script;
mod server;
mod server_log;
mod test_client;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let options = Options::read(std::env::args().skip(1));
    if options.list || options.ignored {
        // Test runners list the tests of each binary this way.
        if !options.ignored {
            println!("faults: test");
        }
        return ExitCode::SUCCESS;
    }
    let groups = rows::all().into_iter().map(|group| group.filter(&options.words));
    let groups: Vec<_> = groups.filter(|group| !group.faults.is_empty()).collect();
    let matrix = matrix::run(groups);
    for violation in &matrix.violations {
        eprintln!("{violation}\n");
    }
    println!("{} faults, {} violated invariants", matrix.rows(), matrix.violations.len());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/faults.md");
    let differs = match (options.words.is_empty(), options.bless) {
        (true, true) => {
            std::fs::write(path, page::page(&matrix)).unwrap();
            false
        }
        (true, false) => page::differs(&page::page(&matrix), &path),
        (false, _) => {
            println!("{}", page::lines(&matrix).join("\n"));
            page::is_missing_lines(&page::lines(&matrix), &path)
        }
    };
    if differs || !matrix.violations.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Command-line options. Options of the standard test harness are ignored, so
/// that `cargo test -- --nocapture` works here, too.
#[derive(Debug, Default)]
struct Options {
    bless: bool,
    list: bool,
    ignored: bool,
    /// Runs only rows that contain one of these words; all rows if empty.
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
        // Runners select the whole test by this name.
        options.words.retain(|word| word != "faults");
        options
    }
}
