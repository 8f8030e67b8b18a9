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

    /// The next token, which stays.
    pub(crate) fn peek(&self) -> &'a str {
        let length = self.rest.bytes().next().map_or(0, |first| length(self.rest, first));
        self.rest.get(..length).unwrap_or_default()
    }

    /// Line and column of the next token, counted from 1, the column in bytes.
    pub(crate) fn position(&self) -> (usize, usize) {
        let before = self.text.strip_suffix(self.rest).unwrap_or_default();
        let last = before.rsplit('\n').next().unwrap_or_default();
        (before.matches('\n').count() + 1, last.len() + 1)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let token = self.peek();
        self.rest = self.rest.get(token.len()..).unwrap_or_default().trim_ascii_start();
        (!token.is_empty()).then_some(token)
    }
}

/// The length of the token that begins the text with this byte.
fn length(text: &str, first: u8) -> usize {
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
        _ => {
            let is_end = |byte: u8| byte.is_ascii_whitespace() || b",]}:".contains(&byte);
            text.bytes().position(is_end).unwrap_or(text.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tokens;

    #[test]
    fn tokens_are_the_text_without_white_space() {
        let text = "\t{ \"A\\\\\" : [ 1.10 ,\r\n-0,true, \"\\\"}\u{8fb9}\\u8fb9\" ] } ";
        let tokens: Vec<_> = Tokens::of(text).collect();
        let expected = r#"{ "A\\" : [ 1.10 , -0 , true , "\"}边\u8fb9" ] }"#;
        assert_eq!(tokens, expected.split(' ').collect::<Vec<_>>());
        assert_eq!(Tokens::of(" ").next(), None);
    }

    #[test]
    fn position_is_that_of_the_next_token() {
        let mut tokens = Tokens::of("{\n  \"A\": 1}");
        assert_eq!(tokens.position(), (1, 1));
        tokens.next();
        assert_eq!((tokens.position(), tokens.peek()), ((2, 3), "\"A\""));
        tokens.nth(3);
        assert_eq!((tokens.position(), tokens.peek()), ((2, 10), ""));
    }
}
