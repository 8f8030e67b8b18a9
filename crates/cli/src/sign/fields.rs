//! Members of a JSON object. Errors name a member and never show a value.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// A JSON object with typed access to its members.
#[derive(Debug)]
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    /// Parses one object. The error gives the position and not the content, which may
    /// contain a key.
    pub(super) fn parse(text: &[u8]) -> Result<Self, String> {
        match serde_json::from_slice(text) {
            Ok(Value::Object(object)) => Ok(Self(object)),
            Ok(_) => Err("not a JSON object".into()),
            Err(error) if error.is_eof() => Err("unexpected end of JSON".into()),
            Err(error) => {
                let (line, column) = (error.line(), error.column());
                Err(format!("not valid JSON (line {line}, column {column})"))
            }
        }
    }

    /// A member that is present and not null.
    pub(super) fn some(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A required string.
    pub(super) fn string(&self, name: &str) -> Result<&str, String> {
        self.some(name)
            .ok_or_else(|| format!("{name} is missing"))?
            .as_str()
            .ok_or_else(|| format!("{name} must be a string"))
    }

    /// A string; empty if absent.
    pub(super) fn string_or_empty(&self, name: &str) -> Result<&str, String> {
        if self.some(name).is_none() { Ok("") } else { self.string(name) }
    }

    /// A boolean; false if absent.
    pub(super) fn flag(&self, name: &str) -> Result<bool, String> {
        match self.some(name) {
            None => Ok(false),
            Some(value) => value.as_bool().ok_or_else(|| format!("{name} must be true or false")),
        }
    }

    /// A list of strings.
    pub(super) fn strings(&self, name: &str) -> Result<Vec<&str>, String> {
        let list = self.some(name).and_then(Value::as_array);
        list.and_then(|list| list.iter().map(Value::as_str).collect())
            .ok_or_else(|| format!("{name} must be a list of strings"))
    }

    /// Pairs of strings: the members of an object, or a list of pairs. An integer is
    /// accepted as a string.
    pub(super) fn pairs(&self, name: &str) -> Result<Vec<(&str, Cow<'_, str>)>, String> {
        let pairs = match self.some(name) {
            None => Some(Vec::new()),
            Some(Value::Object(object)) => {
                object.iter().map(|(name, value)| Some((&**name, to_string(value)?))).collect()
            }
            Some(Value::Array(list)) => list
                .iter()
                .map(|pair| match pair.as_array()?.as_slice() {
                    [name, value] => Some((name.as_str()?, to_string(value)?)),
                    _ => None,
                })
                .collect(),
            Some(_) => None,
        };
        pairs.ok_or_else(|| format!("{name} must be pairs of strings"))
    }
}

fn to_string(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.into()),
        // A float may not print as it was written.
        Value::Number(number) if !number.is_f64() => Some(number.to_string().into()),
        _ => None,
    }
}
