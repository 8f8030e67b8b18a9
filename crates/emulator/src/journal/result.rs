//! A success in a few words.

use serde_json::{Map, Value};

/// How many there are, the state of a task, or `success`.
pub(crate) fn result(output: &Map<String, Value>) -> String {
    let lists = || output.values().filter_map(Value::as_array);
    if let (Some(total), Some(list)) =
        (output.get("TotalCount").and_then(Value::as_u64), lists().next())
    {
        return format!("{} of {total} items", list.len());
    }
    let mut objects = lists().flatten();
    let state = objects.find_map(|object| object.get("State")?.as_str());
    state.unwrap_or("success").to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn counts_and_states_are_told() {
        for (output, words) in [
            (json!({"ImageSet": [1, 2], "TotalCount": 7}), "2 of 7 items"),
            (json!({"ImageTaskSet": [{"State": "SUCCESS"}]}), "SUCCESS"),
            (json!({}), "success"),
        ] {
            assert_eq!(result(output.as_object().unwrap()), words);
        }
    }
}
