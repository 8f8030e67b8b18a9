//! Decoding of query strings and forms.

use std::str::Utf8Error;

/// The error of an invalid query or form. Contains the number of the pair, counted
/// from 1, and not its content, which may be a signature or a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormFault {
    /// A pair has no `=`. Encode `&` in a value as `%26`.
    #[error("pair {0} has no `=`")]
    NoValue(usize),
    /// A `%` is not followed by two hexadecimal digits. Encode `%` as `%25`.
    #[error("pair {0} has a `%` without two hexadecimal digits")]
    Escape(usize),
    /// The decoded bytes are not UTF-8.
    #[error("pair {0} is not UTF-8")]
    NotUtf8(usize),
}

impl FormFault {
    /// The number of the pair, counted from 1. Empty pairs do not count.
    pub fn pair(self) -> usize {
        match self {
            Self::NoValue(pair) | Self::Escape(pair) | Self::NotUtf8(pair) => pair,
        }
    }
}

/// Decodes `name=value&…` from a query or from a body of the type
/// `application/x-www-form-urlencoded`. Returns the pairs in their order, including
/// duplicate names.
///
/// A space may be encoded as `+` or `%20`, and `*` may be unencoded, since official
/// clients differ here.
///
/// # Errors
///
/// [`FormFault`] with the number of the first invalid pair.
///
/// ```
/// use tencentcloud_verify::form;
///
/// let pairs = form::decode(b"ImageId=img-1&ImageDescription=%E8%BE%B9+a%2Bb%26c~%2A")?;
/// assert_eq!(pairs[1], ("ImageDescription".to_owned(), "边 a+b&c~*".to_owned()));
/// assert!(form::decode(b"ImageId").is_err());
/// # Ok::<(), tencentcloud_verify::form::FormFault>(())
/// ```
pub fn decode(encoded: &[u8]) -> Result<Vec<(String, String)>, FormFault> {
    pairs(encoded)
        .zip(1..)
        .map(|(pair, number)| {
            let equals = pair.iter().position(|&byte| byte == b'=');
            let (name, value) = equals
                .and_then(|at| Some((pair.get(..at)?, pair.get(at + 1..)?)))
                .ok_or(FormFault::NoValue(number))?;
            let decoded = |part| {
                let bytes = unescape(part).ok_or(FormFault::Escape(number))?;
                String::from_utf8(bytes).map_err(|_| FormFault::NotUtf8(number))
            };
            Ok((decoded(name)?, decoded(value)?))
        })
        .collect()
}

/// The encoded pair that a [`FormFault`] refers to.
///
/// ```
/// use tencentcloud_verify::form;
///
/// let query = b"Limit=5&Offset";
/// let fault = form::decode(query).unwrap_err();
/// assert_eq!(form::pair(query, fault.pair()), Ok("Offset"));
/// ```
pub fn pair(encoded: &[u8], number: usize) -> Result<&str, Utf8Error> {
    let pair = number.checked_sub(1).and_then(|at| pairs(encoded).nth(at));
    std::str::from_utf8(pair.unwrap_or_default())
}

/// The non-empty parts between `&`.
pub(crate) fn pairs(encoded: &[u8]) -> impl Iterator<Item = &[u8]> {
    encoded.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty())
}

fn unescape(part: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.iter().copied();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            plain => plain,
        });
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pairs_are_decoded_in_order() {
        for (text, expected) in [
            ("", &[][..]),
            ("&&", &[]),
            ("a=1", &[("a", "1")]),
            ("b=&a=1&b=2&", &[("b", ""), ("a", "1"), ("b", "2")]),
            ("=", &[("", "")]),
            ("a=b=c", &[("a", "b=c")]),
            ("a%3Db+=%26%2b+%2B", &[("a=b ", "&+ +")]),
            ("F.0=%e8%be%b9*~!", &[("F.0", "边*~!")]),
            ("边=缘", &[("边", "缘")]),
        ] {
            let pairs = decode(text.as_bytes()).unwrap();
            let pairs: Vec<_> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
            assert_eq!(pairs, expected, "{text}");
        }
    }

    #[test]
    fn error_has_the_number_of_the_invalid_pair() {
        for (text, fault) in [
            (&b"a"[..], FormFault::NoValue(1)),
            (b"&a=1&&b", FormFault::NoValue(2)),
            (b"a=1&b=%", FormFault::Escape(2)),
            (b"a=%f", FormFault::Escape(1)),
            (b"a=%fg", FormFault::Escape(1)),
            (b"%=1", FormFault::Escape(1)),
            (b"a=%\xc3\xa9", FormFault::Escape(1)),
            (b"a=1&b=1&c=%ff", FormFault::NotUtf8(3)),
            (b"\xff=1", FormFault::NotUtf8(1)),
        ] {
            assert_eq!(decode(text), Err(fault), "{text:?}");
        }
        assert_eq!(pair(b"&a=1&&b", 2), Ok("b"));
        assert_eq!((pair(b"a", 0), pair(b"a", 2)), (Ok(""), Ok("")));
        assert!(pair(b"\xff", 1).is_err());
    }

    proptest! {
        #[test]
        fn pairs_encoded_by_core_are_decoded(
            pairs in prop::collection::vec((any::<String>(), any::<String>()), 0..8)
        ) {
            let text = tencentcloud_core::form::encode(
                pairs.iter().map(|(name, value)| (&**name, &**value)),
            );
            prop_assert_eq!(decode(text.as_bytes()), Ok(pairs));
        }

        #[test]
        fn arbitrary_bytes_do_not_panic(text in prop::collection::vec(any::<u8>(), 0..64)) {
            if let Err(fault) = decode(&text) {
                let _ = pair(&text, fault.pair());
            }
        }
    }
}
