//! Values of queries, forms and parts, which are all text.

use serde_json::Value;
use serde_json::value::RawValue;
use tencentcloud_catalog::Kind;

/// Appends a text as JSON: as a number or boolean if it is written as one and the catalog
/// expects one, else as a string, which the check refuses unless it expects one.
pub(super) fn push(text: &str, kind: Option<Kind>, json: &mut String) {
    match (kind, text) {
        // The Python SDK writes `True`, the others `true`.
        (Some(Kind::Boolean), "True") => json.push_str("true"),
        (Some(Kind::Boolean), "False") => json.push_str("false"),
        (Some(Kind::Boolean | Kind::Integer | Kind::Unsigned | Kind::Float), text)
            if is_number_or_boolean(text) =>
        {
            json.push_str(text);
        }
        _ => push_string(text, json),
    }
}

pub(super) fn push_string(text: &str, json: &mut String) {
    json.push_str(&Value::from(text).to_string());
}

fn is_number_or_boolean(text: &str) -> bool {
    text.starts_with(|first: char| "-tf".contains(first) || first.is_ascii_digit())
        && serde_json::from_str(text).is_ok_and(|value: &RawValue| value.get() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_a_number_or_boolean_where_one_is_expected() {
        for (text, kind, json) in [
            ("5", Kind::String, "\"5\""),
            ("a\"\n边", Kind::String, r#""a\"\n边""#),
            ("18446744073709551616", Kind::Integer, "18446744073709551616"),
            ("-1.50", Kind::Float, "-1.50"),
            ("1e3", Kind::Float, "1e3"),
            ("true", Kind::Boolean, "true"),
            ("True", Kind::Boolean, "true"),
            ("False", Kind::Boolean, "false"),
            ("TRUE", Kind::Boolean, "\"TRUE\""),
            ("", Kind::Integer, "\"\""),
            (" 5", Kind::Integer, "\" 5\""),
            ("5 ", Kind::Integer, "\"5 \""),
            ("05", Kind::Integer, "\"05\""),
            ("1,2", Kind::Integer, "\"1,2\""),
            ("null", Kind::Integer, "\"null\""),
            ("5", Kind::List(&Kind::Integer), "\"5\""),
        ] {
            let mut written = String::new();
            push(text, Some(kind), &mut written);
            assert_eq!(written, json, "{text} {kind:?}");
        }
    }
}
