//! The values of checked parameters.

use serde_json::{Map, Number, Value};

/// Checked parameters: every member is defined and has its type, and every
/// required member is present. Null counts as absent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parameters(Map<String, Value>);

/// One item of `Filters`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter<'a> {
    /// The path of the item: `Filters.0`.
    pub(crate) path: String,
    pub(crate) name: &'a str,
    pub(crate) values: Vec<&'a str>,
}

impl Parameters {
    /// Takes members that have passed the check.
    pub(super) fn checked(members: Map<String, Value>) -> Self {
        Self(members)
    }

    /// A string; none if absent.
    pub(crate) fn string(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// A required string.
    pub(crate) fn required_string(&self, name: &str) -> &str {
        self.string(name).unwrap_or_default()
    }

    /// An integer as sent, however large; none if absent.
    pub(crate) fn integer(&self, name: &str) -> Option<&Number> {
        self.0.get(name).and_then(Value::as_number)
    }

    /// A list of strings; empty if absent.
    pub(crate) fn strings(&self, name: &str) -> Vec<&str> {
        self.list(name).filter_map(Value::as_str).collect()
    }

    /// The items of `Filters`.
    pub(crate) fn filters(&self) -> Vec<Filter<'_>> {
        self.list("Filters")
            .enumerate()
            .map(|(index, filter)| Filter {
                path: format!("Filters.{index}"),
                name: filter.get("Name").and_then(Value::as_str).unwrap_or_default(),
                values: filter
                    .get("Values")
                    .and_then(Value::as_array)
                    .map(|values| values.iter().filter_map(Value::as_str).collect())
                    .unwrap_or_default(),
            })
            .collect()
    }

    /// All members as JSON.
    pub(crate) fn as_json(&self) -> &Map<String, Value> {
        &self.0
    }

    fn list(&self, name: &str) -> impl Iterator<Item = &Value> {
        self.0.get(name).and_then(Value::as_array).into_iter().flatten()
    }
}

impl Filter<'_> {
    /// Whether one of the values equals this one.
    pub(crate) fn is(&self, value: &str) -> bool {
        self.values.contains(&value)
    }

    /// Whether this string contains one of the values, regardless of case.
    pub(crate) fn is_part_of(&self, whole: &str) -> bool {
        let whole = whole.to_lowercase();
        self.values.iter().any(|part| whole.contains(&part.to_lowercase()))
    }
}
