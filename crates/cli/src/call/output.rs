//! The output of a call: indented, or on one line.

use tencentcloud_catalog::{compact_json, pretty_json};

/// Indented JSON; unchanged if it is not valid, or so deep that its lines would be long.
pub(super) fn pretty(json: &str) -> String {
    pretty_json(json).unwrap_or_else(|| json.to_owned())
}

/// JSON on one line. A text that is not valid becomes a JSON string.
pub(super) fn line(json: &str) -> String {
    let string = || compact_json(&serde_json::Value::from(json).to_string());
    compact_json(json).or_else(string).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_and_deep_json_is_unchanged() {
        let deep = "[".repeat(100_000) + "1" + &"]".repeat(100_000);
        for json in ["{", "", "<html>", "{} {}", &deep] {
            assert_eq!(pretty(json), json);
        }
        assert_eq!(pretty("{\"A\":1.10}"), "{\n  \"A\": 1.10\n}");
    }

    #[test]
    fn every_event_is_one_line_of_json() {
        for (data, expected) in [
            ("{\"A\" :\n [1.10, {}, \"\\u4f60\"] }\n", "{\"A\":[1.10,{},\"\u{4f60}\"]}"),
            ("[DONE]", "\"[DONE]\""),
            ("two\nlines", "\"two\\nlines\""),
            ("a\u{9b}", "\"a\\u009b\""),
            ("\"a\u{9b}\"", "\"a\\u009b\""),
            ("7", "7"),
        ] {
            assert_eq!(line(data), expected);
        }
    }
}
