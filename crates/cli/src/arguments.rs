//! The command line in two halves: the API's parameters and our options.
//!
//! A parameter begins with an upper-case letter (`--ImageId`), an option with a
//! lower-case one (`--region`), so that no action can have a parameter that an
//! option hides.

use std::ffi::OsString;

use crate::failure::Failure;

/// A command line, split.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// What is not a parameter, the program's name first.
    pub(crate) options: Vec<OsString>,
    /// The parameters in the order given.
    pub(crate) parameters: Vec<Parameter>,
}

/// One `--Name value…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parameter {
    /// The name without dashes, as in `Filters.0.Name`.
    pub(crate) name: String,
    /// The words after it, up to the next word with two dashes.
    pub(crate) values: Vec<String>,
}

impl Arguments {
    /// Splits a command line. `--Name=value` and `--Name value` are the same,
    /// and only the former can give a value that begins with two dashes.
    pub(crate) fn split(line: impl IntoIterator<Item = OsString>) -> Result<Self, Failure> {
        let mut split = Self { options: Vec::new(), parameters: Vec::new() };
        let mut taking = false;
        for word in line {
            match word.to_str().map(|text| (text, parameter(text))) {
                Some((_, Some(parameter))) => {
                    // After `--Name=value` no further words belong to it.
                    taking = parameter.values.is_empty();
                    split.parameters.push(parameter);
                }
                Some((text, None)) if taking && !is_option(text) => {
                    if let Some(last) = split.parameters.last_mut() {
                        last.values.push(text.to_owned());
                    }
                }
                None if taking => {
                    return Err(Failure::Usage("a parameter's value is not UTF-8 text".into()));
                }
                _ => {
                    taking = false;
                    split.options.push(word);
                }
            }
        }
        Ok(split)
    }

    /// For commands that call no action.
    pub(crate) fn refuse_parameters(&self) -> Result<(), Failure> {
        match self.parameters.first() {
            None => Ok(()),
            Some(Parameter { name, .. }) => Err(Failure::Usage(format!(
                "--{name} is a parameter of an action, and this command calls none"
            ))),
        }
    }
}

fn parameter(word: &str) -> Option<Parameter> {
    let text = word
        .strip_prefix("--")
        .filter(|text| text.starts_with(|c: char| c.is_ascii_uppercase()))?;
    Some(match text.split_once('=') {
        Some((name, value)) => Parameter { name: name.into(), values: vec![value.into()] },
        None => Parameter { name: text.into(), values: Vec::new() },
    })
}

/// A dash and a letter make an option, a dash and a digit a negative number. A
/// text that begins so is given as `--Name=-text`.
fn is_option(word: &str) -> bool {
    word.strip_prefix('-')
        .is_some_and(|rest| rest.starts_with(|c: char| c == '-' || c.is_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(line: &[&str]) -> Arguments {
        Arguments::split(line.iter().map(OsString::from)).unwrap()
    }

    fn parameter(name: &str, values: &[&str]) -> Parameter {
        Parameter { name: name.into(), values: values.iter().map(|&v| v.into()).collect() }
    }

    #[test]
    fn parameters_and_options_mix_in_any_order() {
        let line = [
            "tc3",
            "ecm",
            "DeleteImage",
            "--emulator",
            "--ImageIDSet",
            "a",
            "b",
            "--region",
            "r",
            "--Offset",
            "-5",
            "--Text=--x",
            "--ImageId",
            "i",
            "-h",
        ];
        let arguments = split(&line);
        assert_eq!(
            arguments.options,
            ["tc3", "ecm", "DeleteImage", "--emulator", "--region", "r", "-h"]
        );
        assert_eq!(
            arguments.parameters,
            [
                parameter("ImageIDSet", &["a", "b"]),
                parameter("Offset", &["-5"]),
                parameter("Text", &["--x"]),
                parameter("ImageId", &["i"]),
            ]
        );
    }

    #[test]
    fn a_word_after_an_equals_sign_is_not_taken() {
        let arguments = split(&["tc3", "--Name=value", "word"]);
        assert_eq!(arguments.options, ["tc3", "word"]);
        assert_eq!(arguments.parameters, [parameter("Name", &["value"])]);
    }
}
