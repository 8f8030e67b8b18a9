//! JSON as libraries of other languages write it.

use super::json::Json;

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

    /// `None` if the text would have more than `largest` bytes.
    pub(crate) fn write(self, json: &Json<'_>, largest: usize) -> Option<String> {
        let mut writer = Writer { layout: self, text: String::new(), largest };
        writer.value(json, 0)?;
        Some(writer.text)
    }
}

struct Writer {
    layout: Layout,
    text: String,
    largest: usize,
}

impl Writer {
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
        (self.text.len() <= self.largest).then_some(())
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
            if at > 0 {
                self.text.push_str(self.layout.comma);
            }
            self.start_line(depth + 1);
            member(self, one)?;
        }
        if !members.is_empty() {
            self.start_line(depth);
        }
        self.text.push_str(close);
        Some(())
    }

    fn start_line(&mut self, depth: usize) {
        if let Some(indent) = self.layout.indent {
            self.text.push('\n');
            for _ in 0..depth {
                self.text.push_str(indent);
            }
        }
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        let is_ascii = self.layout.is_ascii;
        let is_plain = |byte: u8| match byte {
            b'"' | b'\\' | 0..0x20 => false,
            0x7f.. => !is_ascii,
            _ => true,
        };
        let mut rest = text;
        while let Some(end) = rest.bytes().position(|byte| !is_plain(byte)) {
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
                None => {}
            }
            rest = characters.as_str();
        }
        self.text.push_str(rest);
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
        layout.write(&Json::read(text.as_bytes()).unwrap(), 1_000).unwrap()
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
        assert_eq!(Layout::COMPACT.write(&json, 7).as_deref(), Some(r#"{"a":1}"#));
        assert_eq!(Layout::COMPACT.write(&json, 6), None);
        let nested =
            format!("{}{}{}", "[".repeat(100), "0,".repeat(100_000) + "0", "]".repeat(100));
        let json = Json::read(nested.as_bytes()).unwrap();
        assert_eq!(Layout::indented("    ").write(&json, 1 << 20), None);
    }
}
