//! JSON as libraries of other languages write it.

use sha2::{Digest, Sha256};

use super::json::Json;
use crate::hex::hex;

/// White space in JSON.
#[derive(Clone, Copy)]
pub(crate) struct Layout {
    /// Between members: `,` or `, `.
    comma: &'static str,
    /// Between key and value: `:` or `: `.
    colon: &'static str,
    /// For each level of a line, if members have lines of their own.
    indent: Option<&'static str>,
}

impl Layout {
    pub(crate) const COMPACT: Self = Self { comma: ",", colon: ":", indent: None };
    pub(crate) const SPACED: Self = Self { comma: ", ", colon: ": ", ..Self::COMPACT };

    pub(crate) const fn indented(indent: &'static str) -> Self {
        Self { colon: ": ", indent: Some(indent), ..Self::COMPACT }
    }
}

/// JSON text with marks in the place of white space, commas and colons, so that all layouts
/// are written from one text without another look at the strings.
pub(crate) struct Template {
    text: String,
    is_ascii: bool,
}

/// The marks. JSON escapes these characters, so that no string has them.
const COMMA: u8 = 1;
const COLON: u8 = 2;
/// After the bracket that opens a list of members, and before the one that closes it.
const OPEN: u8 = 3;
const CLOSE: u8 = 4;

/// How much is written at once, in bytes: little enough for the cache of a processor.
const CHUNK: usize = 1 << 13;

impl Template {
    /// `is_ascii` writes `\uXXXX` for all characters beyond ASCII.
    pub(crate) fn new(json: &Json<'_>, is_ascii: bool) -> Self {
        let mut template = Self { text: String::new(), is_ascii };
        template.value(json);
        template
    }

    /// The hexadecimal SHA-256 of the text in a layout. `None` if it has more than
    /// `largest` bytes.
    pub(crate) fn hash(&self, layout: Layout, largest: usize) -> Option<String> {
        let mut hash = Sha256::new();
        self.write(layout, largest, &mut |text| hash.update(text))?;
        Some(hex(&hash.finalize()))
    }

    fn write(&self, layout: Layout, largest: usize, out: &mut dyn FnMut(&[u8])) -> Option<()> {
        let (mut text, mut left) = (String::with_capacity(2 * CHUNK), largest);
        let mut flush = |text: &mut String| {
            left = left.checked_sub(text.len())?;
            out(text.as_bytes());
            text.clear();
            Some(())
        };
        // A line feed and the indentation of the deepest line so far.
        let mut line = String::from("\n");
        let mut depth: usize = 0;
        let mut rest = &*self.text;
        while let Some(at) = rest.bytes().position(|byte| byte < b' ') {
            let (plain, marked) = rest.split_at_checked(at)?;
            text.push_str(plain);
            let mark = marked.as_bytes().first().copied()?;
            match mark {
                COMMA => text.push_str(layout.comma),
                COLON => text.push_str(layout.colon),
                OPEN => depth += 1,
                _ => depth = depth.saturating_sub(1),
            }
            if let Some(indent) = layout.indent.filter(|_| mark != COLON) {
                let end = 1 + depth * indent.len();
                while line.len() < end {
                    line.push_str(indent);
                }
                text.push_str(line.get(..end)?);
            }
            if text.len() >= CHUNK {
                flush(&mut text)?;
            }
            rest = marked.get(1..)?;
        }
        text.push_str(rest);
        flush(&mut text)
    }

    fn value(&mut self, json: &Json<'_>) {
        match json {
            Json::Literal(text) => self.text.push_str(text),
            Json::String(text) => self.string(text),
            Json::Array(items) => self.members('[', items, ']', Self::value),
            Json::Object(members) => self.members('{', members, '}', |template, (key, value)| {
                template.string(key);
                template.mark(COLON);
                template.value(value);
            }),
        }
    }

    fn members<T>(
        &mut self,
        open: char,
        members: &[T],
        close: char,
        member: impl Fn(&mut Self, &T),
    ) {
        self.text.push(open);
        for (at, one) in members.iter().enumerate() {
            self.mark(if at == 0 { OPEN } else { COMMA });
            member(self, one);
        }
        if !members.is_empty() {
            self.mark(CLOSE);
        }
        self.text.push(close);
    }

