//! JSON in the same layout with other escapes.

use super::{json::unescape, json_layout::push_escape};

/// Characters that some libraries escape and others do not.
#[derive(Clone, Copy)]
pub(crate) struct Set {
    /// Those beyond ASCII.
    pub(crate) foreign: bool,
    pub(crate) slash: bool,
    /// `<`, `>` and `&`.
    pub(crate) markup: bool,
}

impl Set {
    pub(crate) const NONE: Self = Self { foreign: false, slash: false, markup: false };

    /// Whether it has the character that this byte is or begins.
    fn has(self, byte: u8) -> bool {
        match byte {
            b'/' => self.slash,
            b'<' | b'>' | b'&' => self.markup,
            _ => self.foreign && !byte.is_ascii(),
        }
    }

    fn has_char(self, c: char) -> bool {
        u8::try_from(c).map_or(self.foreign, |byte| self.has(byte))
    }
}

/// Which characters are escaped, and which are not. Others stay as sent.
#[derive(Clone, Copy)]
pub(crate) struct Escapes {
    pub(crate) escaped: Set,
    pub(crate) plain: Set,
    /// Whether the digits of `\uXXXX` are in upper case.
    pub(crate) is_upper_case: bool,
}

impl Escapes {
    pub(crate) const SENT: Self =
        Self { escaped: Set::NONE, plain: Set::NONE, is_upper_case: false };

    /// `None` if the text, which must be JSON, is written like this already.
    pub(crate) fn rewrite(self, text: &str) -> Option<String> {
        let mut written = String::new();
        let mut rest = text;
        let start = |rest: &str| rest.bytes().position(|b| b == b'\\' || self.escaped.has(b));
        while let Some(start) = start(rest) {
            let (before, unit) = rest.split_at_checked(start)?;
            let sent = unescape(unit);
            let (c, length) = sent.or_else(|| unit.chars().next().map(|c| (c, c.len_utf8())))?;
            let (unit, after) = unit.split_at_checked(length)?;
            if written.is_empty() {
                written.reserve(text.len() + text.len() / 4);
            }
            written.push_str(before);
            if sent.is_none() && self.escaped.has_char(c) {
                self.push_escape(&mut written, c);
            } else if sent.is_some() && self.plain.has_char(c) {
                written.push(c);
            } else {
                written.push_str(unit);
            }
            rest = after;
        }
        written.push_str(rest);
        (written != text).then_some(written)
    }

    fn push_escape(self, text: &mut String, c: char) {
        if c == '/' {
            text.push_str("\\/");
        } else {
            push_escape(text, c, self.is_upper_case);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_the_set_are_escaped_and_others_stay() {
        let all = Set { foreign: true, slash: true, markup: true };
        let text = r#"["/é\/\u00e9\u003C<\n\\é\"😀"]"#;
        for (escapes, expected) in [
            (Escapes::SENT, None),
            (
                Escapes { escaped: all, ..Escapes::SENT },
                Some(r#"["\/\u00e9\/\u00e9\u003C\u003c\n\\\u00e9\"\ud83d\ude00"]"#),
            ),
            (
                Escapes { escaped: all, is_upper_case: true, ..Escapes::SENT },
                Some(r#"["\/\u00E9\/\u00e9\u003C\u003C\n\\\u00E9\"\uD83D\uDE00"]"#),
            ),
            (Escapes { plain: all, ..Escapes::SENT }, Some(r#"["/é/é<<\n\\é\"😀"]"#)),
            (
                Escapes { plain: Set { slash: true, ..Set::NONE }, ..Escapes::SENT },
                Some(r#"["/é/\u00e9\u003C<\n\\é\"😀"]"#),
            ),
        ] {
            assert_eq!(escapes.rewrite(text).as_deref(), expected);
        }
    }
}
