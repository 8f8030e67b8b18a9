//! Changes that several causes make, each to one part of the canonical request.

use std::borrow::Cow;

use super::detail::{Detail, Phrase};
use super::{DiffersAt, search::Search};
use crate::signing::{Bytes, Lines};

impl<'a> Search<'a> {
    /// Attempts another value of a signed header, given the value of each form. `None` if
    /// there is nothing to try.
    pub(crate) fn attempt_value(&mut self, name: &str, other: impl Fn(&str) -> Option<String>) {
        let Some(right) = self.right().and_then(|signing| signing.request.value(name)) else {
            return;
        };
        let Some(value) = other(&String::from_utf8_lossy(right)) else {
            return;
        };
        let detail: Detail<'_> = if value.is_empty() {
            (format!("an empty `{name}`"), format!("`{name}` 为空")).into()
        } else {
            format!("`{name}:{value}`").into()
        };
        self.attempt(DiffersAt::CanonicalRequest, detail, |signing| {
            for (_, value) in
                signing.request.headers.iter_mut().filter(|(n, _)| **n == *name.as_bytes())
            {
                if let Some(other) = other(&String::from_utf8_lossy(value)) {
                    *value = Cow::Owned(other.into_bytes());
                }
            }
        });
    }

    /// Attempts other line ends in the canonical request, in the string to sign, and in both.
    pub(crate) fn attempt_lines(&mut self, lines: Lines) {
        self.attempt(
            DiffersAt::CanonicalRequest,
            ("in the canonical request", "规范请求串中"),
            |signing| {
                signing.request.lines = lines;
            },
        );
        self.attempt(
            DiffersAt::StringToSign,
            ("in the string to sign", "待签名字符串中"),
            |signing| {
                signing.text.lines = lines;
            },
        );
        self.attempt(DiffersAt::CanonicalRequest, ("in both", "两处都是"), |signing| {
            signing.request.lines = lines;
            signing.text.lines = lines;
        });
    }

    /// Attempts another query.
    pub(crate) fn attempt_query(&mut self, detail: Phrase, query: &[u8]) {
        if query == self.request.query().as_bytes() {
            return;
        }
        self.attempt(DiffersAt::CanonicalRequest, detail, |signing| {
            signing.request.query = query.to_vec().into();
        });
    }

    /// Attempts another last line, which is the hash of the payload.
    pub(crate) fn attempt_payload(
        &mut self,
        detail: impl Into<Detail<'a>>,
        line: impl Into<Bytes<'a>>,
    ) {
        let line = line.into();
        self.attempt(DiffersAt::CanonicalRequest, detail, |signing| {
            signing.request.payload.clone_from(&line);
        });
    }
}
