//! Standard output: the result and nothing else.

use std::io::{ErrorKind, Write};

use crate::failure::Failure;

/// Prints text and a line end. A reader that has gone away (`| head`) has seen
/// what it wanted, so that is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::other("standard output cannot be written", &error))
        }
        _ => Ok(()),
    }
}
