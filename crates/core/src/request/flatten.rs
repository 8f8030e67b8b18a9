//! An input as names and values: what GET and signature v1 carry.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::{Map, Value};

/// The members of an input as pairs: names of nested ones joined by dots, items
/// of lists numbered from 0.
///
/// Nulls are left out, and in lists the later items keep their numbers. Empty
/// texts stay, an empty list or structure has no pair. Truth values are `true`
/// and `false`. These are the rules that official SDKs share; where they
/// differ, those of most of them.
pub(super) fn flatten(input: &Map<String, Value>) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (name, value) in input {
        add(name.clone(), value, &mut pairs);
    }
    pairs
}

fn add(name: String, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::String(text) => pairs.push((name, text.clone())),
        Value::Bool(_) | Value::Number(_) => pairs.push((name, value.to_string())),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                add(format!("{name}.{index}"), item, pairs);
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                add(format!("{name}.{member}"), value, pairs);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nested_values_have_dotted_names() {
        let input = json!({
            "Filters": [null, {"Name": "n", "Values": ["a", "", null, "d"]}],
            "Limit": 20, "Ratio": 1.5, "Force": false, "Empty": "", "None": null, "List": [], "Map": {},
        });
        let pairs = flatten(input.as_object().unwrap());
        let has = |name: &str| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.as_str());
        assert_eq!(has("Filters.1.Name"), Some("n"));
        assert_eq!(has("Filters.1.Values.0"), Some("a"));
        assert_eq!(has("Filters.1.Values.1"), Some(""));
        assert_eq!(has("Filters.1.Values.3"), Some("d"), "a null keeps its place");
        assert_eq!(has("Limit"), Some("20"));
        assert_eq!(has("Ratio"), Some("1.5"));
        assert_eq!(has("Force"), Some("false"));
        assert_eq!(has("Empty"), Some(""));
        assert_eq!(pairs.len(), 8);
    }
}
