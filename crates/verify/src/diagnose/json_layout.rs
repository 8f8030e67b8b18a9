//! JSON as libraries of other languages write it.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use super::json::Json;
use crate::hex::hex;

/// White space in JSON, and how characters beyond ASCII are written.
#[derive(Clone, Copy)]
pub(crate) struct Layout {
    /// Between members: `,` or `, `.
    comma: &'static str,
    /// Between key and value: `:` or `: `.
    colon: &'static str,
    /// For each level of a line, if members have lines of their own.
    indent: Option<&'static str>,
    is_ascii: bool,
}

impl Layout {
    pub(crate) const COMPACT: Self = Self { comma: ",", colon: ":", indent: None, is_ascii: false };
    pub(crate) const SPACED: Self = Self { comma: ", ", colon: ": ", ..Self::COMPACT };

    pub(crate) const fn indented(indent: &'static str) -> Self {
        Self { colon: ": ", indent: Some(indent), ..Self::COMPACT }
    }

    /// With `\uXXXX` for all characters beyond ASCII.
    pub(crate) const fn ascii(self) -> Self {
        Self { is_ascii: true, ..self }
    }

    /// The hexadecimal SHA-256 of the text. `None` if it has more than `largest` bytes.
    pub(crate) fn hash(self, json: &Json<'_>, largest: usize) -> Option<String> {
        let mut hash = Sha256::new();
        self.write(json, largest, &mut |text| hash.update(text))?;
        Some(hex(&hash.finalize()))
    }

    fn write(self, json: &Json<'_>, largest: usize, out: &mut dyn FnMut(&[u8])) -> Option<()> {
        let mut writer = Writer {
            layout: self,
            text: String::with_capacity(2 * CHUNK),
            out,
            left: largest,
            line: format!("{}\n", self.comma),
        };
        writer.value(json, 0)?;
        writer.flush()
    }
}

/// How much is written at once, in bytes: little enough for the cache of a processor.
const CHUNK: usize = 1 << 13;

struct Writer<'a> {
    layout: Layout,
    text: String,
    out: &'a mut dyn FnMut(&[u8]),
    left: usize,
    /// A comma, a line feed and the indentation of the deepest line so far.
    line: String,
}

impl Writer<'_> {
    fn value(&mut self, json: &Json<'_>, depth: usize) -> Option<()> {
        match json {
            Json::Literal(text) => self.text.push_str(text),
            Json::String(text) => self.string(text),
            Json::Array(items) => {
                self.members("[", items, "]", depth, |writer, item| writer.value(item, depth + 1))?;
            }
            Json::Object(members) => {
                self.members("{", members, "}", depth, |writer, (key, value)| {
                    writer.string(key);
                    writer.text.push_str(writer.layout.colon);
                    writer.value(value, depth + 1)
                })?;
            }
        }
        if self.text.len() < CHUNK { Some(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Option<()> {
        self.left = self.left.checked_sub(self.text.len())?;
        (self.out)(self.text.as_bytes());
        self.text.clear();
        Some(())
    }

    fn members<T>(
        &mut self,
        open: &str,
        members: &[T],
        close: &str,
        depth: usize,
        mut member: impl FnMut(&mut Self, &T) -> Option<()>,
    ) -> Option<()> {
        self.text.push_str(open);
        for (at, one) in members.iter().enumerate() {
            self.separate(at > 0, depth + 1);
            member(self, one)?;
        }
        if !members.is_empty() {
            self.separate(false, depth);
        }
        self.text.push_str(close);
        Some(())
    }

    /// Writes a comma, if there is one, and starts the next line.
    fn separate(&mut self, has_comma: bool, depth: usize) {
        let comma = self.layout.comma;
        let start = if has_comma { 0 } else { comma.len() };
        let end = match self.layout.indent {
            Some(indent) => {
                let end = comma.len() + 1 + depth * indent.len();
                while self.line.len() < end {
                    self.line.push_str(indent);
                }
                end
            }
            None => comma.len(),
        };
        self.text.push_str(self.line.get(start..end).unwrap_or_default());
    }

    #[expect(clippy::ptr_arg, reason = "whether it is borrowed matters")]
    fn string(&mut self, text: &Cow<'_, str>) {
        match text {
            // It had no escapes in the body, and needs none but these.
            Cow::Borrowed(text) if !self.layout.is_ascii || text.bytes().all(|b| b < 0x7f) => {
                self.text.push('"');
                self.text.push_str(text);
                self.text.push('"');
            }
            text => self.escaped(text),
        }
    }

    fn escaped(&mut self, text: &str) {
        self.text.push('"');
        let is_ascii = self.layout.is_ascii;
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

    fn written(text: &str, layout: Layout) -> String {
        let json = Json::read(text.as_bytes()).unwrap();
        let mut written = Vec::new();
        layout.write(&json, 1_000, &mut |text| written.extend_from_slice(text)).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert_eq!(layout.hash(&json, 1_000), Some(hex(&Sha256::digest(&written))));
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
            assert_eq!(written(text, layout), expected);
        }
        assert_eq!(written("{}", Layout::indented("  ")), "{}");
    }

    #[test]
    fn strings_are_escaped_where_they_must_be() {
        let text = r#"["\"\\\/\b\f\n\r\t\u0001\u007f<\u8fb9\ud83d\ude00"]"#;
        let raw = "[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u{7f}<边😀\"]";
        assert_eq!(written(text, Layout::COMPACT), raw);
        let ascii = r#"["\"\\/\b\f\n\r\t\u0001\u007f<\u8fb9\ud83d\ude00"]"#;
        assert_eq!(written(text, Layout::COMPACT.ascii()), ascii);
    }

    #[test]
    fn large_text_is_not_written() {
        let json = Json::read(br#"{"a":1}"#).unwrap();
        assert!(Layout::COMPACT.hash(&json, 7).is_some());
        assert!(Layout::COMPACT.hash(&json, 6).is_none());
        let nested =
            format!("{}{}{}", "[".repeat(100), "0,".repeat(100_000) + "0", "]".repeat(100));
        let json = Json::read(nested.as_bytes()).unwrap();
        assert!(Layout::COMPACT.hash(&json, nested.len()).is_some());
        assert!(Layout::indented("    ").hash(&json, 1 << 20).is_none());
    }
}
