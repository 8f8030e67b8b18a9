//! How errors are worded.

use alloc::string::{String, ToString};
use core::error::Error;
use core::fmt;
use core::time::Duration;

use http::StatusCode;

/// What a log line ends with: an HTTP status that is not 200, the request id, the
/// requested wait and, from the second on, the number of attempts.
#[derive(Default)]
pub(super) struct Details<'a> {
    pub(super) status: Option<StatusCode>,
    /// Empty if the response has none; `None` if there is no response.
    pub(super) request_id: Option<&'a str>,
    pub(super) retry_after: Option<Duration>,
    pub(super) attempts: u32,
}

impl fmt::Display for Details<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = " (";
        let mut add = |text: fmt::Arguments<'_>| {
            write!(f, "{separator}{text}")?;
            separator = ", ";
            Ok(())
        };
        if let Some(status) = self.status.filter(|status| *status != StatusCode::OK) {
            add(format_args!("HTTP status {}", status.as_u16()))?;
        }
        match self.request_id {
            None => {}
            Some("") => add(format_args!("no request id"))?,
            Some(id) => add(format_args!("request id {}", printable(id)))?,
        }
        if let Some(wait) = self.retry_after {
            add(format_args!("retry after {} s", wait.as_secs()))?;
        }
        if self.attempts > 1 {
            add(format_args!("{} attempts", self.attempts))?;
        }
        if separator == ", " { f.write_str(")") } else { Ok(()) }
    }
}

/// An excerpt as the end of a sentence; empty if there is none.
pub(super) fn after_semicolon(excerpt: &str) -> String {
    if excerpt.is_empty() { String::new() } else { alloc::format!("; {excerpt}") }
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
