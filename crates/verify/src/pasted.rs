//! A call in the form in which somebody has it, read into what a client or a form needs.
//!
//! It is here, with the readers of [`captured`] requests, because it
//! begins with them; the catalog gives the types, so it is behind a feature: who verifies
//! signatures needs no catalog. It reads no file itself.

use tencentcloud_catalog::Action;
use tencentcloud_core::{Language, Method, SignatureMethod};

use crate::captured::shell::{self, Variables};
use crate::captured::{self, Captured};

mod error;
mod line;
mod link;
mod names;
mod options;
mod request;

pub use self::error::PastedError;

/// A call of an action of the catalog, without keys, token and signature.
///
/// ```
/// use tencentcloud_verify::pasted::{PastedCall, PastedForm};
///
/// let no_file = &mut |_: &str| Err("no files here".into());
/// let line = b"tccli ecm DescribeImage --region ap-x --secretKey canary --Limit 5";
/// let call = PastedCall::read(line, no_file)?;
/// assert_eq!((call.action.service, call.action.name), ("ecm", "DescribeImage"));
/// assert_eq!((call.region.as_deref(), &*call.input), (Some("ap-x"), r#"{"Limit":5}"#));
/// assert_eq!(call.form, PastedForm::Tccli);
/// # Ok::<(), tencentcloud_verify::pasted::PastedError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PastedCall {
    /// Service, version and name.
    pub action: &'static Action,
    /// The input: the text of a JSON object, not checked against the action. That of a JSON
    /// body is as it was. The octets of a body are not part of it.
    pub input: String,
    /// The common parameter Region.
    pub region: Option<String>,
    /// The language of error messages.
    pub language: Option<Language>,
    /// The HTTP method.
    pub method: Method,
    /// The signature method.
    pub signature: SignatureMethod,
    /// Where it goes, if the text says it: the header `Host`, or the endpoint of a command as
    /// it is written, a host or a URL.
    pub host: Option<String>,
    /// Whether it has a signature, which [`diagnose`](crate::diagnose) can explain.
    pub is_signed: bool,
    /// What it was read from.
    pub form: PastedForm,
}

/// A form of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PastedForm {
    /// An HTTP request, output of curl, or a curl command line.
    Captured(captured::Form),
    /// A command line of `tc3`.
    Tc3,
    /// A command line of the official command.
    Tccli,
    /// A link to a page of API Explorer.
    Link,
}

impl PastedCall {
    /// Reads a call; the form is detected. A command line may follow the `$` of a prompt, and
    /// lines of comments may be around it.
    ///
    /// `file` returns the content of a file that a command line names, or why it cannot be
    /// read.
    ///
    /// # Errors
    ///
    /// [`PastedError`]. It shows no value of the text, only names.
    pub fn read(
        text: &[u8],
        file: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<Self, PastedError> {
        let trimmed = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let trimmed = shell::without_comments(trimmed);
        if let Some(call) = link::read(trimmed) {
            return call;
        }
        if let Some(command) = line::command(trimmed) {
            return line::read(&command, file);
        }
        let captured = Captured::read_with(Variables::AsNul, trimmed, file)?;
        request::read(&captured)
    }
}

#[cfg(test)]
mod tests;
