//! Step 1: the request as six parts, joined by line feeds.

use core::fmt;

use super::SignError;
use super::sha256::Sha256;
use super::text::{Shown, Text, hex, is_break};

/// What is signed of a request.
///
/// The path is always `/` in API 3.0 and so is no field. Displayed, it is the
/// canonical request itself, which is what people compare when a signature
/// does not match:
///
/// ```
/// use tencentcloud_core::sign::{CanonicalRequest, Payload};
///
/// let request = CanonicalRequest {
///     method: "POST",
///     query: "",
///     content_type: "application/json",
///     host: "ecm.tencentcloudapi.com",
///     signed_headers: &[("X-TC-Action", " ImportImage ")],
///     payload: Payload::Signed(b""),
/// };
/// assert_eq!(
///     request.to_string(),
///     "POST\n/\n\n\
///      content-type:application/json\nhost:ecm.tencentcloudapi.com\nx-tc-action:importimage\n\n\
///      content-type;host;x-tc-action\n\
///      e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
/// );
/// ```
#[derive(Debug, Clone, Copy)]
pub struct CanonicalRequest<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// The exact text after `?`, as sent; empty for POST.
    pub query: &'a str,
    /// The `Content-Type` header as sent.
    pub content_type: &'a str,
    /// The `Host` header as sent, with a port where one is given.
    pub host: &'a str,
    /// Headers to sign besides those two, in any order and case.
    pub signed_headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub payload: Payload<'a>,
}

/// How the body enters the signature.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Payload<'a> {
    /// The exact bytes of the body.
    Signed(&'a [u8]),
    /// The body is not covered; the request must carry the header
    /// `X-TC-Content-SHA256: UNSIGNED-PAYLOAD`.
    Unsigned,
}

impl fmt::Debug for Payload<'_> {
    /// The length only: bodies may hold what a log must not.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signed(body) => write!(f, "Signed({} bytes)", body.len()),
            Self::Unsigned => f.write_str("Unsigned"),
        }
    }
}

impl Payload<'_> {
    pub(super) fn hash(self) -> [u8; 32] {
        Sha256::digest(match self {
            Self::Signed(body) => body,
            // The hash of this text, where AWS signs the text itself.
            Self::Unsigned => b"UNSIGNED-PAYLOAD",
        })
    }
}

impl CanonicalRequest<'_> {
    /// SHA-256 of the canonical request, which is never built as a string.
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        let _ = self.put(&mut hash);
        hash.finish()
    }

    /// The same, unless a part would break the text into other lines.
    #[inline]
    pub(super) fn checked_hash(&self) -> Result<[u8; 32], SignError> {
        let mut hash = Sha256::new();
        if self.put(&mut hash) { Err(SignError::LineBreak) } else { Ok(hash.finish()) }
    }

    #[inline]
    fn put(&self, text: &mut impl Text) -> bool {
        let payload = self.payload.hash();
        let breaks = self.put_before_payload(text);
        text.put(&hex(&payload));
        breaks
    }

    /// All but the last line: what stays the same from one body to the next.
    /// Says whether a part has a line break within, which only a look at the
    /// parts can tell.
    #[inline]
    pub(super) fn put_before_payload(&self, text: &mut impl Text) -> bool {
        let has_break = |part: &str| part.bytes().any(is_break);
        let mut breaks = has_break(self.method) || has_break(self.query);
        text.put(self.method.as_bytes());
        text.put(b"\n/\n");
        if !self.query.is_empty() {
            text.put(self.query.as_bytes());
        }
        if self.signed_headers.is_empty() {
            text.put(b"\ncontent-type:");
            breaks |= text.put_lower(self.content_type.trim_ascii());
            text.put(b"\nhost:");
            breaks |= text.put_lower(self.host.trim_ascii());
        } else {
            self.each_header(|name, value| {
                text.put(b"\n");
                breaks |= text.put_lower(name);
                text.put(b":");
                breaks |= text.put_lower(value);
            });
        }
        text.put(b"\n\n");
        self.put_signed_headers(text);
        text.put(b"\n");
        breaks
    }

    /// The names that are signed, joined by semicolons.
    #[inline]
    pub(super) fn put_signed_headers(&self, text: &mut impl Text) {
        if self.signed_headers.is_empty() {
            return text.put(b"content-type;host");
        }
        let mut separator = &b""[..];
        self.each_header(|name, _| {
            text.put(separator);
            text.put_lower(name);
            separator = b";";
        });
    }

    /// The signed headers in the order of their lower-case names. Mostly they
    /// are given so. Otherwise picking the next smallest each time needs no
    /// memory, and there are three or four.
    fn each_header(&self, mut visit: impl FnMut(&str, &str)) {
        let required = [("content-type", self.content_type), ("host", self.host)];
        let all = || required.iter().chain(self.signed_headers);
        if all().is_sorted_by(|a, b| compare(a.0, b.0).is_lt()) {
            return all().for_each(|(name, value)| visit(name.trim_ascii(), value.trim_ascii()));
        }
        let mut last: Option<&str> = None;
        loop {
            let next = all()
                .filter(|(name, _)| last.is_none_or(|last| compare(last, name).is_lt()))
                .min_by(|a, b| compare(a.0, b.0));
            let Some(&(name, value)) = next else { return };
            visit(name.trim_ascii(), value.trim_ascii());
            last = Some(name);
        }
    }
}

