//! Flattening of an input to the name-value pairs of a query or form.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::{Map, Value};

/// Flattens an input: names of nested members are joined by dots, and list items
/// are numbered from 0, as in `Filters.0.Values.1`.
///
/// Nulls are omitted, and later items of a list keep their numbers. Empty strings
/// are kept; an empty list or object has no pair. Booleans are `true` and `false`.
/// These are the rules of the official SDKs, or of most of them where they differ.
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
        Value::String(value) => pairs.push((name, value.clone())),
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
    fn nested_members_are_joined_by_dots_and_nulls_are_omitted() {
        let input = json!({
            "Filters": [null, {"Name": "n", "Values": ["a", "", null, "d"]}],
            "Limit": 20, "Ratio": 1.5, "Force": false, "Empty": "", "None": null, "List": [], "Map": {},
        });
        let pairs = flatten(input.as_object().unwrap());
        let has = |name: &str| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.as_str());
        assert_eq!(has("Filters.1.Name"), Some("n"));
        assert_eq!(has("Filters.1.Values.0"), Some("a"));
        assert_eq!(has("Filters.1.Values.1"), Some(""));
        assert_eq!(has("Filters.1.Values.3"), Some("d"), "a null keeps its number");
        assert_eq!(has("Limit"), Some("20"));
        assert_eq!(has("Ratio"), Some("1.5"));
        assert_eq!(has("Force"), Some("false"));
        assert_eq!(has("Empty"), Some(""));
        assert_eq!(pairs.len(), 8);
    }
}
