//! Standard output, which carries only the result.

use std::fmt;
use std::io::{ErrorKind, Write};

use crate::failure::Failure;

/// Prints a line. A closed pipe (`| head`) is not an error.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    print_to_reader(text).map(|_| ())
}

/// Prints a text without another line end.
pub(crate) fn print_exactly(text: &str) -> Result<(), Failure> {
    write(format_args!("{text}")).map(|_| ())
}

/// Prints a line. Returns whether there is still a reader, who may want more.
pub(crate) fn print_to_reader(text: &str) -> Result<bool, Failure> {
    write(format_args!("{text}\n"))
}

fn write(text: fmt::Arguments<'_>) -> Result<bool, Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_fmt(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::other("cannot write to stdout", &error)),
        Ok(()) => Ok(true),
    }
}
