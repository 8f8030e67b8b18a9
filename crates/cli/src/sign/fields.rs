//! Members of a JSON object. Errors name a member and never show a value.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::json::{self, JsonError};

/// A JSON object with typed access to its members.
#[derive(Debug)]
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    /// Parses one object. The error shows no part of the text, which may contain a key.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        match json::parse(text) {
            Ok(Value::Object(object)) => Ok(Self(object)),
            Ok(_) => Err("not a JSON object".into()),
            Err(JsonError::Repeated(path)) => Err(repeated(&path)),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Fails if there is a member with another name. It would be ignored, and the
    /// signature would be that of another request.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), String> {
        let Some(at) = self.0.keys().position(|name| !known.contains(&name.as_str())) else {
            return Ok(());
        };
        let name = self.0.keys().nth(at).map_or("", String::as_str);
        let similarity = |known: &str| strsim::jaro_winkler(known, name);
        let nearest = known.iter().max_by(|a, b| similarity(a).total_cmp(&similarity(b)));
        let hint = match nearest.filter(|nearest| similarity(nearest) > 0.8) {
            Some(nearest) => format!("did you mean {nearest}?"),
            None => format!("expected {}", known.join(", ")),
        };
        // The name is not shown: it may be a key.
        Err(format!("member {} is unknown; {hint}", at + 1))
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

/// Fails if a name occurs twice in a list of names.
pub(super) fn check_distinct<'a>(
    member: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Result<(), String> {
    let mut seen = std::collections::BTreeSet::new();
    for (at, name) in names.into_iter().enumerate() {
        if !seen.insert(name) {
            return Err(format!("{member}: item {} has the name of an earlier one", at + 1));
        }
    }
    Ok(())
}

/// The message for a repeated member. Only names of our own are shown.
fn repeated(path: &str) -> String {
    let first = path.split('.').next().unwrap_or_default();
    let known = super::signing_request::MEMBERS.iter().flat_map(|(_, members)| *members);
    match known.copied().find(|known| *known == first) {
        Some(known) if known == path => format!("{known} is given twice"),
        Some(known) => format!("{known} has a name twice"),
        None => "an unknown member is given twice".into(),
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
