//! The error of reading a request.

use super::Form;
use crate::ParseError;

/// The error of a text that is no request, or only a part of one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CapturedError {
    /// The text has none of the forms.
    #[error(
        "no request: expected an HTTP/1.1 request, the output of `curl --trace-ascii -` or \
         `curl -v`, or a curl command line; read as a request: {0}"
    )]
    NoRequest(ParseError),
    /// The output of curl has several requests, such as one after a redirect.
    #[error("no request: the output of curl has {0} requests; leave one of them")]
    Requests(usize),
    /// The request is there, but not its whole body.
    #[error("the body is not at hand: {}", advice(*.0))]
    BodyNotAtHand(Form),
    /// The command line has an option that is not supported.
    #[error(
        "no request: {0} of curl is not supported here; leave it out if it does not change \
         the request"
    )]
    Option(String),
    /// The command line is not valid. Contains why.
    #[error("no request: the curl command line is not valid: {0}")]
    Command(&'static str),
    /// A file that the command line names cannot be read.
    #[error("no request: cannot read the file of {option}: {problem}")]
    File {
        /// The option.
        option: &'static str,
        /// Why it cannot be read.
        problem: String,
    },
}

fn advice(form: Form) -> &'static str {
    match form {
        Form::Verbose => "give the curl command line, or the output of --trace-ascii -",
        Form::TraceAscii | Form::Trace => {
            "the trace does not show all bytes; give the curl command line, or the output of --trace -"
        }
        Form::Saved | Form::Command => "it is shorter than Content-Length",
    }
}
