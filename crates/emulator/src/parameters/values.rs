//! The values of checked parameters.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Deref;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use tencentcloud_catalog::{Kind, Member};

/// The members of an input, as JSON. Null counts as absent. A value that does not have the
/// type that is read counts as absent, too: the check has refused it.
#[derive(Debug, Deserialize)]
pub(crate) struct Parameters(BTreeMap<String, Box<RawValue>>);

/// One item of `Filters`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Filter<'a> {
    #[serde(borrow)]
    pub(crate) name: Text<'a>,
    #[serde(borrow)]
    pub(crate) values: Vec<Text<'a>>,
}

/// A string, borrowed unless it has escapes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Parameters {
    /// The members of a JSON object.
    pub(super) fn of(json: &str) -> Self {
        // The text has passed the check for syntax, so this does not fail.
        Self(serde_json::from_str(json).unwrap_or_default())
    }

    /// A string; none if absent.
    pub(crate) fn string(&self, name: &str) -> Option<Text<'_>> {
        self.value(name)
    }

    /// A required string.
    pub(crate) fn required_string(&self, name: &str) -> Text<'_> {
        self.string(name).unwrap_or_default()
    }

    /// An integer; none if absent.
    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        // `serde_json` reads `-0` as a float.
        self.0.get(name)?.get().parse().ok()
    }

    /// A list of strings; empty if absent.
    pub(crate) fn strings(&self, name: &str) -> Vec<Text<'_>> {
        self.value(name).unwrap_or_default()
    }

    /// The items of `Filters`; empty if absent.
    pub(crate) fn filters(&self) -> Vec<Filter<'_>> {
        self.value("Filters").unwrap_or_default()
    }

    /// All members as JSON, without those that are null.
    pub(crate) fn to_json(&self) -> Map<String, Value> {
        let members = self.0.keys().filter_map(|name| Some((name.clone(), self.value(name)?)));
        members.collect()
    }

    /// Whether a member is a string or list, and empty.
    pub(super) fn is_empty(&self, member: &Member) -> bool {
        let text = self.0.get(member.name).map_or("", |value| value.get());
        let items = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        match member.kind {
            Kind::String => text == "\"\"",
            Kind::List(_) => items.is_some_and(|items| items.trim_ascii().is_empty()),
            _ => false,
        }
    }

    fn value<'a, T: Deserialize<'a>>(&'a self, name: &str) -> Option<T> {
        serde_json::from_str::<Option<T>>(self.0.get(name)?.get()).ok().flatten()
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Filter<'_> {
    /// Whether one of the values equals this one.
    pub(crate) fn is(&self, value: &str) -> bool {
        self.values.iter().any(|own| **own == *value)
    }

    /// Whether this string contains one of the values, regardless of case.
    pub(crate) fn is_part_of(&self, whole: &str) -> bool {
        let whole = whole.to_lowercase();
        self.values.iter().any(|part| whole.contains(&part.to_lowercase()))
    }
}
