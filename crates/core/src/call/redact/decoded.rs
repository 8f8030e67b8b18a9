//! Text as it was before it was escaped.

use alloc::vec::Vec;

/// How often a text is decoded: `%25252F` three times.
const DECODINGS: usize = 6;

/// The longest entity that is decoded, `&#x0000000000002f;`.
const ENTITY: usize = 20;

/// The bytes of a text, and where each comes from.
pub(super) struct Decoded {
    /// In lower case, since names of headers have none.
    pub(super) bytes: Vec<u8>,
    /// The offset of each byte in the text, and at last the length of the text.
    pub(super) offsets: Vec<usize>,
}

impl Decoded {
    /// The text itself, then decoded again and again while that changes it. JSON, URLs
    /// and HTML are decoded together: a page may quote a URL within JSON.
    pub(super) fn all(text: &[u8]) -> Vec<Self> {
        let plain = Self { bytes: text.to_ascii_lowercase(), offsets: (0..=text.len()).collect() };
        let mut all = Vec::from([plain]);
        while let Some(next) = all.last().filter(|_| all.len() <= DECODINGS).and_then(Self::decode)
        {
            all.push(next);
        }
        all
    }

    /// None if nothing is escaped.
    fn decode(&self) -> Option<Self> {
        let is_escape = |byte: &u8| matches!(byte, b'\\' | b'%' | b'&');
        self.bytes.iter().find(|byte| is_escape(byte))?;
        let mut decoded = Self { bytes: Vec::new(), offsets: Vec::new() };
        let mut at = 0;
        while let (Some(rest), Some(&offset)) = (self.bytes.get(at..), self.offsets.get(at)) {
            let Some(&first) = rest.first() else {
                decoded.offsets.push(offset);
                break;
            };
            let (byte, length) = escape(rest).unwrap_or((first, 1));
            decoded.bytes.push(byte.to_ascii_lowercase());
            decoded.offsets.push(offset);
            at += length;
        }
        (decoded.bytes.len() < self.bytes.len()).then_some(decoded)
    }
}

/// The byte that an escape at the start of the text stands for, and the length of the
/// escape. Secrets are ASCII; for other characters any byte will do.
fn escape(text: &[u8]) -> Option<(u8, usize)> {
    match text {
        [b'\\', b'u', rest @ ..] => Some((number(rest.get(..4)?, 16)?, 6)),
        [b'\\', b'x', rest @ ..] | [b'%', b'u', b'0', b'0', rest @ ..] => {
            let prefix = text.len() - rest.len();
            Some((number(rest.get(..2)?, 16)?, prefix + 2))
        }
        [b'\\', b'0'..=b'3', ..] => Some((number(text.get(1..4)?, 8)?, 4)),
        [b'\\', escaped, ..] => Some((*escaped, 2)),
        [b'%', rest @ ..] => Some((number(rest.get(..2)?, 16)?, 3)),
        [b'&', rest @ ..] => {
            let length = rest.iter().take(ENTITY).position(|byte| *byte == b';')?;
            let byte = match rest.get(..length)? {
                [b'#', b'x', digits @ ..] => number(digits, 16)?,
                [b'#', digits @ ..] => number(digits, 10)?,
                name => ENTITIES.iter().find(|(entity, _)| *entity == name)?.1,
            };
            Some((byte, length + 2))
        }
        _ => None,
    }
}

fn number(digits: &[u8], radix: u32) -> Option<u8> {
    let digits = core::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    let number = u32::from_str_radix(digits, radix).ok()?;
    Some(u8::try_from(number).unwrap_or(u8::MAX))
}

/// The names that HTML has for punctuation.
const ENTITIES: [(&[u8], u8); 36] = [
    (b"amp", b'&'),
    (b"apos", b'\''),
    (b"ast", b'*'),
    (b"bsol", b'\\'),
    (b"colon", b':'),
    (b"comma", b','),
    (b"commat", b'@'),
    (b"dollar", b'$'),
    (b"equals", b'='),
    (b"excl", b'!'),
    (b"grave", b'`'),
    (b"gt", b'>'),
    (b"hat", b'^'),
    (b"hyphen", b'-'),
    (b"lbrace", b'{'),
    (b"lbrack", b'['),
    (b"lcub", b'{'),
    (b"lowbar", b'_'),
    (b"lpar", b'('),
    (b"lsqb", b'['),
    (b"lt", b'<'),
    (b"num", b'#'),
    (b"percnt", b'%'),
    (b"period", b'.'),
    (b"plus", b'+'),
    (b"quest", b'?'),
    (b"quot", b'"'),
    (b"rbrace", b'}'),
    (b"rbrack", b']'),
    (b"rcub", b'}'),
    (b"rpar", b')'),
    (b"rsqb", b']'),
    (b"semi", b';'),
    (b"sol", b'/'),
    (b"verbar", b'|'),
    (b"vert", b'|'),
];

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    fn decoded(text: &str) -> Vec<Vec<u8>> {
        Decoded::all(text.as_bytes()).into_iter().skip(1).map(|it| it.bytes).collect()
    }

    #[test]
    fn every_entity_is_decoded() {
        for (name, byte) in ENTITIES {
            let text = format!("a&{};b", core::str::from_utf8(name).unwrap());
            assert_eq!(decoded(&text).first().unwrap(), &[b'a', byte, b'b'], "{text}");
        }
    }

    #[test]
    fn escapes_are_decoded_with_their_place() {
        for (text, expected, offsets) in [
            (r"a\u0041b", "aab", &[0, 1, 7, 8][..]),
            (r"\x2f\x2F", "//", &[0, 4, 8]),
            (r"\057.", "/.", &[0, 4, 5]),
            (r"\/", "/", &[0, 2]),
            ("%2f%u002F", "//", &[0, 3, 9]),
            ("&#47;&#x2f;&#0000000047;", "///", &[0, 5, 11, 24]),
        ] {
            let first = Decoded::all(text.as_bytes()).remove(1);
            assert_eq!((first.bytes, first.offsets), (expected.into(), offsets.into()), "{text}");
        }
        for plain in ["", "a", "%", "%2", "%+f", "%zz", "&", "&;", "&no;", "&#;", "&#+47;", "\\"] {
            assert!(decoded(plain).is_empty(), "{plain}");
        }
    }

    #[test]
    fn text_is_decoded_a_few_times() {
        let nested = |times: usize| format!("%{}2f", "25".repeat(times));
        for times in 0..DECODINGS {
            assert_eq!(decoded(&nested(times)).last().unwrap(), b"/", "{times}");
        }
        assert_eq!(decoded(&nested(DECODINGS)).last().unwrap(), b"%2f");
    }
}
