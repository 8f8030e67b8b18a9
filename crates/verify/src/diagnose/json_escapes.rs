//! JSON in the same layout with other escapes.

use super::{json::unescape, json_layout::push_escape};

/// Which characters are escaped, and which are not. Others stay as sent.
#[derive(Clone, Copy)]
pub(crate) struct Escapes {
    pub(crate) escaped: fn(char) -> bool,
    pub(crate) plain: fn(char) -> bool,
    /// Whether the digits of `\uXXXX` are in upper case.
    pub(crate) is_upper_case: bool,
}

impl Escapes {
    /// `None` if the text, which must be JSON, is written like this already.
    pub(crate) fn rewrite(self, text: &str) -> Option<String> {
        let mut written = String::new();
        let mut rest = text;
        while let Some(start) = rest.find(|c| c == '\\' || (self.escaped)(c)) {
            let (before, unit) = rest.split_at_checked(start)?;
            let sent = unescape(unit);
            let (c, length) = sent.or_else(|| unit.chars().next().map(|c| (c, c.len_utf8())))?;
            let (unit, after) = unit.split_at_checked(length)?;
            written.push_str(before);
            if sent.is_none() && (self.escaped)(c) {
                self.push_escape(&mut written, c);
            } else if sent.is_some() && (self.plain)(c) {
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
