//! Members of a JSON object. Errors name a member and never show a value.

use std::borrow::Cow;
use std::collections::BTreeSet;

use tencentcloud_catalog::{Json, nearest};

/// A JSON object with typed access to its members.
#[derive(Debug)]
pub(super) struct Fields(Vec<(String, Json)>);

impl Fields {
    /// Parses one object. The error shows no part of the text, which may contain a key.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let json = Json::parse(text).map_err(|finding| finding.to_string())?;
        let Json::Object(members) = json else {
            return Err("not a JSON object".into());
        };
        let mut names = BTreeSet::new();
        for (name, value) in &members {
            let shown = known(name).unwrap_or("an unknown member");
            if !names.insert(name) {
                return Err(format!("{shown} is given twice"));
            }
            if has_name_twice(value) {
                return Err(format!("{shown} has a name twice"));
            }
        }
        Ok(Self(members))
    }

    /// Fails if there is a member with another name. It would be ignored, and the
    /// signature would be that of another request.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), String> {
        let mut names = self.0.iter().map(|(name, _)| name.as_str()).enumerate();
        let Some((at, name)) = names.find(|(_, name)| !known.contains(name)) else {
            return Ok(());
        };
        let hint = match nearest(name, known.iter().copied()) {
            Some(nearest) => format!("did you mean {nearest}?"),
            None => format!("expected {}", known.join(", ")),
        };
        // The name is not shown: it may be a key.
        Err(format!("member {} is unknown; {hint}", at + 1))
    }

    /// A member that is present and not null.
    pub(super) fn some(&self, name: &str) -> Option<&Json> {
        let (_, value) = self.0.iter().find(|(known, _)| known == name)?;
        (*value != Json::Null).then_some(value)
    }

    /// A required string.
    pub(super) fn string(&self, name: &str) -> Result<&str, String> {
        let value = self.some(name).ok_or_else(|| format!("{name} is missing"))?;
        string(value).ok_or_else(|| format!("{name} must be a string"))
    }

    /// A string; empty if absent.
    pub(super) fn string_or_empty(&self, name: &str) -> Result<&str, String> {
        if self.some(name).is_none() { Ok("") } else { self.string(name) }
    }

    /// A boolean; false if absent.
    pub(super) fn flag(&self, name: &str) -> Result<bool, String> {
        match self.some(name) {
            None => Ok(false),
            Some(Json::Boolean(value)) => Ok(*value),
            Some(_) => Err(format!("{name} must be true or false")),
        }
    }

    /// An integer without sign.
    pub(super) fn unsigned(&self, name: &str) -> Option<u64> {
        match self.some(name) {
            Some(Json::Number(digits)) => digits.parse().ok(),
            _ => None,
        }
    }

    /// A list of strings.
    pub(super) fn strings(&self, name: &str) -> Result<Vec<&str>, String> {
        let strings = match self.some(name) {
            Some(Json::List(items)) => items.iter().map(string).collect(),
            _ => None,
        };
        strings.ok_or_else(|| format!("{name} must be a list of strings"))
    }

    /// Pairs of strings: the members of an object, or a list of pairs. An integer is
    /// accepted as a string.
    pub(super) fn pairs(&self, name: &str) -> Result<Vec<(&str, Cow<'_, str>)>, String> {
        let pairs = match self.some(name) {
            None => Some(Vec::new()),
            Some(Json::Object(members)) => {
                members.iter().map(|(name, value)| Some((&**name, to_string(value)?))).collect()
            }
            Some(Json::List(items)) => items
                .iter()
                .map(|pair| match pair {
                    Json::List(pair) => match pair.as_slice() {
                        [name, value] => Some((string(name)?, to_string(value)?)),
                        _ => None,
                    },
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
    let mut seen = BTreeSet::new();
    for (at, name) in names.into_iter().enumerate() {
        if !seen.insert(name) {
            return Err(format!("{member}: item {} has the name of an earlier one", at + 1));
        }
    }
    Ok(())
}

/// A name of ours: any other is not shown.
fn known(name: &str) -> Option<&'static str> {
    let known = super::signing_request::MEMBERS.iter().flat_map(|(_, members)| *members);
    known.copied().find(|known| *known == name)
}

/// Whether an object in a value has a name twice.
fn has_name_twice(value: &Json) -> bool {
    match value {
        Json::Object(members) => {
            let mut names = BTreeSet::new();
            members.iter().any(|(name, value)| !names.insert(name) || has_name_twice(value))
        }
        Json::List(items) => items.iter().any(has_name_twice),
        _ => false,
    }
}

fn string(value: &Json) -> Option<&str> {
    match value {
        Json::String(text) => Some(text),
        _ => None,
    }
}

fn to_string(value: &Json) -> Option<Cow<'_, str>> {
    match value {
        Json::String(text) => Some(text.into()),
        // A float is refused: clients differ in how they print one.
        Json::Number(digits) if !digits.contains(['.', 'e', 'E']) => Some(digits.into()),
        _ => None,
    }
}
