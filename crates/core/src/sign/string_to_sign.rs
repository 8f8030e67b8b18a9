//! Step 2: what the signing key signs.

use core::fmt;

use super::ALGORITHM;
use super::text::{Digits, Hex, Shown, Text};
use crate::{Date, Timestamp};

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
    pub(super) fn put(&self, text: &mut impl Text) {
        let date = self.date.to_ascii();
        // Ten ASCII characters, so always text.
        text.put(core::str::from_utf8(&date).unwrap_or_default());
        for piece in ["/", self.service, "/tc3_request"] {
            text.put(piece);
        }
    }
}

impl fmt::Display for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = Shown(f, Ok(()));
        self.put(&mut shown);
        shown.1
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
        text.put(ALGORITHM);
        text.put("\n");
        text.put(Digits::new(self.at.seconds()).as_str());
        text.put("\n");
        self.scope.put(text);
        text.put("\n");
        text.put(Hex::new(&self.hashed_request).as_str());
    }
}

impl fmt::Display for StringToSign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = Shown(f, Ok(()));
        self.put(&mut shown);
        shown.1
    }
}
