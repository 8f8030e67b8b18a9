//! The request that a curl command line sends, by curl's manual page.

use super::shell::{self, Variables};
use super::{Captured, CapturedError, Form, Uncertain};
use crate::RawRequest;

mod options;
mod stale_length;
mod url;
mod without_effect;

use self::options::Options;
use self::url::Url;

/// The arguments of the command, if the text is a curl command line, also one behind the
/// `$` of a prompt. PowerShell needs `.exe`, since its own `curl` is another command.
pub(super) fn command(input: &[u8]) -> Option<&[u8]> {
    let command = input.strip_prefix(b"$ ").unwrap_or(input).trim_ascii_start();
    let arguments = command.strip_prefix(b"curl")?;
    let arguments = arguments.strip_prefix(b".exe").unwrap_or(arguments);
    let is_word = arguments.first().is_none_or(|byte| b" \t\r\n\\".contains(byte));
    is_word.then_some(arguments)
}

/// The request of these arguments. `file` returns the content of a
/// file or, by the name `-`, of stdin.
pub(super) fn read(
    arguments: &[u8],
    variables: Variables,
    file: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
) -> Result<Captured, CapturedError> {
    let mut words = shell::words(arguments, variables)?;
    for word in words.iter_mut().filter(|word| word.contains(&0)) {
        if !is_secret_header(word) {
            return Err(CapturedError::Command("it has a variable; write its value"));
        }
        // curl sends no header whose value is empty.
        word.clear();
        word.extend(b"X-TC-Token:");
    }
    let mut options = Options::read(words, file)?;
    let mut url = Url::parse(options.url()?).map_err(CapturedError::Command)?;
    let mut body = options.data.take();
    if options.get
        && let Some(data) = body.take()
    {
        url.append_query(&data).map_err(CapturedError::Command)?;
    }
    let length = body.as_ref().map_or(0, Vec::len);
    let stale_length = stale_length::take(&mut options.headers, length);
    let default = if body.is_some() { "POST" } else { "GET" };
    let method = options.method.as_deref().unwrap_or(default.as_bytes());
    let bytes = [method, b" ", &*url.target, b" HTTP/1.1\r\n"].concat();
    let mut request = Request { bytes, headers: &options.headers };
    request.default_header("Host", &url.host);
    if let Some(agent) = options.user_agent.as_ref().filter(|agent| !agent.is_empty()) {
        request.default_header("User-Agent", agent);
    }
    if !options.is_json {
        request.default_header("Accept", b"*/*");
    }
    request.given_headers();
    if options.is_json {
        request.default_header("Content-Type", b"application/json");
        request.default_header("Accept", b"application/json");
    }
    if let Some(body) = &body {
        request.default_header("Content-Length", body.len().to_string().as_bytes());
    }
    if body.is_some() && !options.is_json {
        request.default_header("Content-Type", b"application/x-www-form-urlencoded");
    }
    request.bytes.extend(b"\r\n");
    request.bytes.extend(body.unwrap_or_default());
    let request = RawRequest::parse(&request.bytes).map_err(CapturedError::NoRequest)?;
    let uncertain = url.is_uncertain.then_some(Uncertain::EscapeCase);
    Ok(Captured { request, form: Form::Command, uncertain, stale_length })
}

/// Whether a word is a header of a secret.
fn is_secret_header(word: &[u8]) -> bool {
    let names: [&[u8]; 2] = [b"authorization:", b"x-tc-token:"];
    let word = word.to_ascii_lowercase();
    names.iter().any(|name| word.starts_with(name))
}

/// A request line and headers.
struct Request<'a> {
    bytes: Vec<u8>,
    /// The values of `-H`.
    headers: &'a [Vec<u8>],
}

impl Request<'_> {
    /// Appends a header that curl sends unless `-H` replaces or removes it.
    fn default_header(&mut self, name: &str, value: &[u8]) {
        let is_given = |header: &Vec<u8>| {
            let end = header.iter().position(|byte| b":;".contains(byte));
            let given = end.and_then(|end| header.get(..end));
            given.is_some_and(|given| given.eq_ignore_ascii_case(name.as_bytes()))
        };
        if !self.headers.iter().any(is_given) {
            self.line(&[name.as_bytes(), b": ", value].concat());
        }
    }

    /// Appends the headers of `-H` as they are written. `Name:` sends none, `Name;` an empty
    /// one, and anything else without a colon nothing.
    fn given_headers(&mut self) {
        for header in self.headers {
            let Some(end) = header.iter().position(|byte| b":;".contains(byte)) else { continue };
            let Some((name, rest)) = header.split_at_checked(end) else { continue };
            let value = rest.get(1..).unwrap_or_default().trim_ascii();
            match (rest.first(), value) {
                (Some(b':'), [_, ..]) => self.line(header),
                (Some(b';'), []) => self.line(&[name, b":"].concat()),
                _ => {}
            }
        }
    }

    fn line(&mut self, line: &[u8]) {
        self.bytes.extend(line);
        self.bytes.extend(b"\r\n");
    }
}
