//! The layout of JSON for people. Numbers keep their digits, objects the order of their
//! members.

use std::borrow::Cow;
use std::fmt::Write;

use serde_json::value::RawValue;

use crate::check::Tokens;
use crate::json::quoted;

/// A deeper value is not indented, since its lines would be long.
const DEPTH: usize = 128;

/// JSON with a line for each member and item, indented by two spaces; `None` if the text is
/// not JSON or is deeper than 128 levels.
///
/// Numbers keep their digits, which `serde_json::Value` would round, and members their order.
/// A string has only the escapes that it needs, so `\u8fb9` is a character. Control characters
/// stay escaped, also those that JSON allows and a terminal may execute.
///
/// ```
/// use tencentcloud_catalog::pretty_json;
///
/// let json = r#"{"Id":18446744073709551616,"Name":"\u8fb9","Tags":[]}"#;
/// assert_eq!(
///     pretty_json(json).unwrap(),
///     "{\n  \"Id\": 18446744073709551616,\n  \"Name\": \"边\",\n  \"Tags\": []\n}"
/// );
/// assert_eq!(pretty_json("<html>"), None);
/// ```
pub fn pretty_json(text: &str) -> Option<String> {
    laid_out(text, true)
}

/// JSON on one line, otherwise as [`pretty_json`]; `None` if the text is not JSON.
///
/// ```
/// use tencentcloud_catalog::compact_json;
///
/// assert_eq!(compact_json("{ \"A\": [1.10,\n 2] }").unwrap(), "{\"A\":[1.10,2]}");
/// ```
pub fn compact_json(text: &str) -> Option<String> {
    laid_out(text, false)
}

fn laid_out(text: &str, indents: bool) -> Option<String> {
    // Only checked here: values would lose digits.
    serde_json::from_str::<&RawValue>(text).ok()?;
    let mut writer = Writer { text: String::with_capacity(text.len()), indents, depth: 0 };
    let mut tokens = Tokens::of(text);
    while let Some(token) = tokens.next() {
        match token {
            "{" | "[" => {
                writer.text.push_str(token);
                if let end @ ("}" | "]") = tokens.peek() {
                    tokens.next();
                    writer.text.push_str(end);
                    continue;
                }
                writer.depth = writer.depth.saturating_add(1);
                if indents && writer.depth > DEPTH {
                    return None;
                }
                writer.line();
            }
            "}" | "]" => {
                writer.depth = writer.depth.saturating_sub(1);
                writer.line();
                writer.text.push_str(token);
            }
            "," => {
                writer.text.push(',');
                writer.line();
            }
            ":" if indents => writer.text.push_str(": "),
            token => writer.text.push_str(&scalar(token)),
        }
    }
    Some(writer.text)
}

struct Writer {
    text: String,
    indents: bool,
    depth: usize,
}

impl Writer {
    fn line(&mut self) {
        if self.indents {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n("  ", self.depth));
        }
    }
}

/// A token with the escapes that it needs. Half of a surrogate pair stays as it is written.
fn scalar(token: &str) -> Cow<'_, str> {
    let mut spelled = Cow::Borrowed(token);
    if token.contains('\\')
        && let Ok(content) = serde_json::from_str::<String>(token)
    {
        spelled = Cow::Owned(quoted(&content));
    }
    // JSON allows DEL and U+0080 to U+009F in strings.
    if !spelled.contains(char::is_control) {
        return spelled;
    }
    let mut escaped = String::with_capacity(spelled.len());
    for character in spelled.chars() {
        if character.is_control() {
            let _ = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_is_that_of_serde_json() {
        let json =
            r#"{"A":[1,true,null,"x\"],}",{}, [ ],{"B" : {"C":[[2]]}}],"D":"\u4f60\/","E":[]}"#;
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        let pretty = pretty_json(json).unwrap();
        assert_eq!(pretty, serde_json::to_string_pretty(&value).unwrap());
        assert_eq!(pretty_json(&pretty).unwrap(), pretty);
        assert_eq!(compact_json(&pretty).unwrap(), value.to_string());
        for scalar in ["1", "\"a\"", "null", " {} "] {
            assert_eq!(pretty_json(scalar).unwrap(), scalar.trim());
        }
    }

    #[test]
    fn digits_and_order_are_kept() {
        let json =
            r#"{"b":12345678901234567.89,"a":18446744073709551616,"b":1e3,"F":1.10,"Z":-0.0e+5}"#;
        assert_eq!(compact_json(json).unwrap(), json);
        let lines = json.replace(':', ": ").replace(',', ",\n  ").replace('{', "{\n  ");
        assert_eq!(pretty_json(json).unwrap(), lines.replace('}', "\n}"));
    }

    #[test]
    fn names_and_strings_have_the_escapes_that_they_need() {
        for (json, expected) in [
            (r#""\u8fb9\/\"\\\n""#, r#""边/\"\\\n""#),
            (r#"{"\u0041":"\u001b"}"#, r#"{"A":"\u001b"}"#),
            ("\"a\u{9b}31m\u{7f}\"", r#""a\u009b31m\u007f""#),
            ("\"\u{a0}\u{4f60}\"", "\"\u{a0}\u{4f60}\""),
            (r#"{"\ud800":"\ud800"}"#, r#"{"\ud800":"\ud800"}"#),
            ("\"\\ud800\u{9b}\"", r#""\ud800\u009b""#),
            (
                r#"{"$serde_json::private::RawValue":"1"}"#,
                r#"{"$serde_json::private::RawValue":"1"}"#,
            ),
        ] {
            assert_eq!(compact_json(json).unwrap(), expected);
        }
    }

    #[test]
    fn other_texts_and_deep_values_have_no_layout() {
        for text in ["", "{", "<html>", "{} {}", "{\"a\":}", "[1,]", "01", "\"\n\""] {
            assert_eq!((pretty_json(text), compact_json(text)), (None, None), "{text}");
        }
        let nested = |depth| "[".repeat(depth) + "1" + &"]".repeat(depth);
        assert_eq!(pretty_json(&nested(DEPTH)).unwrap().lines().count(), 2 * DEPTH + 1);
        assert_eq!(pretty_json(&nested(DEPTH + 1)), None);
        let deep = nested(100_000);
        assert_eq!((pretty_json(&deep), compact_json(&deep)), (None, Some(deep.clone())));
    }
}
