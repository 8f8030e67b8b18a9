//! Step 1: the parts of a request that are signed, one per line.

use core::fmt;

use super::SignError;
use super::block::sha256::Sha256;
use super::digits::hex;
use super::text_writer::{FmtWriter, TextWriter, is_break};

/// The parts of a request that a signature covers.
///
/// The path is always `/` in API 3.0, so there is no field for it. `Display`
/// writes the canonical request; compare it with that of another implementation
/// when a signature does not match:
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
    /// The query string after `?`, exactly as sent. Empty for POST.
    pub query: &'a str,
    /// The `Content-Type` header as sent.
    pub content_type: &'a str,
    /// The `Host` header as sent, including the port if it has one.
    pub host: &'a str,
    /// Further signed headers as names and values, in any order and case.
    pub signed_headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub payload: Payload<'a>,
}

/// Whether the signature covers the body.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Payload<'a> {
    /// It does. These are the exact bytes of the body.
    Signed(&'a [u8]),
    /// It does not. The request must have the header
    /// `X-TC-Content-SHA256: UNSIGNED-PAYLOAD`.
    Unsigned,
}

impl fmt::Debug for Payload<'_> {
    /// Shows only the length: a body may contain secrets.
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
            // Hashed like a body; AWS SigV4 signs this string itself.
            Self::Unsigned => b"UNSIGNED-PAYLOAD",
        })
    }
}

impl CanonicalRequest<'_> {
    /// The SHA-256 of the canonical request. Does not allocate.
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        let _ = self.put(&mut hash);
        hash.finish()
    }

    /// The hash, or an error if a part has a line break.
    #[inline]
    pub(super) fn checked_hash(&self) -> Result<[u8; 32], SignError> {
        let mut hash = Sha256::new();
        if self.put(&mut hash) { Err(SignError::LineBreak) } else { Ok(hash.finish()) }
    }

    /// Writes the canonical request. Returns whether a part has a line break.
    #[inline]
    fn put(&self, writer: &mut impl TextWriter) -> bool {
        let payload = self.payload.hash();
        let breaks = self.put_before_payload(writer);
        writer.put(&hex(&payload));
        breaks
    }

    /// Writes all lines except the payload hash: the part that similar requests
    /// share. Returns whether a part has a line break.
    #[inline]
    pub(super) fn put_before_payload(&self, writer: &mut impl TextWriter) -> bool {
        let has_break = |part: &str| part.bytes().any(is_break);
        let mut breaks = has_break(self.method) || has_break(self.query);
        writer.put(self.method.as_bytes());
        writer.put(b"\n/\n");
        if !self.query.is_empty() {
            writer.put(self.query.as_bytes());
        }
        if self.signed_headers.is_empty() {
            writer.put(b"\ncontent-type:");
            breaks |= writer.put_lower(self.content_type.trim_ascii());
            writer.put(b"\nhost:");
            breaks |= writer.put_lower(self.host.trim_ascii());
        } else {
            self.each_header(|name, value| {
                writer.put(b"\n");
                breaks |= writer.put_lower(name);
                writer.put(b":");
                breaks |= writer.put_lower(value);
            });
        }
        writer.put(b"\n\n");
        self.put_signed_headers(writer);
        writer.put(b"\n");
        breaks
    }

    /// Writes the names of the signed headers, joined by semicolons.
    #[inline]
    pub(super) fn put_signed_headers(&self, writer: &mut impl TextWriter) {
        if self.signed_headers.is_empty() {
            return writer.put(b"content-type;host");
        }
        let mut separator = &b""[..];
        self.each_header(|name, _| {
            writer.put(separator);
            writer.put_lower(name);
            separator = b";";
        });
    }

    /// Visits the signed headers in the order of their lower-case names.
    ///
    /// Callers usually pass them in this order. If not, repeated selection of the
    /// next name sorts them without memory; there are three or four.
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
        FmtWriter::display(f, |writer| {
            let _ = self.put(writer);
        })
    }
}

/// Compares names by their lower-case form.
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
    fn headers_are_sorted_by_lower_case_name_in_any_input_order() {
        let one = request(&[("X-TC-Action", "A"), ("Accept", "b"), ("x-tc-language", "zh-CN")]);
        let two = request(&[("x-tc-LANGUAGE", " zh-cn"), ("X-Tc-Action", "a "), ("accept", "B")]);
        assert_eq!(one.to_string(), two.to_string());
        assert_eq!(one.hash(), two.hash());
        let canonical = one.to_string();
        assert_eq!(canonical.lines().nth(3).unwrap(), "accept:b");
        assert!(canonical.contains("\n\naccept;content-type;host;x-tc-action;x-tc-language\n"));
    }

    #[test]
    fn hash_is_that_of_the_displayed_string() {
        let post = request(&[("x-tc-action", "DescribeInstances")]);
        let get = CanonicalRequest { method: "GET", query: "Limit=1&Offset=%7E", ..request(&[]) };
        assert!(get.to_string().starts_with("GET\n/\nLimit=1&Offset=%7E\ncontent-type:"));
        for request in [post, get] {
            assert_eq!(request.hash(), Sha256::digest(request.to_string().as_bytes()));
        }
    }

    #[test]
    fn signing_fails_when_a_part_has_a_line_break() {
        let plain = request(&[]);
        assert_eq!(plain.checked_hash(), Ok(plain.hash()));
        let with_header = request(&[("x-a", " 1\r\n")]);
        assert_eq!(
            with_header.checked_hash(),
            Ok(with_header.hash()),
            "surrounding white space is trimmed"
        );
        for broken in [
            request(&[("x-a", "1\n2")]),
            request(&[("x\ra", "1")]),
            CanonicalRequest { method: "GET\n", ..plain },
            CanonicalRequest { query: "a=1\n", ..plain },
            CanonicalRequest { content_type: "a\nb", ..plain },
            CanonicalRequest { host: "a\rb", ..plain },
            // Two line breaks must not cancel out.
            CanonicalRequest { method: "\n", query: "\n", ..plain },
            CanonicalRequest { content_type: "a\nb", host: "a\nb", ..plain },
            CanonicalRequest { query: "\n", host: "a\nb", ..plain },
            request(&[("a\nb", "a\nb")]),
        ] {
            assert_eq!(broken.checked_hash(), Err(SignError::LineBreak), "{broken}");
        }
    }
}
