//! Separation of a command line into API parameters and options.
//!
//! A parameter starts with an upper-case letter (`--ImageId`), an option with a
//! lower-case letter (`--region`), so that they cannot collide.

use std::ffi::OsString;
use std::fmt;

/// One `--Name value…` of a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// The name without dashes, such as `Filters.0.Name`.
    pub name: String,
    /// The words after it, up to the next option or parameter.
    pub values: Vec<String>,
}

impl Parameter {
    /// A parameter with these values.
    pub fn new(
        name: impl Into<String>,
        values: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self { name: name.into(), values: values.into_iter().map(Into::into).collect() }
    }

    /// The parameter that a word is: `--Name`, or `--Name=VALUE`.
    fn of(word: &str) -> Option<Self> {
        let text = word
            .strip_prefix("--")
            .filter(|text| text.starts_with(|first: char| first.is_ascii_uppercase()))?;
        Some(match text.split_once('=') {
            Some((name, value)) => Self::new(name, [value]),
            None => Self { name: text.to_owned(), values: Vec::new() },
        })
    }
}

/// A command line, separated into options and parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Words {
    /// All words that are no parameters and no values of them, in order.
    pub options: Vec<OsString>,
    /// The parameters in order.
    pub parameters: Vec<Parameter>,
}

/// The error of a command line that cannot be separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WordsError {
    /// It has `--` alone.
    Dashes,
    /// The value of a parameter is not UTF-8.
    NotUtf8,
}

impl fmt::Display for WordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dashes => {
                "-- has no meaning here; write a value that begins with a dash as --Name=VALUE"
            }
            Self::NotUtf8 => "the value of a parameter is not UTF-8",
        })
    }
}

impl std::error::Error for WordsError {}

impl Words {
    /// Separates a command line. After the name of a parameter, every word is its
    /// value, even one that begins with a dash, unless it is an option of the command or
    /// the next parameter. `--Name=value` takes any value, and no further one.
    ///
    /// `is_option` tells whether a word is an option, alone or as `--option=VALUE`.
    ///
    /// ```
    /// use std::ffi::OsString;
    /// use tencentcloud_catalog::{Parameter, Words};
    ///
    /// let line = ["ecm", "DescribeImage", "--Limit", "-5", "--region", "ap-x"];
    /// let words = Words::split(&line.map(OsString::from), |word| word == "--region")?;
    /// assert_eq!(words.options, ["ecm", "DescribeImage", "--region", "ap-x"]);
    /// assert_eq!(words.parameters, [Parameter::new("Limit", ["-5"])]);
    /// # Ok::<(), tencentcloud_catalog::WordsError>(())
    /// ```
    pub fn split(line: &[OsString], is_option: impl Fn(&str) -> bool) -> Result<Self, WordsError> {
        let mut split = Self { options: Vec::new(), parameters: Vec::new() };
        let mut taking = false;
        for word in line {
            match word.to_str().map(|text| (text, Parameter::of(text))) {
                Some((_, Some(parameter))) => {
                    taking = parameter.values.is_empty();
                    split.parameters.push(parameter);
                }
                Some((text, None)) if taking && !is_option(text) => {
                    if let Some(last) = split.parameters.last_mut() {
                        last.values.push(text.to_owned());
                    }
                }
                Some(("--", None)) => return Err(WordsError::Dashes),
                None if taking => return Err(WordsError::NotUtf8),
                _ => {
                    taking = false;
                    split.options.push(word.clone());
                }
            }
        }
        Ok(split)
    }
}
