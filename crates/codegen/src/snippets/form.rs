//! The forms of a snippet.

use std::fmt;
use std::str::FromStr;

/// A form of a snippet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// A signed command line of curl.
    Curl,
    /// The text of the signed request, HTTP/1.1.
    Http,
    /// A command line of `tc3`.
    Tc3,
    /// A program for the async client.
    Rust,
    /// A program for the blocking client.
    RustBlocking,
    /// A program for the official Python SDK.
    Python,
    /// A program for the official Go SDK.
    Go,
    /// A program for the official Node.js SDK.
    Node,
    /// A program for the official Java SDK.
    Java,
    /// A command line of tccli, the official command.
    Tccli,
}

impl Form {
    /// Every form, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Curl,
        Self::Http,
        Self::Tc3,
        Self::Rust,
        Self::RustBlocking,
        Self::Python,
        Self::Go,
        Self::Node,
        Self::Java,
        Self::Tccli,
    ];

    /// The word for it on a command line: `rust-blocking`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::Http => "http",
            Self::Tc3 => "tc3",
            Self::Rust => "rust",
            Self::RustBlocking => "rust-blocking",
            Self::Python => "python",
            Self::Go => "go",
            Self::Node => "node",
            Self::Java => "java",
            Self::Tccli => "tccli",
        }
    }

    /// Its title for people: `Rust blocking`.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Http => "HTTP",
            Self::Rust => "Rust",
            Self::RustBlocking => "Rust blocking",
            Self::Python => "Python",
            Self::Go => "Go",
            Self::Node => "Node",
            Self::Java => "Java",
            Self::Curl | Self::Tc3 | Self::Tccli => self.as_str(),
        }
    }

    /// The extension of a file with it, without a dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Curl | Self::Tc3 | Self::Tccli => "sh",
            Self::Http => "http",
            Self::Rust | Self::RustBlocking => "rs",
            Self::Python => "py",
            Self::Go => "go",
            Self::Node => "js",
            Self::Java => "java",
        }
    }

    /// What begins a comment; `None` where the form has no comments.
    pub const fn comment(self) -> Option<&'static str> {
        match self {
            Self::Curl | Self::Tc3 | Self::Tccli | Self::Python => Some("#"),
            Self::Rust | Self::RustBlocking | Self::Go | Self::Node | Self::Java => Some("//"),
            Self::Http => None,
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Form {
    type Err = UnknownForm;

    fn from_str(word: &str) -> Result<Self, UnknownForm> {
        Self::ALL.into_iter().find(|form| form.as_str() == word).ok_or(UnknownForm)
    }
}

/// A word that names no [`Form`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownForm;

impl fmt::Display for UnknownForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("must be one of ")?;
        for (index, form) in Form::ALL.into_iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{form}")?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownForm {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_a_word_of_its_own_that_names_it() {
        for form in Form::ALL {
            assert_eq!(form.as_str().parse(), Ok(form));
            assert!(!form.title().is_empty() && !form.extension().is_empty());
        }
        let error = "perl".parse::<Form>().unwrap_err().to_string();
        assert!(error.starts_with("must be one of curl, http, tc3, rust, "), "{error}");
    }
}
