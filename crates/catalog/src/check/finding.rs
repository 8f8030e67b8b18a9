//! What the check finds.

use std::fmt;

use super::path::Path;
use super::types::{Article, Expected};
use crate::Kind;

/// A difference between a JSON text or object and the catalog.
///
/// `Display` is one sentence that names the path and never shows a value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The names and indexes that lead to the value, such as `Filters.0.Values`; empty
    /// for the text as a whole. A long name is shortened, control characters are
    /// escaped, and an empty name is `""`.
    pub path: String,
    /// The same as a JSON pointer (RFC 6901), with the names as they are: `/Filters/0/Values`.
    pub pointer: String,
    /// What was found there.
    pub kind: FindingKind,
}

/// The kinds of findings. Types are named as in JSON: found is `null`, `boolean`,
/// `integer`, `decimal number`, `string`, `list`, `object`, or why a number does not fit.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FindingKind {
    /// The text is not JSON.
    NotJson {
        /// What is wrong.
        problem: &'static str,
        /// The line, counted from 1.
        line: usize,
        /// The column in bytes, counted from 1.
        column: usize,
    },
    /// The text is JSON, but not an object.
    NotAnObject {
        /// The type that it has.
        found: &'static str,
    },
    /// A member of an input that the catalog does not have.
    UnknownMember {
        /// The most similar name in the catalog, if one is similar.
        nearest: Option<&'static str>,
    },
    /// A member of an output that the catalog does not have. A service may add members
    /// at any time, so it is a warning.
    UndeclaredMember,
    /// A required member of an input is absent or null.
    Missing {
        /// The type that it must have.
        expected: Kind,
    },
    /// A scalar or null where a value of another type must be.
    WrongType {
        /// The type that the value must have.
        expected: Kind,
        /// The type that it has.
        found: &'static str,
    },
    /// A scalar, a list or an object where another of these three must be.
    WrongNesting {
        /// The type that the value must have.
        expected: Kind,
        /// The type that it has.
        found: &'static str,
    },
    /// A member that an object has more than once.
    GivenTwice,
    /// A name with a dot. GET and signature v1 could not tell it from a path.
    DottedName,
    /// A number that a JSON map cannot hold: an integer of more than 64 bits, or too
    /// large for a float.
    NumberTooLarge,
    /// A member of an input that still works but should not be used. A warning.
    Deprecated,
    /// Findings that are counted only, see [`MAX_FINDINGS`](super::MAX_FINDINGS).
    More {
        /// The number of errors.
        errors: usize,
        /// The number of warnings.
        warnings: usize,
    },
}

impl Finding {
    pub(super) fn at(path: &Path<'_>, kind: FindingKind) -> Self {
        Self { path: path.to_string(), pointer: path.pointer(), kind }
    }

    /// Whether the input or output is wrong. The other findings are warnings.
    pub fn is_error(&self) -> bool {
        !matches!(
            self.kind,
            FindingKind::Deprecated
                | FindingKind::UndeclaredMember
                | FindingKind::More { errors: 0, .. }
        )
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match self.kind {
            FindingKind::NotJson { problem, line, column } => {
                write!(f, "{problem} (line {line}, column {column})")
            }
            FindingKind::NotAnObject { found } => {
                write!(f, "the JSON must be an object, not {}", Article(found))
            }
            FindingKind::UnknownMember { nearest: Some(nearest) } => {
                write!(f, "unknown member {path}; did you mean {nearest}?")
            }
            FindingKind::UnknownMember { nearest: None } => write!(f, "unknown member {path}"),
            FindingKind::UndeclaredMember => write!(f, "undeclared member {path}"),
            FindingKind::Missing { expected } => {
                write!(f, "{path} ({}) is missing", Expected(expected))
            }
            FindingKind::WrongType { expected, found }
            | FindingKind::WrongNesting { expected, found } => {
                write!(f, "{path} must be {}, not {}", Expected(expected), Article(found))
            }
            FindingKind::GivenTwice => write!(f, "{path} is given twice"),
            FindingKind::DottedName => {
                write!(f, "{path} is a name with a dot; nest objects and lists instead")
            }
            FindingKind::NumberTooLarge => write!(f, "{path} does not fit a 64-bit number"),
            FindingKind::Deprecated => write!(f, "{path} is deprecated"),
            FindingKind::More { errors, warnings } => {
                write!(f, "further errors: {errors}; further warnings: {warnings}")
            }
        }
    }
}
