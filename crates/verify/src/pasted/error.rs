//! The error of reading a call.

use std::fmt;

use tencentcloud_catalog::{Finding, ParameterError, UnflattenError};

use crate::captured::CapturedError;
use crate::form::FormFault;

/// The error of a text that is no call of an action of the catalog.
///
/// `Display` shows names of options, parameters, services and actions, and no value.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PastedError {
    /// The text has none of the forms.
    #[error(
        "no call: expected a curl, tc3 or tccli command line, an HTTP/1.1 request, the output of \
         curl, or a link to API Explorer"
    )]
    NoCall,
    /// It is a request or a curl command line that cannot be read.
    #[error("{0}")]
    Captured(CapturedError),
    /// The command line is not valid. Contains the command and why.
    #[error("the {0} command line is not valid: {1}")]
    Line(&'static str, &'static str),
    /// The command has no such option, or not in this form.
    #[error("the command {program} has no {option}")]
    Option {
        /// `tc3` or `tccli`.
        program: &'static str,
        /// The option; `such option` if the word may be something else.
        option: String,
    },
    /// The value of an option is missing, not valid, or a variable. Contains the option and
    /// what is wrong.
    #[error("{0}: {1}")]
    Value(String, &'static str),
    /// A parameter of a command line is not valid.
    #[error("{0}")]
    Parameter(ParameterError),
    /// A file that the command line names cannot be read.
    #[error("cannot read the file of {option}: {problem}")]
    File {
        /// The option.
        option: &'static str,
        /// Why it cannot be read.
        problem: String,
    },
    /// What says which action is called is missing, such as `X-TC-Action`.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A header is repeated or not UTF-8. Contains its name.
    #[error("the header {0} occurs more than once or is not UTF-8")]
    Header(&'static str),
    /// The catalog has no such service, version of it, or action in this version.
    #[error("the catalog has no {kind} {}{}", Name(.name), hint(*.nearest))]
    Unknown {
        /// `service`, `version` or `action`.
        kind: &'static str,
        /// The name in the text.
        name: String,
        /// The most similar name in the catalog, if one is similar.
        nearest: Option<&'static str>,
    },
    /// A query or form cannot be decoded.
    #[error("the query or form is not valid: {0}")]
    Pairs(FormFault),
    /// The names in a query or form contradict each other.
    #[error("the query or form is not valid: {0}")]
    Names(UnflattenError),
    /// The input is not a JSON object. Contains where it was found, and what is wrong.
    #[error("{0}: {1}")]
    Json(&'static str, Finding),
    /// The input is not UTF-8, and so no JSON. Contains where it was found.
    #[error("{0} is not UTF-8")]
    NotUtf8(&'static str),
    /// The body has a type that is not read here.
    #[error("a body of the type {0} is not read here")]
    ContentType(&'static str),
}

/// A name that may be in a message: short, and without what names have not.
struct Name<'a>(&'a str);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if self.0.len() <= 64 && self.0.bytes().all(is_part) {
            write!(f, "{:?}", self.0)
        } else {
            f.write_str("of this name")
        }
    }
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map(|name| format!("; did you mean {name}?")).unwrap_or_default()
}

impl From<CapturedError> for PastedError {
    fn from(error: CapturedError) -> Self {
        match error {
            CapturedError::NoRequest(crate::ParseError::RequestLine) => Self::NoCall,
            other => Self::Captured(other),
        }
    }
}
