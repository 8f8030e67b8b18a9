//! Step 2: the string that the signing key signs.

use core::fmt;
use core::ops::Range;

use super::block::sha256::{BLOCK, State};
use super::block::template::Template;
use super::digits::{DecimalBuf, hex};
use super::text_writer::{FmtWriter, TextWriter};
use crate::{Date, Timestamp};

/// Number of bytes that the HMAC hashes before the string to sign: the inner pad.
const PAD: usize = BLOCK;

/// The first line: the name of the algorithm.
const FIRST_LINE: &[u8] = b"TC3-HMAC-SHA256\n";

/// The credential scope, `date/service/tc3_request`.
///
/// ```
/// use tencentcloud_core::{Timestamp, sign::Scope};
///
/// let scope = Scope { date: Timestamp::new(0).unwrap().date(), service: "ecm" };
/// assert_eq!(scope.to_string(), "1970-01-01/ecm/tc3_request");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope<'a> {
    /// The UTC date of the timestamp.
    pub date: Date,
    /// The service, such as `ecm`.
    pub service: &'a str,
}

impl Scope<'_> {
    #[inline]
    pub(super) fn put(&self, writer: &mut impl TextWriter) {
        writer.put(&self.date.to_ascii());
        writer.put(b"/");
        writer.put(self.service.as_bytes());
        writer.put(b"/tc3_request");
    }
}

impl fmt::Display for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        FmtWriter::display(f, |writer| self.put(writer))
    }
}

/// The string to sign: algorithm, timestamp, scope and the hash of the canonical
/// request, on four lines. `Display` writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StringToSign<'a> {
    /// The value of `X-TC-Timestamp`.
    pub at: Timestamp,
    /// The scope of the signing key.
    pub scope: Scope<'a>,
    /// The SHA-256 of the canonical request.
    pub hashed_request: [u8; 32],
}

impl StringToSign<'_> {
    #[inline]
    pub(super) fn put(&self, writer: &mut impl TextWriter) {
        writer.put(FIRST_LINE);
        writer.put(DecimalBuf::new(self.at.seconds()).as_bytes());
        writer.put(b"\n");
        self.scope.put(writer);
        writer.put(b"\n");
        writer.put(&hex(&self.hashed_request));
    }
}

impl fmt::Display for StringToSign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        FmtWriter::display(f, |writer| self.put(writer))
    }
}

/// The string to sign of one scope, laid out in blocks except for the hash and the
/// timestamp. A timestamp has ten digits from 2001 to 2286.
#[derive(Clone)]
pub(super) struct Layout(Template);

/// Position of the timestamp.
const DIGITS: Range<usize> = FIRST_LINE.len()..FIRST_LINE.len() + 10;

impl Layout {
    /// `None` if the service is too long for a template.
    #[inline]
    pub(super) fn new(scope: Scope<'_>) -> Option<Self> {
        let (date, service) = (scope.date.to_ascii(), scope.service.as_bytes());
        let parts = [FIRST_LINE, b"0000000000\n", &date, b"/", service, b"/tc3_request\n"];
        Template::new(PAD, parts).map(Self)
    }

    /// The scope as a string.
    #[inline]
    pub(super) fn scope(&self) -> &[u8] {
        let prefix = self.0.prefix();
        prefix.get(DIGITS.end + 1..prefix.len() - 1).unwrap_or_default()
    }

    /// The hash of the string to sign, from the hash state after the pad.
    #[inline]
    pub(super) fn hash(&self, pad: State, digits: [u8; 10], hashed_request: &[u8; 32]) -> [u8; 32] {
        self.0.hash(pad, hashed_request, |message| {
            if let Some(target) = message.get_mut(DIGITS) {
                target.copy_from_slice(&digits);
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn layout_is_none_when_the_service_is_too_long() {
        let date = Timestamp::new(1_700_000_000).unwrap().date();
        let long = "s".repeat(68);
        for service in ["", "ecm", &long] {
            let scope = Scope { date, service };
            let layout = Layout::new(scope).unwrap();
            assert_eq!(layout.scope(), scope.to_string().as_bytes());
        }
        assert!(Layout::new(Scope { date, service: &(long + "s") }).is_none());
    }
}