    fn mark(&mut self, mark: u8) {
        self.text.push(char::from(mark));
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        let is_ascii = self.is_ascii;
        let mut rest = text;
        loop {
            let is_special = |byte: u8| match byte {
                b'"' | b'\\' | 0..0x20 => true,
                0x7f.. => is_ascii,
                _ => false,
            };
            let end = rest.bytes().position(is_special).unwrap_or(rest.len());
            let (plain, special) = rest.split_at_checked(end).unwrap_or((rest, ""));
            self.text.push_str(plain);
            let mut characters = special.chars();
            match characters.next() {
                Some('"') => self.text.push_str("\\\""),
                Some('\\') => self.text.push_str("\\\\"),
                Some('\u{8}') => self.text.push_str("\\b"),
                Some('\u{c}') => self.text.push_str("\\f"),
                Some('\n') => self.text.push_str("\\n"),
                Some('\r') => self.text.push_str("\\r"),
                Some('\t') => self.text.push_str("\\t"),
                Some(c) => push_escape(&mut self.text, c, false),
                None => break,
            }
            rest = characters.as_str();
        }
        self.text.push('"');
    }
}

/// Writes `\uXXXX`, or two of them for a character beyond `\uffff`.
pub(crate) fn push_escape(text: &mut String, c: char, is_upper_case: bool) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        text.push_str("\\u");
        for shift in [12, 8, 4, 0] {
            let digit = char::from_digit(u32::from(*unit >> shift & 15), 16).unwrap_or_default();
            text.push(if is_upper_case { digit.to_ascii_uppercase() } else { digit });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, layout: Layout, is_ascii: bool) -> String {
        let template = Template::new(&Json::read(text.as_bytes()).unwrap(), is_ascii);
        let mut written = Vec::new();
        template.write(layout, 1_000, &mut |text| written.extend_from_slice(text)).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert_eq!(template.hash(layout, 1_000), Some(hex(&Sha256::digest(&written))));
        written
    }

    #[test]
    fn layouts_are_those_of_libraries() {
        let text = r#" {"a" : [1,{} , [ ]],"b":"c"}"#;
        for (layout, expected) in [
            (Layout::COMPACT, r#"{"a":[1,{},[]],"b":"c"}"#),
            (Layout::SPACED, r#"{"a": [1, {}, []], "b": "c"}"#),
            (
                Layout::indented("  "),
                "{\n  \"a\": [\n    1,\n    {},\n    []\n  ],\n  \"b\": \"c\"\n}",
            ),
            (
                Layout::indented("\t"),
                "{\n\t\"a\": [\n\t\t1,\n\t\t{},\n\t\t[]\n\t],\n\t\"b\": \"c\"\n}",
            ),
        ] {
            assert_eq!(written(text, layout, false), expected);
        }
        assert_eq!(written("{}", Layout::indented("  "), false), "{}");
    }

    #[test]
    fn strings_are_escaped_where_they_must_be() {
        let text = r#"["\"\\\/\b\f\n\r\t\u0001\u007f<\u8fb9\ud83d\ude00"]"#;
        let raw = "[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u{7f}<边😀\"]";
        assert_eq!(written(text, Layout::COMPACT, false), raw);
        let ascii = r#"["\"\\/\b\f\n\r\t\u0001\u007f<\u8fb9\ud83d\ude00"]"#;
        assert_eq!(written(text, Layout::COMPACT, true), ascii);
    }

    #[test]
    fn large_text_is_not_written() {
        let json = Template::new(&Json::read(br#"{"a":1}"#).unwrap(), false);
        assert!(json.hash(Layout::COMPACT, 7).is_some());
        assert!(json.hash(Layout::COMPACT, 6).is_none());
        let nested =
            format!("{}{}{}", "[".repeat(100), "0,".repeat(100_000) + "0", "]".repeat(100));
        let json = Template::new(&Json::read(nested.as_bytes()).unwrap(), false);
        assert!(json.hash(Layout::COMPACT, nested.len()).is_some());
        assert!(json.hash(Layout::indented("    "), 1 << 20).is_none());
    }
}
