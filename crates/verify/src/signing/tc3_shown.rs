//! The texts of a signing, for people, with secrets redacted.

use std::borrow::Cow;

use super::{Canonical, RequestLine, SignedTexts, Signing};
use crate::redact;

impl Signing<'_> {
    /// The canonical request and the string to sign. What may be a key or token is
    /// redacted in them; their hashes are those of the texts before redaction.
    pub(crate) fn shown(&self) -> SignedTexts {
        let canonical_request = text(&self.request.redacted().write());
        let mut shown = self.text.clone();
        for part in [&mut shown.timestamp, &mut shown.service, &mut shown.terminator] {
            *part = redact::words(part).into();
        }
        let string_to_sign = if shown.request == RequestLine::Plain {
            shown.write(canonical_request.as_bytes())
        } else {
            shown.write(&self.request.write())
        };
        SignedTexts {
            canonical_request: Some(canonical_request),
            string_to_sign: text(&string_to_sign),
        }
    }
}

impl Canonical<'_> {
    fn redacted(&self) -> Canonical<'_> {
        let header = |(name, value): &(Cow<'_, [u8]>, Cow<'_, [u8]>)| {
            let (name, value) = (text(name), text(value));
            // What is redacted stays in the case of the value.
            let shown = redact::value(name.trim(), &value).into_owned();
            (bytes(redact::words(&name)), bytes(shown))
        };
        Canonical {
            method: bytes(redact::words(&text(&self.method))),
            path: bytes(redact::target(&text(&self.path))),
            query: bytes(redact::query(&text(&self.query))),
            headers: self.headers.iter().map(header).collect(),
            list: bytes(redact::words(&text(&self.list))),
            payload: bytes(shown_payload(&self.payload)),
            colon: self.colon,
            has_blank_line: self.has_blank_line,
            lines: self.lines,
        }
    }
}

/// A hash, or how long the body in its place is: a body may hold anything.
fn shown_payload(line: &[u8]) -> String {
    // No hash, SHA-1 or SHA-256. A key may have such digits, too.
    let is_hash = [0, 40, 64].contains(&line.len()) && line.iter().all(u8::is_ascii_hexdigit);
    if is_hash || line == b"UNSIGNED-PAYLOAD" {
        text(line)
    } else {
        format!("[{} bytes of the body]", line.len())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn bytes(text: String) -> Cow<'static, [u8]> {
    Cow::Owned(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn body_in_place_of_its_hash_is_not_shown() {
        for hash in ["", &"0a".repeat(20), &"0A".repeat(32), "UNSIGNED-PAYLOAD"] {
            assert_eq!(shown_payload(hash.as_bytes()), hash);
        }
        for body in ["{}", "0", &"0a".repeat(16), &"0a".repeat(33), &"0g".repeat(32)] {
            let expected = format!("[{} bytes of the body]", body.len());
            assert_eq!(shown_payload(body.as_bytes()), expected);
        }
    }
}
