//! Separation of the command line into API parameters and options.
//!
//! A parameter starts with an upper-case letter (`--ImageId`), an option with a
//! lower-case letter (`--region`), so that they cannot collide.

use std::ffi::OsString;

use crate::failure::Failure;

/// A command line, separated into options and parameters.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// All other arguments, the program name first.
    pub(crate) options: Vec<OsString>,
    /// The parameters in order.
    pub(crate) parameters: Vec<Parameter>,
}

/// One `--Name value…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parameter {
    /// The name without dashes, such as `Filters.0.Name`.
    pub(crate) name: String,
    /// The arguments after it, up to the next option or parameter.
    pub(crate) values: Vec<String>,
}

impl Arguments {
    /// Separates a command line. `--Name=value` equals `--Name value`, but also
    /// accepts a value that starts with a dash.
    pub(crate) fn split(line: impl IntoIterator<Item = OsString>) -> Result<Self, Failure> {
        let mut split = Self { options: Vec::new(), parameters: Vec::new() };
        let mut taking = false;
        for word in line {
            match word.to_str().map(|text| (text, parameter(text))) {
                Some((_, Some(parameter))) => {
                    // `--Name=value` takes no further values.
                    taking = parameter.values.is_empty();
                    split.parameters.push(parameter);
                }
                Some((text, None)) if taking && !is_option(text) => {
                    if let Some(last) = split.parameters.last_mut() {
                        last.values.push(text.to_owned());
                    }
                }
                None if taking => {
                    return Err(Failure::Usage("the value of a parameter is not UTF-8".into()));
                }
                _ => {
                    taking = false;
                    split.options.push(word);
                }
            }
        }
        Ok(split)
    }

    /// Fails if there are parameters, for commands that call no action.
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

/// A dash followed by a digit is a negative number, not an option.
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
    fn parameters_and_options_may_be_mixed() {
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
    fn parameter_with_equals_sign_takes_no_further_values() {
        let arguments = split(&["tc3", "--Name=value", "word"]);
        assert_eq!(arguments.options, ["tc3", "word"]);
        assert_eq!(arguments.parameters, [parameter("Name", &["value"])]);
    }
}
