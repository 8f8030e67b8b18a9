//! The output of a call: indented, or on one line.

use serde_json::value::RawValue;

use crate::json;

/// A deeper value is not indented, since its lines would be long.
const DEPTH: usize = 128;

/// Indented JSON; unchanged if it is not valid. Numbers keep their digits, which
/// `serde_json::Value` would round.
pub(super) fn pretty(json: &str) -> String {
    laid_out(json, true).unwrap_or_else(|_| json.to_owned())
}

/// JSON on one line. A text that is not valid becomes a JSON string.
pub(super) fn line(json: &str) -> String {
    laid_out(json, false).unwrap_or_else(|_| quoted(json))
}

fn laid_out(json: &str, indents: bool) -> Result<String, serde_json::Error> {
    let json: &RawValue = serde_json::from_str(json)?;
    let mut writer = Writer { text: String::new(), indents, depth: 0 };
    writer.value(json.get())?;
    Ok(writer.text)
}

struct Writer {
    text: String,
    indents: bool,
    depth: usize,
}

impl Writer {
    fn value(&mut self, json: &str) -> Result<(), serde_json::Error> {
        match json.as_bytes().first() {
            Some(b'{') => {
                let mut is_first = true;
                self.open("{")?;
                json::each_member(json, |name, value| {
                    self.begin_item(&mut is_first);
                    let colon = if self.indents { ": " } else { ":" };
                    self.text.extend([&quoted(&name), colon]);
                    self.value(value)
                })?;
                self.close("}", is_first);
            }
            Some(b'[') => {
                let mut is_first = true;
                self.open("[")?;
                for item in json::items(json)? {
                    self.begin_item(&mut is_first);
                    self.value(item)?;
                }
                self.close("]", is_first);
            }
            Some(b'"') => self.text.push_str(&unescaped(json)),
            _ => self.text.push_str(json),
        }
        Ok(())
    }

    fn open(&mut self, bracket: &str) -> Result<(), serde_json::Error> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(serde::de::Error::custom("too deep"));
        }
        self.text.push_str(bracket);
        Ok(())
    }

    fn begin_item(&mut self, is_first: &mut bool) {
        if !std::mem::take(is_first) {
            self.text.push(',');
        }
        self.new_line();
    }

    fn close(&mut self, bracket: &str, is_empty: bool) {
        self.depth -= 1;
        if !is_empty {
            self.new_line();
        }
        self.text.push_str(bracket);
    }

    fn new_line(&mut self) {
        if self.indents {
            self.text.push('\n');
            (0..self.depth).for_each(|_| self.text.push_str("  "));
        }
    }
}

/// A string with the escapes that it needs: `\u4f60` is a character.
fn unescaped(string: &str) -> String {
    let content: Result<String, _> = serde_json::from_str(string);
    content.map_or_else(|_| string.to_owned(), |content| quoted(&content))
}

/// A JSON string. JSON allows DEL and the control characters U+0080 to U+009F, which a
/// terminal may execute.
fn quoted(content: &str) -> String {
    let string = serde_json::Value::from(content).to_string();
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

    #[test]
    fn every_event_is_one_line_of_json() {
        for (data, expected) in [
            ("{\"A\" :\n [1.10, {}, \"\\u4f60\"] }\n", "{\"A\":[1.10,{},\"\u{4f60}\"]}"),
            ("[DONE]", "\"[DONE]\""),
            ("two\nlines", "\"two\\nlines\""),
            ("\"a\u{9b}\"", "\"a\\u009b\""),
            ("7", "7"),
        ] {
            assert_eq!(line(data), expected);
        }
    }
}
