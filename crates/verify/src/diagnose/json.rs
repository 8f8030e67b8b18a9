//! JSON with all that another layout keeps.

use std::borrow::Cow;

/// The deepest nesting that is read.
const DEEPEST: usize = 128;

/// A JSON value that keeps how numbers are written, the order of keys, and repeated keys.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json<'a> {
    /// A number, `true`, `false` or `null`, as written.
    Literal(&'a str),
    String(Cow<'a, str>),
    Array(Vec<Self>),
    Object(Vec<(Cow<'a, str>, Self)>),
}

impl<'a> Json<'a> {
    /// Reads an object or array, as the bodies of the API are. `None` if it is anything
    /// else, is nested too deeply, or has half of a surrogate pair.
    pub(crate) fn read(text: &'a [u8]) -> Option<Self> {
        let mut reader = Reader { rest: std::str::from_utf8(text).ok()? };
        let value = reader.value(0)?;
        reader.skip_space();
        (reader.rest.is_empty() && !matches!(value, Self::Literal(_) | Self::String(_)))
            .then_some(value)
    }

    /// Whether no string has a character that a [`Template`] in ASCII escapes and others do not.
    ///
    /// [`Template`]: super::json_layout::Template
    pub(crate) fn is_ascii(&self) -> bool {
        let is_plain = |text: &str| text.is_ascii() && !text.contains('\u{7f}');
        match self {
            Self::Literal(_) => true,
            Self::String(text) => is_plain(text),
            Self::Array(items) => items.iter().all(Self::is_ascii),
            Self::Object(members) => {
                members.iter().all(|(key, value)| is_plain(key) && value.is_ascii())
            }
        }
    }

    /// Whether the keys of all objects are in order.
    pub(crate) fn is_sorted(&self) -> bool {
        match self {
            Self::Literal(_) | Self::String(_) => true,
            Self::Array(items) => items.iter().all(Self::is_sorted),
            Self::Object(members) => {
                members.is_sorted_by(|(one, _), (other, _)| one <= other)
                    && members.iter().all(|(_, value)| value.is_sorted())
            }
        }
    }

    /// Sorts the keys of all objects.
    pub(crate) fn sort(&mut self) {
        match self {
            Self::Literal(_) | Self::String(_) => {}
            Self::Array(items) => items.iter_mut().for_each(Self::sort),
            Self::Object(members) => {
                members.sort_by(|(one, _), (other, _)| one.cmp(other));
                for (_, value) in members {
                    value.sort();
                }
            }
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Option<Json<'a>> {
        self.skip_space();
        match self.rest.as_bytes().first()? {
            b'"' => self.string().map(Json::String),
            b'[' | b'{' if depth == DEEPEST => None,
            b'[' => self.items('[', ']', |reader| reader.value(depth + 1)).map(Json::Array),
            b'{' => self.items('{', '}', |reader| reader.member(depth + 1)).map(Json::Object),
            _ => self.literal().map(Json::Literal),
        }
    }

    fn member(&mut self, depth: usize) -> Option<(Cow<'a, str>, Json<'a>)> {
        self.skip_space();
        let key = self.string()?;
        self.skip_space();
        self.take(':')?;
        Some((key, self.value(depth)?))
    }

    /// What stands between brackets, separated by commas.
    fn items<T>(
        &mut self,
        open: char,
        close: char,
        mut item: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.take(open)?;
        let mut items = Vec::new();
        self.skip_space();
        if self.take(close).is_some() {
            return Some(items);
        }
        loop {
            items.push(item(self)?);
            self.skip_space();
            if self.take(close).is_some() {
                return Some(items);
            }
            self.take(',')?;
        }
    }

    fn literal(&mut self) -> Option<&'a str> {
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c));
        let (text, rest) = self.rest.split_at_checked(end.unwrap_or(self.rest.len()))?;
        self.rest = rest;
        let is_number = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        (is_number || ["true", "false", "null"].contains(&text)).then_some(text)
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.take('"')?;
        let mut text = Cow::Borrowed("");
        loop {
            let end = self.rest.bytes().position(|b| matches!(b, b'"' | b'\\' | 0..0x20))?;
            let (plain, rest) = self.rest.split_at_checked(end)?;
            self.rest = rest;
            if text.is_empty() {
                text = Cow::Borrowed(plain);
            } else {
                text.to_mut().push_str(plain);
            }
            if self.take('"').is_some() {
                return Some(text);
            }
            let (c, length) = unescape(self.rest)?;
            text.to_mut().push(c);
            self.rest = self.rest.get(length..)?;
        }
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    fn take(&mut self, c: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(c)?;
        Some(())
    }
}

/// The character of the escape at the start, and how many bytes the escape has.
pub(crate) fn unescape(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('\\')?;
    let c = match rest.as_bytes().first()? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let first = unit(text)?;
            if let Some(c) = char::from_u32(first.into()) {
                return Some((c, 6));
            }
            let second = unit(text.get(6..)?)?;
            let c = char::decode_utf16([first, second]).next()?.ok()?;
            return Some((c, 12));
        }
        _ => return None,
    };
    Some((c, 2))
}

