//! The output of a call, indented.

use serde_json::value::RawValue;

use crate::json::Tokens;

/// A deeper value is not indented, since its lines would be long.
const DEPTH: usize = 128;

/// Indented JSON; unchanged if it is not valid. Numbers keep their digits, which
/// `serde_json::Value` would round.
pub(super) fn pretty(json: &str) -> String {
    indented(json).unwrap_or_else(|| json.to_owned())
}

fn indented(json: &str) -> Option<String> {
    serde_json::from_str::<&RawValue>(json).ok()?;
    let mut tokens = Tokens::of(json);
    let mut text = String::new();
    let mut depth = 0;
    let new_line = |text: &mut String, depth: usize| {
        text.push('\n');
        (0..depth).for_each(|_| text.push_str("  "));
    };
    while let Some(token) = tokens.next() {
        match token {
            "{" | "[" if tokens.rest().starts_with(['}', ']']) => {
                text.push_str(token);
                text.push_str(tokens.next()?);
            }
            "{" | "[" => {
                depth += 1;
                if depth > DEPTH {
                    return None;
                }
                text.push_str(token);
                new_line(&mut text, depth);
            }
            "}" | "]" => {
                depth = depth.saturating_sub(1);
                new_line(&mut text, depth);
                text.push_str(token);
            }
            "," => {
                text.push_str(token);
                new_line(&mut text, depth);
            }
            ":" => text.push_str(": "),
            string if string.starts_with('"') => text.push_str(&unescaped(string)),
            other => text.push_str(other),
        }
    }
    Some(text)
}

/// A string with the escapes that it needs: `\u4f60` is a character. JSON allows DEL
/// and the control characters U+0080 to U+009F, which a terminal may execute.
fn unescaped(string: &str) -> String {
    let content: Result<String, _> = serde_json::from_str(string);
    let needed = content.and_then(|content| serde_json::to_string(&content));
    let Ok(string) = needed else { return string.to_owned() };
    if !string.contains(char::is_control) {
        return string;
    }
    let mut escaped = String::new();
    for c in string.chars() {
        if c.is_control() {
            escaped.extend(format!("\\u{:04x}", u32::from(c)).chars());
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_is_that_of_serde_json() {
        let json =
            r#"{"A":[1,true,null,"x\"],}",{}, [ ],{"B" : {"C":[[2]]}}],"D":"\u4f60\/","E":[]}"#;
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(pretty(json), serde_json::to_string_pretty(&value).unwrap());
        for scalar in ["1", "\"a\"", "null", " {} "] {
            assert_eq!(pretty(scalar), scalar.trim());
        }
    }

    #[test]
    fn numbers_keep_their_digits() {
        let json =
            r#"{"Cost":12345678901234567.89,"Id":18446744073709551616,"E":1e3,"F":1.10,"Z":-0}"#;
        assert_eq!(
            pretty(json),
            "{\n  \"Cost\": 12345678901234567.89,\n  \"Id\": 18446744073709551616,\n  \
             \"E\": 1e3,\n  \"F\": 1.10,\n  \"Z\": -0\n}"
        );
    }

    #[test]
    fn a_terminal_gets_no_control_characters() {
        assert_eq!(pretty("\"a\u{9b}31m\u{7f}\""), r#""a\u009b31m\u007f""#);
        assert_eq!(pretty("\"\u{a0}\u{4f60}\""), "\"\u{a0}\u{4f60}\"");
    }

    #[test]
    fn invalid_and_deep_json_is_unchanged() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        for json in ["{", "", "<html>", "{} {}", &deep] {
            assert_eq!(pretty(json), json);
        }
        let nested = |depth| "[".repeat(depth) + "1" + &"]".repeat(depth);
        assert_eq!(pretty(&nested(DEPTH)).lines().count(), 2 * DEPTH + 1);
        assert_eq!(pretty(&nested(DEPTH + 1)), nested(DEPTH + 1));
        assert_eq!(pretty(r#"{"A": "\ud800"}"#), "{\n  \"A\": \"\\ud800\"\n}");
    }
}
