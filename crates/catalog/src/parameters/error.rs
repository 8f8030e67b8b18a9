//! The error of a parameter.

use std::fmt;

use crate::Finding;

/// The error of a parameter on a command line.
///
/// `Display` is one line and shows no value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ParameterError {
    /// The name without dashes, such as `Filters.0.Name`.
    pub name: String,
    /// What is wrong.
    pub fault: ParameterFault,
}

/// What is wrong with a parameter.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ParameterFault {
    /// This part of the name of a list's item is no index.
    NotAnIndex(String),
    /// A containing value is given as a whole, by the JSON that the parameters override.
    Conflict,
    /// It is given twice.
    GivenTwice,
    /// It contains another parameter, or lies within it.
    Overlap(String),
    /// It has no value.
    NoValue,
    /// It has more values than one, this number of them.
    TooManyValues(usize),
    /// A list or a structure is not valid JSON.
    Json(Finding),
    /// The file cannot be read. Contains why.
    File(String),
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, fault } = self;
        match fault {
            ParameterFault::GivenTwice => {
                write!(f, "--{name} is given twice; give all values of a list after one name")
            }
            ParameterFault::Overlap(earlier) => write!(
                f,
                "--{earlier} and --{name} overlap; give the value as a whole or in parts, not both"
            ),
            ParameterFault::TooManyValues(_) => {
                write!(f, "--{name}: {fault}; quote a value with spaces")
            }
            fault => write!(f, "--{name}: {fault}"),
        }
    }
}

impl fmt::Display for ParameterFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnIndex(part) => {
                write!(f, "{part:?} is not an index; items are numbered 0, 1, 2")
            }
            Self::Conflict => f.write_str("a containing value is already given as a whole"),
            Self::GivenTwice => f.write_str("it is given twice"),
            Self::Overlap(other) => write!(f, "it overlaps --{other}"),
            Self::NoValue => f.write_str("the value is missing"),
            Self::TooManyValues(2) => f.write_str("one word too many"),
            Self::TooManyValues(values) => write!(f, "{} words too many", values.saturating_sub(1)),
            Self::Json(finding) => write!(f, "{finding}"),
            Self::File(problem) => f.write_str(problem),
        }
    }
}

impl std::error::Error for ParameterError {}
