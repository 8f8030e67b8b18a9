//! Encoding of query strings and forms.

use alloc::string::String;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

/// Every character except the unreserved ones of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Joins pairs as `name=value&…`, percent-encoded in UTF-8 with upper-case
/// digits. A space becomes `%20`, which is valid in queries and in forms.
///
/// For GET requests, signature v3 signs this encoded string. Encode once, and
/// send the string that you signed.
///
/// ```
/// use tencentcloud_core::form;
///
/// let query = form::encode([("ImageId", "img-1"), ("ImageDescription", "边 a+b&c~*")]);
/// assert_eq!(query, "ImageId=img-1&ImageDescription=%E8%BE%B9%20a%2Bb%26c~%2A");
/// ```
pub fn encode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut encoded = String::new();
    for (name, value) in pairs {
        if !encoded.is_empty() {
            encoded.push('&');
        }
        encoded.extend(percent_encode(name));
        encoded.push('=');
        encoded.extend(percent_encode(value));
    }
    encoded
}

pub(crate) fn percent_encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}
