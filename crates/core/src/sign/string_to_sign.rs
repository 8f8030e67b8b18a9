//! Step 2: what the signing key signs.

use core::fmt;
use core::ops::Range;

use super::sha256::{BLOCK, State};
use super::template::Template;
use super::text::{Digits, Shown, Text, hex};
use crate::{Date, Timestamp};

/// Bytes before the string to sign in its HMAC: the pad.
const PAD: usize = BLOCK;

/// The algorithm's name and the end of its line.
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
    /// The product, such as `ecm`.
    pub service: &'a str,
}

impl Scope<'_> {
    #[inline]
    pub(super) fn put(&self, text: &mut impl Text) {
        text.put(&self.date.to_ascii());
        text.put(b"/");
        text.put(self.service.as_bytes());
        text.put(b"/tc3_request");
    }
}

impl fmt::Display for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown::all(f, |text| self.put(text))
    }
}

/// Algorithm, time, scope and the hash of the canonical request, on four lines.
/// Displayed, it is the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StringToSign<'a> {
    /// The value of `X-TC-Timestamp`.
    pub at: Timestamp,
    /// Date and service that the key is bound to.
    pub scope: Scope<'a>,
    /// SHA-256 of the canonical request.
    pub hashed_request: [u8; 32],
}

impl StringToSign<'_> {
    #[inline]
    pub(super) fn put(&self, text: &mut impl Text) {
        text.put(FIRST_LINE);
        text.put(Digits::new(self.at.seconds()).as_bytes());
        text.put(b"\n");
        self.scope.put(text);
        text.put(b"\n");
        text.put(&hex(&self.hashed_request));
    }
}

impl fmt::Display for StringToSign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown::all(f, |text| self.put(text))
    }
}

/// A string to sign laid out in blocks, but for its hash and the digits of its
/// time, of which there are ten from the year 2001 to 2286.
#[derive(Clone)]
pub(super) struct Layout(Template);

const DIGITS: Range<usize> = FIRST_LINE.len()..FIRST_LINE.len() + 10;

impl Layout {
    /// `None` if the service's name is too long for a template.
    #[inline]
    pub(super) fn new(scope: Scope<'_>) -> Option<Self> {
        let (date, service) = (scope.date.to_ascii(), scope.service.as_bytes());
        let text = [FIRST_LINE, b"0000000000\n", &date, b"/", service, b"/tc3_request\n"];
        Template::new(PAD, text).map(Self)
    }

    /// The text of the scope.
    #[inline]
    pub(super) fn scope(&self) -> &[u8] {
        let text = self.0.text();
        text.get(DIGITS.end + 1..text.len() - 1).unwrap_or_default()
    }

    /// The hash of the string to sign, from the state after the pad.
    #[inline]
    pub(super) fn hash(&self, pad: State, digits: [u8; 10], hashed_request: &[u8; 32]) -> [u8; 32] {
        self.0.hash(pad, hashed_request, |message| {
            if let Some(place) = message.get_mut(DIGITS) {
                place.copy_from_slice(&digits);
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn a_layout_has_the_scope_unless_it_is_long() {
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
