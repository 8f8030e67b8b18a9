//! JSON with a line for each member. Digits, spelling and order stay as they are.

/// Deeper JSON is not indented: the spaces alone would grow with the square of its depth, so
/// that a body of 1 MB could fill the memory.
const DEEPEST: usize = 128;

/// The indented text; `None` if it is no JSON, or too deep.
pub(crate) fn pretty(json: &str) -> Option<String> {
    // Only checked here: numbers of a value would lose digits.
    serde_json::from_str::<&serde_json::value::RawValue>(json).ok()?;
    let mut writer = Writer { text: String::with_capacity(json.len() * 2), depth: 0 };
    let mut characters = json.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                writer.text.push('"');
                let mut is_escaped = false;
                for character in characters.by_ref() {
                    writer.text.push(character);
                    if character == '"' && !is_escaped {
                        break;
                    }
                    is_escaped = character == '\\' && !is_escaped;
                }
            }
            '{' | '[' => {
                writer.text.push(character);
                while characters.next_if(char::is_ascii_whitespace).is_some() {}
                match characters.next_if(|next| "]}".contains(*next)) {
                    Some(end) => writer.text.push(end),
                    None if writer.depth == DEEPEST => return None,
                    None => writer.line(1),
                }
            }
            '}' | ']' => {
                writer.line(-1);
                writer.text.push(character);
            }
            ',' => {
                writer.text.push(',');
                writer.line(0);
            }
            ':' => writer.text.push_str(": "),
            blank if blank.is_ascii_whitespace() => {}
            other => writer.text.push(other),
        }
    }
    Some(writer.text)
}

struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    /// Begins a line, deeper by so many levels.
    fn line(&mut self, deeper: isize) {
        self.depth = self.depth.saturating_add_signed(deeper);
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n("  ", self.depth));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_spelling_and_order_are_kept() {
        let json = r#" {"b":1.50,"a":[ 12345678901234567890123, -0.0e+5 ],"\u0041":"{\"[,:]\\","n":null,"e":{ },"l":[]} "#;
        let expected = "{\n  \"b\": 1.50,\n  \"a\": [\n    12345678901234567890123,\n    -0.0e+5\n  ],\n  \
                        \"\\u0041\": \"{\\\"[,:]\\\\\",\n  \"n\": null,\n  \"e\": {},\n  \"l\": []\n}";
        assert_eq!(pretty(json).unwrap(), expected);
        assert_eq!(pretty(expected).unwrap(), expected);
        assert_eq!(pretty("\"边\"").unwrap(), "\"边\"");
    }

    #[test]
    fn json_that_is_too_deep_is_not_indented() {
        let nested = |depth: usize| "[".repeat(depth) + "1" + &"]".repeat(depth);
        assert!(pretty(&nested(DEEPEST)).is_some());
        for depth in [DEEPEST + 1, 500_000] {
            assert_eq!(pretty(&nested(depth)), None, "{depth}");
        }
    }

    #[test]
    fn other_texts_are_no_json() {
        for text in ["", "{", "<html>", "{} {}", "{\"a\":}"] {
            assert_eq!(pretty(text), None, "{text}");
        }
    }
}
