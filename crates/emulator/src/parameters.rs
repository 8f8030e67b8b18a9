//! An action's own parameters, checked against the catalogue.

mod body;
mod check;
mod codes;
mod form;
mod multipart;
mod place;

use serde_json::{Map, Number, Value};

pub(crate) use self::body::read;
pub(crate) use self::check::check;
pub(crate) use self::codes::Codes;

/// Parameters that have been checked: every member is defined and of its kind,
/// and what is required is there. Null counts as absent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parameters(Map<String, Value>);

/// One item of `Filters`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter<'a> {
    /// Where it stands: `Filters.0`.
    pub(crate) path: String,
    pub(crate) name: &'a str,
    pub(crate) values: Vec<&'a str>,
}

impl Parameters {
    /// Text; none if it is absent.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// Text that is required, and so there.
    pub(crate) fn required_text(&self, name: &str) -> &str {
        self.text(name).unwrap_or_default()
    }

    /// A whole number as it was sent, however large; none if it is absent.
    pub(crate) fn integer(&self, name: &str) -> Option<&Number> {
        self.0.get(name).and_then(Value::as_number)
    }

    /// A list of text; empty if it is absent.
    pub(crate) fn texts(&self, name: &str) -> Vec<&str> {
        self.list(name).filter_map(Value::as_str).collect()
    }

    /// The items of `Filters`.
    pub(crate) fn filters(&self) -> Vec<Filter<'_>> {
        self.list("Filters")
            .enumerate()
            .map(|(at, filter)| Filter {
                path: format!("Filters.{at}"),
                name: filter.get("Name").and_then(Value::as_str).unwrap_or_default(),
                values: filter
                    .get("Values")
                    .and_then(Value::as_array)
                    .map(|values| values.iter().filter_map(Value::as_str).collect())
                    .unwrap_or_default(),
            })
            .collect()
    }

    /// All of them, as JSON.
    pub(crate) fn as_json(&self) -> &Map<String, Value> {
        &self.0
    }

    fn list(&self, name: &str) -> impl Iterator<Item = &Value> {
        self.0.get(name).and_then(Value::as_array).into_iter().flatten()
    }
}
