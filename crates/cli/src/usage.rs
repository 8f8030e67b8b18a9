//! Errors of clap as messages that show no value of the command line.
//!
//! Clap quotes what it does not understand. That may be a secret: a description of a
//! request in place of a file name, a key after a space, a private key that begins
//! with dashes. So these messages name options and positions only.

use std::error::Error as _;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use tencentcloud_catalog as catalog;

use crate::arguments::is_similar;
use crate::cli::is_command;

/// The message for an error of clap. `line` is the whole command line.
pub(crate) fn message(error: &clap::Error, line: &[OsString]) -> String {
    // For a known option this is its definition; clap never puts a value here.
    let option = || names(error, ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => unknown(error, ContextKind::InvalidArg, line),
        ErrorKind::InvalidValue => {
            let is_absent = names(error, ContextKind::InvalidValue).is_empty();
            match names(error, ContextKind::ValidValue) {
                valid if is_absent || valid.is_empty() => format!("{} requires a value", option()),
                valid => format!("invalid value of {}: must be one of {valid}", option()),
            }
        }
        ErrorKind::ValueValidation => {
            let reason = error.source().map(ToString::to_string).unwrap_or_default();
            format!("invalid value of {}: {reason}", option())
        }
        ErrorKind::TooManyValues => format!("{} takes no value", option()),
        ErrorKind::ArgumentConflict => {
            let prior = names(error, ContextKind::PriorArg);
            match option() {
                // Clap takes a word after the names for a command.
                none if none.is_empty() => unknown(error, ContextKind::InvalidSubcommand, line),
                option if option == prior => format!("{option} is given twice"),
                option => format!("{option} cannot be used with {prior}"),
            }
        }
        ErrorKind::InvalidSubcommand => match error.get(ContextKind::InvalidSubcommand) {
            Some(ContextValue::String(word)) => {
                format!("{} is not a command of it; see --help", place(word, line))
            }
            _ => "invalid command line".into(),
        },
        ErrorKind::MissingRequiredArgument => format!("{} is required", option()),
        ErrorKind::InvalidUtf8 => "an argument is not UTF-8".into(),
        _ => "invalid command line".into(),
    }
}

/// An option that does not exist, or a word that has no place.
fn unknown(error: &clap::Error, kind: ContextKind, line: &[OsString]) -> String {
    let Some(ContextValue::String(word)) = error.get(kind) else {
        return "invalid command line".into();
    };
    let place = place(word, line);
    if !word.starts_with('-') {
        let command =
            line.get(1).and_then(|first| first.to_str()).filter(|first| is_command(first));
        return match command {
            Some(command) => format!("{place} is one word too many; see tc3 {command} --help"),
            None => too_many(word, line),
        };
    }
    if let Some(parameter) = parameter(word, line) {
        return format!("{place} is not an option; did you mean --{parameter}?");
    }
    match error.get(ContextKind::SuggestedArg) {
        // Clap suggests also what has little in common with the word.
        Some(ContextValue::String(near)) if is_similar(near, word) => {
            format!("{place} is not an option; did you mean {near}?")
        }
        _ => format!("{place} is not an option; see --help"),
    }
}

/// The parameter that the word names in other letters, as `--limit` names `--Limit`, if
/// the line begins with its action.
fn parameter(word: &str, line: &[OsString]) -> Option<&'static str> {
    let mut names = line.iter().skip(1).map(|word| word.to_str());
    let action = catalog::service(names.next()??)?.action(names.next()??)?;
    let name = word.strip_prefix("--")?;
    let mut members = action.input.iter().map(|member| member.name);
    members.find(|member| member.eq_ignore_ascii_case(name))
}

/// The message for a word after service and action.
pub(crate) fn too_many(word: &str, line: &[OsString]) -> String {
    let place = place(word, line);
    format!("{place} is one word too many; write parameters as --Name VALUE")
}

/// Where the command line has a word, or the beginning of one: clap gives an option
/// without its value, and one letter of several.
fn place(word: &str, line: &[OsString]) -> String {
    let is_word = |given: &OsString| given.to_str().is_some_and(|given| given.starts_with(word));
    match line.iter().position(is_word) {
        Some(place) => format!("argument {place}"),
        None => "an argument".into(),
    }
}

/// The names in a part of the error, joined by commas; empty if there are none.
fn names(error: &clap::Error, kind: ContextKind) -> String {
    // `--timeout <SECONDS>` is the option with the name of its value.
    let name = |text: &str| text.split(" <").next().unwrap_or_default().to_owned();
    match error.get(kind) {
        Some(ContextValue::String(text)) => name(text),
        Some(ContextValue::Strings(list)) => {
            list.iter().map(|text| name(text)).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}
