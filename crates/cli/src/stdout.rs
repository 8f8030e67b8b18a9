//! Standard output, which carries only the result.

use std::io::{ErrorKind, Write};

use crate::failure::Failure;

/// Prints a line. A closed pipe (`| head`) is not an error.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    print_to_reader(text).map(|_| ())
}

/// Prints a line. Returns whether there is still a reader, who may want more.
pub(crate) fn print_to_reader(text: &str) -> Result<bool, Failure> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::other("cannot write to stdout", &error)),
        Ok(()) => Ok(true),
    }
}
