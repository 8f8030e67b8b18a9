//! Names and values as text: queries and forms.

use alloc::string::String;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986, as the service asks.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Joins pairs as `name=value&…`, each percent-encoded once, in UTF-8 with
/// upper-case digits. A blank is `%20`, which queries and forms both read so.
///
/// For GET under signature v3 this very text is signed, so encode it once and
/// send what was signed.
///
/// ```
/// use tencentcloud_core::form;
///
/// let text = form::encode([("ImageId", "img-1"), ("ImageDescription", "边 a+b&c~*")]);
/// assert_eq!(text, "ImageId=img-1&ImageDescription=%E8%BE%B9%20a%2Bb%26c~%2A");
/// ```
pub fn encode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        text.extend(utf8_percent_encode(name, RESERVED));
        text.push('=');
        text.extend(utf8_percent_encode(value, RESERVED));
    }
    text
}
