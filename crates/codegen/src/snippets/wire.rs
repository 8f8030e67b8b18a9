//! The signed request as it is sent, with the session token taken out.

use std::borrow::Cow;
use std::ops::Range;

use bytes::Bytes;
use tencentcloud_core::{Origin, SignatureMethod, Timestamp};

use super::{Call, Unsupported};

/// How long the service accepts a signature, in seconds: requests may be as old as that.
/// Source: the page on signature v3 in the documentation of each product.
const ACCEPTED: u64 = 300;

/// A request of HTTP/1.1.
pub(super) struct Wire<'a> {
    pub(super) origin: Origin,
    pub(super) method: String,
    /// Path and query.
    pub(super) target: Text,
    /// In the order and spelling in which they are sent.
    pub(super) headers: Vec<(String, Text)>,
    pub(super) body: Body<'a>,
    /// The last second in which the signature is accepted; `None` for an unsigned request.
    pub(super) until: Option<Timestamp>,
}

/// A text in which the session token may occur once.
pub(super) struct Text {
    pub(super) before: String,
    /// The token, and the text after it.
    pub(super) token: Option<(String, String)>,
}

/// A body; a form of signature v1 may hold the token.
pub(super) enum Body<'a> {
    Bytes(&'a [u8]),
    Form(Text),
}

impl<'a> Wire<'a> {
    /// Fails without a signed request.
    pub(super) fn of(call: &Call<'a>) -> Result<Self, Unsupported> {
        let signed = call.signed.ok_or(Unsupported::NOT_SIGNED)?;
        let request = signed.request;
        let is_v1 = matches!(call.options().signature, SignatureMethod::V1(_));
        let split = |text: &str| {
            let token = is_v1.then(|| token_of_form(text)).flatten();
            Text::new(text, token)
        };
        let headers = match signed.head {
            Some(head) => lines_of(head)?,
            None => lines_from(request)?,
        };
        let headers = headers.into_iter().map(|(name, value)| {
            let is_token = name.eq_ignore_ascii_case("x-tc-token");
            let token = is_token.then_some(0..value.len());
            let text = Text::new(&value, token);
            (name, text)
        });
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let body = match std::str::from_utf8(request.body()) {
            Ok(form) if is_v1 => Body::Form(split(form)),
            _ => Body::Bytes(request.body()),
        };
        let until = Timestamp::saturating(signed.at.seconds().saturating_add(ACCEPTED));
        Ok(Self {
            origin: call.origin()?,
            method: request.method().to_string(),
            target: split(target),
            headers: headers.collect(),
            body,
            until: call.request.is_signed().then_some(until),
        })
    }

    pub(super) fn has_header(&self, name: &str) -> bool {
        self.headers.iter().any(|(present, _)| present.eq_ignore_ascii_case(name))
    }
}

impl Text {
    fn new(text: &str, token: Option<Range<usize>>) -> Self {
        let parts = token.and_then(|token| {
            let after = text.get(token.end..)?;
            Some((text.get(..token.start)?, text.get(token)?, after))
        });
        match parts {
            Some((before, token, after)) => {
                Self { before: before.into(), token: Some((token.into(), after.into())) }
            }
            None => Self { before: text.into(), token: None },
        }
    }

    /// With the token redacted.
    pub(super) fn redacted(&self) -> Cow<'_, str> {
        match &self.token {
            None => Cow::Borrowed(&self.before),
            Some((_, after)) => Cow::Owned(format!("{}[redacted]{after}", self.before)),
        }
    }
}

impl Body<'_> {
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Bytes(bytes) => bytes.is_empty(),
            Self::Form(text) => text.before.is_empty() && text.token.is_none(),
        }
    }

    /// The length in bytes, the token included.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Form(Text { before, token }) => {
                let rest = token.as_ref().map_or(0, |(token, after)| token.len() + after.len());
                before.len() + rest
            }
        }
    }
}

/// Finds the token of a form, or of a target with a query.
fn token_of_form(text: &str) -> Option<Range<usize>> {
    const NAME: &str = "Token=";
    let mut starts = text.match_indices(NAME).filter(|(start, _)| {
        let before = text.get(..*start).unwrap_or_default();
        before.is_empty() || before.ends_with(['&', '?'])
    });
    let start = starts.next()?.0.saturating_add(NAME.len());
    let length = text.get(start..)?.split('&').next()?.len();
    Some(start..start.saturating_add(length))
}

const NOT_TEXT: Unsupported = Unsupported::new(
    "A header of the request has no value, or one that is not text",
    "请求头的值为空，或不是文本",
);

/// The header lines of a head, after its request line.
fn lines_of(head: &[u8]) -> Result<Vec<(String, String)>, Unsupported> {
    let head = std::str::from_utf8(head).map_err(|_| NOT_TEXT)?;
    let lines = head.split("\r\n").skip(1).take_while(|line| !line.is_empty());
    lines
        .map(|line| {
            let (name, value) = line.split_once(':').ok_or(NOT_TEXT)?;
            check(name, value.strip_prefix(' ').unwrap_or(value))
        })
        .collect()
}

fn lines_from(request: &http::Request<Bytes>) -> Result<Vec<(String, String)>, Unsupported> {
    let mut lines = request
        .headers()
        .iter()
        .map(|(name, value)| check(name.as_str(), value.to_str().map_err(|_| NOT_TEXT)?))
        .collect::<Result<Vec<_>, _>>()?;
    let has_length = lines.iter().any(|(name, _)| name == "content-length");
    if request.method() != http::Method::GET && !has_length {
        lines.push(("content-length".into(), request.body().len().to_string()));
    }
    Ok(lines)
}

/// No tool sends an empty header, or one with spaces at its ends, as it is given.
fn check(name: &str, value: &str) -> Result<(String, String), Unsupported> {
    let is_text = value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if value.is_empty() || value.trim() != value || !is_text {
        return Err(NOT_TEXT);
    }
    Ok((name.to_owned(), value.to_owned()))
}