impl fmt::Display for CanonicalRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown::all(f, |text| {
            let _ = self.put(text);
        })
    }
}

/// Names in any case sort as their lower-case form.
fn compare(a: &str, b: &str) -> core::cmp::Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    a.trim_ascii().bytes().map(lower).cmp(b.trim_ascii().bytes().map(lower))
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    fn request<'a>(signed_headers: &'a [(&'a str, &'a str)]) -> CanonicalRequest<'a> {
        CanonicalRequest {
            method: "POST",
            query: "",
            content_type: "application/json; charset=utf-8",
            host: "cvm.tencentcloudapi.com",
            signed_headers,
            payload: Payload::Signed(b"{}"),
        }
    }

    #[test]
    fn headers_sort_by_lower_case_name_whatever_their_order() {
        let one = request(&[("X-TC-Action", "A"), ("Accept", "b"), ("x-tc-language", "zh-CN")]);
        let two = request(&[("x-tc-LANGUAGE", " zh-cn"), ("X-Tc-Action", "a "), ("accept", "B")]);
        assert_eq!(one.to_string(), two.to_string());
        assert_eq!(one.hash(), two.hash());
        let text = one.to_string();
        assert_eq!(text.lines().nth(3).unwrap(), "accept:b");
        assert!(text.contains("\n\naccept;content-type;host;x-tc-action;x-tc-language\n"));
    }

    #[test]
    fn the_hash_is_of_the_displayed_text() {
        let post = request(&[("x-tc-action", "DescribeInstances")]);
        let get = CanonicalRequest { method: "GET", query: "Limit=1&Offset=%7E", ..request(&[]) };
        assert!(get.to_string().starts_with("GET\n/\nLimit=1&Offset=%7E\ncontent-type:"));
        for request in [post, get] {
            assert_eq!(request.hash(), Sha256::digest(request.to_string().as_bytes()));
        }
    }

    #[test]
    fn a_line_break_in_a_signed_part_is_refused() {
        let plain = request(&[]);
        assert_eq!(plain.checked_hash(), Ok(plain.hash()));
        let with_header = request(&[("x-a", " 1\r\n")]);
        assert_eq!(with_header.checked_hash(), Ok(with_header.hash()), "blanks around are cut off");
        for broken in [
            request(&[("x-a", "1\n2")]),
            request(&[("x\ra", "1")]),
            CanonicalRequest { method: "GET\n", ..plain },
            CanonicalRequest { query: "a=1\n", ..plain },
            CanonicalRequest { content_type: "a\nb", ..plain },
            CanonicalRequest { host: "a\rb", ..plain },
            // Two do not cancel out.
            CanonicalRequest { method: "\n", query: "\n", ..plain },
            CanonicalRequest { content_type: "a\nb", host: "a\nb", ..plain },
            CanonicalRequest { query: "\n", host: "a\nb", ..plain },
            request(&[("a\nb", "a\nb")]),
        ] {
            assert_eq!(broken.checked_hash(), Err(SignError::LineBreak), "{broken}");
        }
    }
}
