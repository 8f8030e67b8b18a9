//! A request in the form in which somebody has it: saved bytes, output of curl, or a curl
//! command line.
//!
//! The readers are here and not in the command `tc3`: they return a [`RawRequest`], whose
//! parser they share, any server that diagnoses requests needs them, and a fuzz target reaches
//! them only in a library. They read no file themselves.

use self::shell::Variables;
use crate::{ParseError, RawRequest};

mod curl;
mod error;
mod saved;
pub(crate) mod shell;
mod stale_length;
mod trace;
mod verbose;

pub use self::error::CapturedError;
pub use self::stale_length::StaleLength;

/// A request read from one of its forms.
///
/// ```
/// use tencentcloud_verify::captured::Captured;
///
/// let command = b"curl https://ecm.tencentcloudapi.com -H 'X-TC-Action: DescribeImage' -d '{}'";
/// let captured = Captured::read(command, &mut |_| Err("no files here".into()))?;
/// assert_eq!(captured.request.method(), "POST");
/// assert_eq!(captured.request.host(), Some("ecm.tencentcloudapi.com"));
/// assert_eq!(captured.request.body(), "{}");
/// # Ok::<(), tencentcloud_verify::captured::CapturedError>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Captured {
    /// The request.
    pub request: RawRequest,
    /// What the request was read from.
    pub form: Form,
    /// What the form does not tell for sure.
    pub uncertain: Option<Uncertain>,
    /// What a server would read in place of this request: of a command line with a
    /// `Content-Length` that is not that of its data, the request has the whole data, and
    /// the header that curl itself would write.
    pub stale_length: Option<StaleLength>,
}

/// What a form does not tell for sure. The request is taken as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Uncertain {
    /// `--trace-ascii` prints a dot for a line feed and for a byte that is not ASCII, so a
    /// dot in the body, or several in the head, may be other bytes. A signature that matches
    /// proves that they are not.
    Dots,
    /// The case of percent-encoded bytes in the query. curl up to 8.19 makes those in the
    /// data of `-G` lower case, and curl from 8.20 all of them upper case
    /// (<https://github.com/curl/curl/issues/21524>).
    EscapeCase,
}

/// A form of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// An HTTP/1.1 request. Lines may end with LF alone.
    Saved,
    /// The output of `curl --trace-ascii -`.
    TraceAscii,
    /// The output of `curl --trace -`, which shows every byte.
    Trace,
    /// The output of `curl -v`, which does not show the body.
    Verbose,
    /// A curl command line.
    Command,
}

impl Captured {
    /// Reads a request; the form is detected.
    ///
    /// `file` returns the content of a file that a command line names (`--data-binary
    /// @FILE`), or why it cannot be read.
    ///
    /// # Errors
    ///
    /// [`CapturedError`]. It shows no part of the input but the name of an option of curl.
    pub fn read(
        input: &[u8],
        file: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<Self, CapturedError> {
        Self::read_with(Variables::Refused, input, file)
    }

    /// As [`Captured::read`]. A header of a secret may be a variable, and is absent then.
    pub(crate) fn read_with(
        variables: Variables,
        input: &[u8],
        file: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<Self, CapturedError> {
        // Editors write a byte order mark, and a copied text may begin with empty lines.
        let input = input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input);
        // As `tc3 … --as curl` begins.
        let input = shell::without_comments(input);
        let (stdin, after_pipe) = match shell::piped(input) {
            Some((stdin, command)) => (Some(stdin), command),
            None => (None, input),
        };
        if let Some(command) = curl::command(after_pipe) {
            let mut content = |name: &str| match (name, &stdin) {
                ("-", Some(stdin)) => Ok(stdin.clone()),
                ("-", None) => Err(NO_STDIN.to_owned()),
                (name, _) => file(name),
            };
            return curl::read(command, variables, &mut content);
        }
        let saved = saved::read(input);
        // Any other text is no request line, so this is not a request with such a body.
        if !matches!(saved, Err(CapturedError::NoRequest(ParseError::RequestLine))) {
            return saved.map(|request| Self::certain(request, Form::Saved));
        }
        if let Some(traced) = trace::read(input) {
            return traced;
        }
        match verbose::read(input) {
            Some(request) => request.map(|request| Self::certain(request, Form::Verbose)),
            None => saved.map(|request| Self::certain(request, Form::Saved)),
        }
    }

    fn certain(request: RawRequest, form: Form) -> Self {
        Self { request, form, uncertain: None, stale_length: None }
    }
}

const NO_STDIN: &str = "stdin of curl is not at hand; write the data to a file";

/// The head and the body of a request in the output of curl.
#[derive(Debug, Default)]
struct Sent {
    head: Vec<u8>,
    body: Vec<u8>,
}

impl Sent {
    /// The only request to a server. A proxy gets a `CONNECT` before it.
    fn only(mut requests: Vec<Self>) -> Result<Self, CapturedError> {
        requests.retain(|sent| !sent.head.starts_with(b"CONNECT "));
        match (requests.pop(), requests.len()) {
            (Some(sent), 0) => Ok(sent),
            (None, _) => Err(CapturedError::NoRequest(ParseError::RequestLine)),
            (Some(_), others) => Err(CapturedError::Requests(others + 1)),
        }
    }

    fn parse(mut self) -> Result<RawRequest, ParseError> {
        // The signature does not cover the version, and curl shows HTTP/2 in the same form.
        const VERSION: &[u8] = b" HTTP/2";
        let end = self.head.iter().position(|byte| b"\r\n".contains(byte)).unwrap_or_default();
        let line = self.head.get(..end).unwrap_or_default();
        if let Some(line) = line.strip_suffix(VERSION) {
            self.head.splice(line.len()..end, *b" HTTP/1.1");
        }
        self.head.append(&mut self.body);
        RawRequest::parse(&self.head)
    }
}

#[cfg(test)]
mod tests;
