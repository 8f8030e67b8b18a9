//! How errors are worded.

use alloc::string::{String, ToString};
use core::error::Error;
use core::fmt;

/// What a log line ends with: request id and, from the second on, the number
/// of attempts.
pub(super) struct Details<'a> {
    pub(super) request_id: Option<&'a str>,
    pub(super) attempts: u32,
}

impl fmt::Display for Details<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.request_id, self.attempts) {
            (None, 0 | 1) => Ok(()),
            (None, attempts) => write!(f, " ({attempts} attempts)"),
            (Some(""), 0 | 1) => f.write_str(" (no request id)"),
            (Some(""), attempts) => write!(f, " (no request id, {attempts} attempts)"),
            (Some(id), 0 | 1) => write!(f, " (request id {})", printable(id)),
            (Some(id), attempts) => {
                write!(f, " (request id {}, {attempts} attempts)", printable(id))
            }
        }
    }
}

/// The beginning of a body, quoted; empty if there is none.
pub(super) fn quoted(beginning: &str) -> String {
    if beginning.is_empty() {
        return String::new();
    }
    alloc::format!("; the body begins {beginning:?}")
}

/// Text from outside on one line: a control character could control a terminal
/// or break a log line.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// An error and its causes on one line. A cause that the text before it
/// contains already, as many libraries write it, is left out.
pub(crate) fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = printable(&error.to_string());
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = printable(&error.to_string());
        if !text.contains(&next) {
            text.push_str(": ");
            text.push_str(&next);
        }
        cause = error.source();
    }
    text
}
