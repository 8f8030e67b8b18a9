//! A rule that a transport violates.

use std::error::Error;
use std::fmt;

/// A rule of the contract that a transport violates.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The name of the rule; empty if there is no such rule.
    pub rule: &'static str,
    /// What the rule requires.
    pub requirement: &'static str,
    /// What happened instead.
    pub actual: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.rule.is_empty() {
            write!(f, "{}: {}\n  but: ", self.rule, self.requirement)?;
        }
        f.write_str(&self.actual)
    }
}

/// The same as `Display`, since a failed test prints its error with `Debug`.
impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Error for Violation {}
