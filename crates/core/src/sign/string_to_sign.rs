//! Step 2: what the signing key signs.

use core::fmt;

use super::text::{Digits, Shown, Text, hex};
use crate::{Date, Timestamp};

/// The algorithm's name and the end of its line.
const FIRST_LINE: &str = "TC3-HMAC-SHA256\n";

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
        text.put(FIRST_LINE.as_bytes());
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
