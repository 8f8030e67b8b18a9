//! JSON in the same layout with other escapes.

use sha2::{Digest, Sha256};

use super::{json::unescape, json_layout::push_escape};
use crate::hex::hex;

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

    /// The hexadecimal SHA-256 of the text, which must be JSON, with these escapes. `None`
    /// if it has them already.
    pub(crate) fn hash(self, text: &str) -> Option<String> {
        let mut hash = Sha256::new();
        self.rewrite(text, &mut |text| hash.update(text)).then(|| hex(&hash.finalize()))
    }

    /// Returns whether the text is another.
    fn rewrite(self, text: &str, out: &mut dyn FnMut(&[u8])) -> bool {
        let mut is_changed = false;
        let mut escape = String::new();
        let (mut same, mut rest) = (text, text);
        let is_sought = |byte: u8| byte == b'\\' || self.escaped.has(byte);
        while let Some(start) = rest.bytes().position(is_sought) {
            let (_, unit) = rest.split_at_checked(start).unwrap_or_default();
            let sent = unescape(unit);
            let plain = || unit.chars().next().map(|c| (c, c.len_utf8()));
            let Some((c, length)) = sent.or_else(plain) else {
                break;
            };
            (_, rest) = unit.split_at_checked(length).unwrap_or_default();
            let is_escaped = sent.is_some();
            let wanted = if is_escaped { self.plain } else { self.escaped };
            if !wanted.has_char(c) {
                continue;
            }
            escape.clear();
            if is_escaped {
                escape.push(c);
            } else {
                self.push_escape(&mut escape, c);
            }
            let (before, _) = same.split_at_checked(same.len() - unit.len()).unwrap_or_default();
            out(before.as_bytes());
            out(escape.as_bytes());
            same = rest;
            is_changed = true;
        }
        out(same.as_bytes());
        is_changed
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
            let mut written = Vec::new();
            let is_changed = escapes.rewrite(text, &mut |text| written.extend_from_slice(text));
            assert_eq!(String::from_utf8(written).unwrap(), expected.unwrap_or(text));
            assert_eq!(is_changed, expected.is_some());
            let hash = expected.map(|expected| hex(&Sha256::digest(expected)));
            assert_eq!(escapes.hash(text), hash);
        }
    }
}
