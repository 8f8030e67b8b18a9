//! Standard error, which carries progress, notes, warnings and errors.

use std::io::Write;

/// Prints a line. An error is ignored: the result of a command does not depend on
/// whether someone reads its log, and a write that was executed must not look failed.
pub(crate) fn print(text: &str) {
    let _ = std::io::stderr().lock().write_all(format!("{text}\n").as_bytes());
}
