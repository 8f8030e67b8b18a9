//! Queries and forms, read back into names and values.

use std::str::Utf8Error;

/// Why a text is no query and no form. It tells where, counted in pairs from 1,
/// and not what stands there: that may be a signature or a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormFault {
    /// A pair has no `=`. A `&` in a value has to be sent as `%26`.
    #[error("pair {0} has no `=`")]
    NoValue(usize),
    /// A `%` is not followed by two hexadecimal digits. It has to be sent as `%25`.
    #[error("pair {0} has a `%` without two hexadecimal digits")]
    Escape(usize),
    /// What the escapes stand for is no UTF-8.
    #[error("pair {0} is not UTF-8 text")]
    NotUtf8(usize),
}

impl FormFault {
    /// Which pair it is, counted from 1; empty ones do not count.
    pub fn pair(self) -> usize {
        match self {
            Self::NoValue(pair) | Self::Escape(pair) | Self::NotUtf8(pair) => pair,
        }
    }
}

/// Reads `name=value&…` as it was sent in a query or in a body of the type
/// `application/x-www-form-urlencoded`, and hands out the pairs in their order.
///
/// Official clients write the same text in several ways: a blank is `+` or
/// `%20`, and a `*` may be left as it is. All of them are read. A name that is
/// there twice comes out twice, and it is for the caller to mind.
///
/// ```
/// use tencentcloud_verify::form;
///
/// let pairs = form::decode(b"ImageId=img-1&ImageDescription=%E8%BE%B9+a%2Bb%26c~%2A")?;
/// assert_eq!(pairs[1], ("ImageDescription".to_owned(), "边 a+b&c~*".to_owned()));
/// assert!(form::decode(b"ImageId").is_err());
/// # Ok::<(), tencentcloud_verify::form::FormFault>(())
/// ```
pub fn decode(text: &[u8]) -> Result<Vec<(String, String)>, FormFault> {
    pairs(text)
        .zip(1..)
        .map(|(pair, number)| {
            let equals = pair.iter().position(|&byte| byte == b'=');
            let (name, value) = equals
                .and_then(|at| Some((pair.get(..at)?, pair.get(at + 1..)?)))
                .ok_or(FormFault::NoValue(number))?;
            let text = |part| {
                let bytes = unescape(part).ok_or(FormFault::Escape(number))?;
                String::from_utf8(bytes).map_err(|_| FormFault::NotUtf8(number))
            };
            Ok((text(name)?, text(value)?))
        })
        .collect()
}

/// A pair as it was sent, by its number in a [`FormFault`].
///
/// ```
/// use tencentcloud_verify::form;
///
/// let text = b"Limit=5&Offset";
/// let fault = form::decode(text).unwrap_err();
/// assert_eq!(form::pair(text, fault.pair()), Ok("Offset"));
/// ```
pub fn pair(text: &[u8], number: usize) -> Result<&str, Utf8Error> {
    let pair = number.checked_sub(1).and_then(|at| pairs(text).nth(at));
    std::str::from_utf8(pair.unwrap_or_default())
}

/// What stands between the `&`, unless it is nothing.
pub(crate) fn pairs(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty())
}

fn unescape(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter().copied();
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
    fn pairs_are_read_in_their_order() {
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
    fn what_is_no_pair_is_told_by_its_place() {
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
        fn what_core_encodes_is_read_back(
            pairs in prop::collection::vec((any::<String>(), any::<String>()), 0..8)
        ) {
            let text = tencentcloud_core::form::encode(
                pairs.iter().map(|(name, value)| (&**name, &**value)),
            );
            prop_assert_eq!(decode(text.as_bytes()), Ok(pairs));
        }

        #[test]
        fn any_bytes_are_read_or_refused(text in prop::collection::vec(any::<u8>(), 0..64)) {
            if let Err(fault) = decode(&text) {
                let _ = pair(&text, fault.pair());
            }
        }
    }
}