/// The code unit of `\uXXXX` at the start.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    // `from_str_radix` alone would accept `+123`.
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_order_and_repeated_keys_are_kept() {
        let text = " {\"b\": [1.50e+3, -0, true , null,[ ]], \"a\":{} ,\n\t\"b\":\"x\" }\r\n";
        let expected = Json::Object(vec![
            (
                "b".into(),
                Json::Array(vec![
                    Json::Literal("1.50e+3"),
                    Json::Literal("-0"),
                    Json::Literal("true"),
                    Json::Literal("null"),
                    Json::Array(vec![]),
                ]),
            ),
            ("a".into(), Json::Object(vec![])),
            ("b".into(), Json::String("x".into())),
        ]);
        assert_eq!(Json::read(text.as_bytes()), Some(expected));
    }

    #[test]
    fn escapes_are_decoded() {
        for (text, decoded) in [
            (r#"["a\"\\\/\b\f\n\r\tz"]"#, "a\"\\/\u{8}\u{c}\n\r\tz"),
            (r#"["\u8fb9\uD83d\uDe00é"]"#, "边😀é"),
            (r#"["\u0000"]"#, "\0"),
            (r#"[""]"#, ""),
        ] {
            let expected = Json::Array(vec![Json::String(decoded.into())]);
            assert_eq!(Json::read(text.as_bytes()), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_not_read() {
        for text in [
            "",
            " ",
            "1",
            "\"a\"",
            "null",
            "[",
            "]",
            "[1",
            "[1,",
            "[1,]",
            "[,]",
            "[1 2]",
            "[1]]",
            "{",
            "{}{}",
            "{1:2}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "[nul]",
            "[+1]",
            "[a]",
            "[\"",
            "[\"\\",
            "[\"\\u",
            "[\"\\u12\"]",
            "[\"\\u+123\"]",
            "[\"\\x\"]",
            "[\"\n\"]",
            r#"["\ud83d"]"#,
            r#"["\ud83dx"]"#,
            r#"["\ud83d\u0041"]"#,
            r#"["\ude00"]"#,
            "[\"\\u边边\"]",
        ] {
            assert_eq!(Json::read(text.as_bytes()), None, "{text}");
        }
        assert_eq!(Json::read(b"[\"\xff\"]"), None);
    }

    #[test]
    fn nesting_is_limited() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(Json::read(nested(DEEPEST).as_bytes()).is_some());
        assert!(Json::read(nested(DEEPEST + 1).as_bytes()).is_none());
    }

    #[test]
    fn characters_beyond_ascii_are_found_in_keys_and_values() {
        for (text, is_ascii) in [
            (r#"{"a":["b",1.5]}"#, true),
            (r#"{"a":["\u0000~"]}"#, true),
            (r#"{"é":1}"#, false),
            (r#"{"a":[1,{"b":"\u00e9"}]}"#, false),
            (r#"["\u007f"]"#, false),
        ] {
            assert_eq!(Json::read(text.as_bytes()).unwrap().is_ascii(), is_ascii, "{text}");
        }
    }

    #[test]
    fn keys_of_all_objects_are_sorted() {
        let mut json = Json::read(br#"{"a":[{"d":1,"c":2,"d":3}],"b":{}}"#).unwrap();
        assert!(!json.is_sorted());
        json.sort();
        assert_eq!(json, Json::read(br#"{"a":[{"c":2,"d":1,"d":3}],"b":{}}"#).unwrap());
        assert!(json.is_sorted());
    }
}
