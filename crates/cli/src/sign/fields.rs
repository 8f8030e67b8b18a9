//! Members of a JSON object, with errors that name them and never show a value.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// An object whose members are asked for by name.
#[derive(Debug)]
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    /// Reads one object. An error gives the place, not the text, which may hold
    /// a key.
    pub(super) fn parse(text: &[u8]) -> Result<Self, String> {
        match serde_json::from_slice(text) {
            Ok(Value::Object(object)) => Ok(Self(object)),
            Ok(_) => Err("a JSON object is needed".into()),
            Err(error) if error.is_eof() => Err("this JSON ends too early".into()),
            Err(error) => {
                let (line, column) = (error.line(), error.column());
                Err(format!("this is not JSON (line {line}, column {column})"))
            }
        }
    }

    /// A member that is there and not null.
    pub(super) fn some(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A text that must be there.
    pub(super) fn text(&self, name: &str) -> Result<&str, String> {
        self.some(name)
            .ok_or_else(|| format!("{name} is missing"))?
            .as_str()
            .ok_or_else(|| format!("{name} must be a text"))
    }

    /// A text, empty if it is absent.
    pub(super) fn text_or_empty(&self, name: &str) -> Result<&str, String> {
        if self.some(name).is_none() { Ok("") } else { self.text(name) }
    }

    /// Whether it says so; absent, it does not.
    pub(super) fn flag(&self, name: &str) -> Result<bool, String> {
        match self.some(name) {
            None => Ok(false),
            Some(value) => value.as_bool().ok_or_else(|| format!("{name} must be true or false")),
        }
    }

    /// A list of texts.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<&str>, String> {
        let list = self.some(name).and_then(Value::as_array);
        list.and_then(|list| list.iter().map(Value::as_str).collect())
            .ok_or_else(|| format!("{name} must be a list of texts"))
    }

    /// Pairs of texts: an object's members, or a list of two each. A number
    /// counts as its text.
    pub(super) fn pairs(&self, name: &str) -> Result<Vec<(&str, Cow<'_, str>)>, String> {
        let pairs = match self.some(name) {
            None => Some(Vec::new()),
            Some(Value::Object(object)) => {
                object.iter().map(|(name, value)| Some((&**name, text(value)?))).collect()
            }
            Some(Value::Array(list)) => list
                .iter()
                .map(|pair| match pair.as_array()?.as_slice() {
                    [name, value] => Some((name.as_str()?, text(value)?)),
                    _ => None,
                })
                .collect(),
            Some(_) => None,
        };
        pairs.ok_or_else(|| format!("{name} must be pairs of texts"))
    }
}

fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.into()),
        // Not a number with a fraction, or one too long to be kept as it was written.
        Value::Number(number) if !number.is_f64() => Some(number.to_string().into()),
        _ => None,
    }
}
