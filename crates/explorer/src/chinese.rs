//! Errors of the libraries as sentences of the page. The libraries word them in English;
//! the Chinese is here.

mod pasted;
mod phrases;
mod requests;

pub(crate) use self::pasted::{captured_problem, pasted_problem};
pub(crate) use self::phrases::NO_FILE;
pub(crate) use self::requests::{endpoint_problem, request_problem};

/// An error as a sentence.
pub(crate) fn sentence(error: &str) -> String {
    let mut characters = error.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    let end = if error.ends_with(['.', '。', '?']) { "" } else { "." };
    format!("{}{}{end}", first.unwrap_or_default(), characters.as_str())
}

#[cfg(test)]
mod tests;
