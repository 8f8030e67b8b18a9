//! The tokens of valid JSON, as they are written.

/// The tokens of a JSON text: punctuation, strings with their quotes, numbers and words.
pub(crate) struct Tokens<'a> {
    text: &'a str,
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    /// The tokens of a text that is valid JSON.
    pub(crate) fn of(text: &'a str) -> Self {
        Self { text, rest: text.trim_ascii_start() }
    }

    /// What follows the last token, without white space before it.
    pub(crate) fn rest(&self) -> &'a str {
        self.rest
    }

    /// Line and column of the next token, counted from 1.
    pub(super) fn position(&self) -> (usize, usize) {
        let before = self.text.strip_suffix(self.rest).unwrap_or_default();
        let last = before.rsplit('\n').next().unwrap_or_default();
        (before.matches('\n').count() + 1, last.len() + 1)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let first = *self.rest.as_bytes().first()?;
        let (token, rest) = self.rest.split_at_checked(length(self.rest, first))?;
        self.rest = rest.trim_ascii_start();
        Some(token)
    }
}

/// The length of the token that begins the text with this byte.
fn length(text: &str, first: u8) -> usize {
    let is_end = |c: char| c.is_ascii_whitespace() || [',', ']', '}', ':'].contains(&c);
    match first {
        b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
        b'"' => {
            let mut is_escaped = false;
            let is_last = |(_, byte): &(usize, u8)| {
                let is_last = *byte == b'"' && !is_escaped;
                is_escaped = *byte == b'\\' && !is_escaped;
                is_last
            };
            text.bytes().enumerate().skip(1).find(is_last).map_or(text.len(), |(at, _)| at + 1)
        }
        _ => text.find(is_end).unwrap_or(text.len()),
    }
}
