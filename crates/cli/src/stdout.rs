//! Standard output, which carries only the result.

use std::io::{ErrorKind, Write};

use crate::failure::Failure;

/// Prints a line. A closed pipe (`| head`) is not an error.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::other("cannot write to stdout", &error))
        }
        _ => Ok(()),
    }
}
