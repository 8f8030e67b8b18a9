//! Redaction: the secrets of a request that its response may repeat.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName};
use percent_encoding::percent_decode_str;

use crate::error::{Error, printable};
use crate::transport::TransportError;
use crate::{Auth, ErrorCode, Secret};

mod decoded;

use self::decoded::Decoded;

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

/// What is left of a decoded secret must be this long, or it would occur anywhere.
const FORM: usize = 8;

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
        let (mut shown, is_whole) = self.cut(text, TEXT);
        if !is_whole {
            shown.push('…');
        }
        shown
    }

    /// The first characters of a text on one line, without secrets.
    pub(crate) fn beginning(&self, text: &str, characters: usize) -> String {
        let (shown, _) = self.cut(text.trim_start(), characters);
        printable(shown.trim_end())
    }

    /// The first characters of a body.
    pub(crate) fn beginning_of_bytes(&self, body: &[u8], characters: usize) -> String {
        // One more, so that it is seen to be cut.
        let window = body.get(..=WINDOW).unwrap_or(body);
        self.beginning(&String::from_utf8_lossy(window), characters)
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

    /// Whether the text contains a secret of this length or more.
    fn is_echoed_in(&self, text: &[u8], length: usize) -> bool {
        !self.echoes(text, length).is_empty()
    }

    /// Where a text repeats secrets of this length or more, in whatever encoding.
    fn echoes(&self, text: &[u8], length: usize) -> Vec<Range<usize>> {
        // An echo is no shorter than its secret.
        let is_possible = |secret: &&Secret| (length..=text.len()).contains(&secret.expose().len());
        let secrets: Vec<&Secret> = self.0.iter().filter(is_possible).collect();
        let mut echoes = Vec::new();
        if secrets.is_empty() {
            return echoes;
        }
        let decoded = Decoded::all(text);
        for secret in secrets {
            let forms = Decoded::all(secret.expose().as_bytes());
            // A secret that looks like an escape is decoded with the text.
            let is_form =
                |(number, form): &(usize, Decoded)| *number == 0 || form.bytes.len() >= FORM;
            let forms = forms.into_iter().enumerate().filter(is_form).map(|(_, form)| form.bytes);
            for form in forms {
                for Decoded { bytes, offsets } in &decoded {
                    let starts = bytes.windows(form.len()).enumerate();
                    let found = starts.filter(|(_, window)| *window == form);
                    echoes.extend(found.filter_map(|(start, _)| {
                        Some(*offsets.get(start)?..*offsets.get(start + form.len())?)
                    }));
                }
            }
        }
        echoes.sort_by_key(|echo| echo.start);
        echoes
    }

    /// Up to so many characters of the text without secrets, and whether that is all.
    fn cut(&self, text: &str, characters: usize) -> (String, bool) {
        let window = (0..4).find_map(|less| text.get(..WINDOW - less)).unwrap_or(text);
        // A secret at the end of what is shown must be complete.
        let end = if window.len() < text.len() { WINDOW / 2 } else { window.len() };
        let echoes = self.echoes(window.as_bytes(), 0);
        if echoes.is_empty() && text.len() <= characters {
            return (text.into(), true);
        }
        let mut echoes = echoes.into_iter().peekable();
        let (mut shown, mut count, mut hidden) = (String::new(), 0, 0);
        for (at, character) in window.char_indices() {
            let mut mark = "";
            while let Some(echo) = echoes.next_if(|echo| echo.start <= at) {
                mark = if at < hidden { mark } else { REDACTED };
                hidden = hidden.max(echo.end);
            }
            let length = if at < hidden { mark.len() } else { 1 };
            if at >= end || count + length > characters {
                return (shown, false);
            }
            count += length;
            shown.push_str(mark);
            if at >= hidden {
                shown.push(character);
            }
        }
        (shown, window.len() == text.len())
    }

    /// The code without secrets. A code that would then mean something else stays: it
    /// is one of the words that this crate knows, and no secret.
    fn redact_code(&self, code: &ErrorCode) -> ErrorCode {
        let verdict = |code: &ErrorCode| (code.class(), code.is_ambiguous(), code.common());
        let redacted = ErrorCode::new(self.redact(code.as_str()));
        if verdict(&redacted) == verdict(code) { redacted } else { code.clone() }
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
