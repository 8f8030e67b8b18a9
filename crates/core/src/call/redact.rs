//! Redaction: the secrets of a request that its response may repeat.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName};
use percent_encoding::percent_decode_str;

use crate::error::{Error, printable};
use crate::transport::TransportError;
use crate::{Auth, ErrorCode, Secret};

/// The secrets of one request. Some servers and proxies echo a request that they
/// do not understand.
///
/// A response is judged as it came. Only the text that an error or a value tells of
/// it is redacted, after it was decoded and before it is cut: a part of a secret
/// would not be recognized.
#[derive(Clone, Default)]
pub(crate) struct RequestSecrets(Vec<Secret>);

const REDACTED: &str = "[redacted]";

/// The characters that are kept of a message, a request id and other text.
const TEXT: usize = 4096;

/// A shorter secret may be a part of an ordinary header's name.
const NAME: usize = 16;

/// The bytes of a body that are looked at: twice as many as can be shown or skipped,
/// so that a secret at the end of what is shown is still complete.
const WINDOW: usize = 64 * 1024;

impl fmt::Debug for RequestSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestSecrets(..)")
    }
}

impl RequestSecrets {
    pub(super) fn of(request: &http::Request<Bytes>, auth: Auth<'_>) -> Self {
        let Auth::Sign { credential, .. } = auth else { return Self::default() };
        let mut secrets = Vec::from_iter(credential.token().cloned());
        match request.headers().get(AUTHORIZATION) {
            Some(value) if value.as_bytes().starts_with(b"TC3-HMAC-SHA256") => {
                let signature = value.to_str().ok().and_then(|value| value.rsplit_once('='));
                secrets.extend(signature.map(|(_, signature)| Secret::new(signature)));
            }
            // Signature v1 is a parameter, and keeps a header that the caller added.
            other => {
                secrets.extend(
                    other.map(|value| Secret::new(String::from_utf8_lossy(value.as_bytes()))),
                );
                secrets.extend(v1_signature(request));
            }
        }
        secrets.retain(|secret| !secret.expose().is_empty());
        Self(secrets)
    }

    /// The text without secrets, cut after [`TEXT`] characters.
    pub(crate) fn redact(&self, text: &str) -> String {
        if text.len() <= TEXT && !self.is_echoed_in(text.as_bytes(), 0) {
            return text.to_owned();
        }
        let mut shown = String::new();
        let mut rest = text;
        for _ in 0..TEXT {
            if rest.is_empty() {
                return shown;
            }
            rest = self.next(rest, &mut shown);
        }
        if !rest.is_empty() {
            shown.push('…');
        }
        shown
    }

    /// The first characters of a text on one line, without secrets.
    pub(crate) fn beginning(&self, text: &str, characters: usize) -> String {
        self.scan(text.trim(), characters, 0)
    }

    /// The first characters of a body.
    pub(crate) fn beginning_of_bytes(&self, body: &[u8], characters: usize) -> String {
        let (window, reserve) = match body.get(..WINDOW) {
            Some(window) => (window, WINDOW / 2),
            None => (body, 0),
        };
        self.scan(String::from_utf8_lossy(window).trim_start(), characters, reserve)
    }

    /// The error of a response, without secrets.
    pub(crate) fn redact_error(&self, mut error: Error) -> Error {
        match &mut error {
            Error::Api(api) => {
                api.code = self.redact_code(&api.code);
                api.message = self.redact(&api.message);
                api.request_id = self.redact(&api.request_id);
            }
            Error::Reply { request_id: Some(id), .. } => *id = self.redact(id),
            _ => {}
        }
        error
    }

    /// The error of a transport, which may quote the head of a response.
    pub(crate) fn redact_transport(&self, error: TransportError) -> TransportError {
        error.map_cause(|cause| self.redact(cause))
    }

    /// Marks values with a secret as sensitive, so that `Debug` does not show them, and
    /// removes headers that have a secret in their name.
    pub(crate) fn redact_headers(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            if self.is_echoed_in(value.as_bytes(), 0) {
                value.set_sensitive(true);
            }
        }
        let is_echo = |name: &&HeaderName| self.is_echoed_in(name.as_str().as_bytes(), NAME);
        let names: Vec<_> = headers.keys().filter(is_echo).cloned().collect();
        for name in names {
            headers.remove(name);
        }
    }

    /// Whether the text contains a secret of this length or more. An echo is no shorter
    /// than its secret, however it is encoded.
    fn is_echoed_in(&self, text: &[u8], length: usize) -> bool {
        self.0.iter().map(|secret| secret.expose().as_bytes()).any(|secret| {
            let starts = (text.len() + 1).saturating_sub(secret.len());
            secret.len() >= length
                && (0..starts).any(|at| echo_length(tail(text, at), secret).is_some())
        })
    }

    /// The code without secrets. A code that would then mean something else stays: it
    /// is one of the words that this crate knows, and no secret.
    fn redact_code(&self, code: &ErrorCode) -> ErrorCode {
        let verdict = |code: &ErrorCode| (code.class(), code.is_ambiguous(), code.common());
        let redacted = ErrorCode::new(self.redact(code.as_str()));
        if verdict(&redacted) == verdict(code) { redacted } else { code.clone() }
    }

    /// Appends characters of the text, on one line, until there are so many, or only
    /// `reserve` bytes of the text are left.
    fn scan(&self, text: &str, characters: usize, reserve: usize) -> String {
        let (mut shown, mut next) = (String::new(), String::new());
        let (mut rest, mut count) = (text, 0);
        while rest.len() > reserve {
            next.clear();
            rest = self.next(rest, &mut next);
            count += next.chars().count();
            if count > characters {
                break;
            }
            shown += &printable(&next);
        }
        shown.truncate(shown.trim_end().len());
        shown
    }

    /// Appends the next character, or `[redacted]` in place of a secret. Returns the
    /// rest of the text.
    fn next<'a>(&self, text: &'a str, shown: &mut String) -> &'a str {
        if let Some(rest) = self.echo_at(text.as_bytes()).and_then(|length| text.get(length..)) {
            shown.push_str(REDACTED);
            return rest;
        }
        let mut characters = text.chars();
        shown.extend(characters.next());
        characters.as_str()
    }

    /// The length of the secret that the text begins with.
    fn echo_at(&self, text: &[u8]) -> Option<usize> {
        self.0.iter().find_map(|secret| echo_length(text, secret.expose().as_bytes()))
    }
}

/// The last parameter of a query or form that signature v1 signed.
fn v1_signature(request: &http::Request<Bytes>) -> Option<Secret> {
    let parameters = match request.uri().query() {
        Some(query) => Cow::Borrowed(query),
        None => String::from_utf8_lossy(request.body()),
    };
    let (_, signature) = parameters.rsplit_once("&Signature=")?;
    Some(Secret::new(percent_decode_str(signature).decode_utf8_lossy()))
}

/// The length of a secret at the start of the text: as it is, or with bytes encoded,
/// since a response may quote JSON, a URL or HTML. Case does not count: names of headers
/// have none.
fn echo_length(text: &[u8], secret: &[u8]) -> Option<usize> {
    if text.get(..secret.len()).is_some_and(|text| text.eq_ignore_ascii_case(secret)) {
        return Some(secret.len());
    }
    let mut length = 0;
    for byte in secret {
        let rest = tail(text, length);
        let is_plain = || rest.first().is_some_and(|found| found.eq_ignore_ascii_case(byte));
        length += encoded_length(rest, *byte).or_else(|| is_plain().then_some(1))?;
    }
    Some(length)
}

/// The length of one byte at the start of the text, in whichever encoding.
fn encoded_length(text: &[u8], byte: u8) -> Option<usize> {
    match text.first()? {
        // `\/`, `\u002f`, `\x2f`, and these escaped again.
        b'\\' => {
            if byte == b'\\' {
                return text.starts_with(b"\\\\").then_some(2);
            }
            let slashes = text.iter().take_while(|byte| **byte == b'\\').count();
            let escaped = tail(text, slashes);
            let digits = match escaped.first()? {
                b'u' => 4,
                b'x' => 2,
                _ => 0,
            };
            if digits > 0 && number(escaped.get(1..=digits)?, 16) == Some(u32::from(byte)) {
                return Some(slashes + 1 + digits);
            }
            (*escaped.first()? == byte).then_some(slashes + 1)
        }
        // `%2F`, and that encoded again.
        b'%' => {
            let mut length = 1;
            while tail(text, length).starts_with(b"25") && byte != b'%' {
                length += b"25".len();
            }
            let digits = text.get(length..length + 2)?;
            (number(digits, 16) == Some(u32::from(byte))).then_some(length + 2)
        }
        // `&#47;`, `&#x2f;`, `&amp;`.
        b'&' => {
            let end = text.iter().take(10).position(|byte| *byte == b';')?;
            let found = match text.get(1..end)? {
                [b'#', b'x' | b'X', digits @ ..] => number(digits, 16)?,
                [b'#', digits @ ..] => number(digits, 10)?,
                b"amp" => u32::from(b'&'),
                b"lt" => u32::from(b'<'),
                b"gt" => u32::from(b'>'),
                b"quot" => u32::from(b'"'),
                b"apos" => u32::from(b'\''),
                _ => return None,
            };
            (found == u32::from(byte)).then_some(end + 1)
        }
        _ => None,
    }
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    u32::from_str_radix(core::str::from_utf8(digits).ok()?, radix).ok()
}

fn tail(text: &[u8], at: usize) -> &[u8] {
    text.get(at..).unwrap_or_default()
}
