//! The values of checked parameters.

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

/// Checked parameters: every member is defined and has its type, and every
/// required member is present. Null counts as absent.
#[derive(Debug)]
pub(crate) struct Parameters<'a>(Vec<(&'static str, Parameter<'a>)>);

/// A value that has its type. It is smaller than a [`Value`], since a body may
/// have millions of values.
#[derive(Debug)]
pub(super) enum Parameter<'a> {
    String(Cow<'a, str>),
    Number(Number),
    Boolean(bool),
    List(Vec<Self>),
    Object(Vec<(&'static str, Self)>),
}

/// One item of `Filters`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter<'a> {
    /// The path of the item: `Filters.0`.
    pub(crate) path: String,
    pub(crate) name: &'a str,
    pub(crate) values: Vec<&'a str>,
}

impl<'a> Parameters<'a> {
    /// Takes members that have passed the check.
    pub(super) fn checked(members: Vec<(&'static str, Parameter<'a>)>) -> Self {
        Self(members)
    }

    /// A string; none if absent.
    pub(crate) fn string(&self, name: &str) -> Option<&str> {
        member(&self.0, name).and_then(Parameter::as_str)
    }

    /// A required string.
    pub(crate) fn required_string(&self, name: &str) -> &str {
        self.string(name).unwrap_or_default()
    }

    /// An integer as sent, however large; none if absent.
    pub(crate) fn integer(&self, name: &str) -> Option<&Number> {
        match member(&self.0, name) {
            Some(Parameter::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// A list of strings; empty if absent.
    pub(crate) fn strings(&self, name: &str) -> Vec<&str> {
        strings(&self.0, name)
    }

    /// The items of `Filters`.
    pub(crate) fn filters(&self) -> impl ExactSizeIterator<Item = Filter<'_>> {
        list(&self.0, "Filters").iter().enumerate().map(|(index, filter)| {
            let members = match filter {
                Parameter::Object(members) => members.as_slice(),
                _ => &[],
            };
            Filter {
                path: format!("Filters.{index}"),
                name: member(members, "Name").and_then(Parameter::as_str).unwrap_or_default(),
                values: strings(members, "Values"),
            }
        })
    }

    /// All members as JSON.
    pub(crate) fn to_json(&self) -> Map<String, Value> {
        json(&self.0)
    }
}

impl Parameter<'_> {
    fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(string) => Some(string),
            _ => None,
        }
    }

    fn to_json(&self) -> Value {
        match self {
            Self::String(string) => Value::from(&**string),
            Self::Number(number) => number.clone().into(),
            Self::Boolean(boolean) => (*boolean).into(),
            Self::List(items) => items.iter().map(Self::to_json).collect(),
            Self::Object(members) => json(members).into(),
        }
    }
}

fn json(members: &[(&'static str, Parameter<'_>)]) -> Map<String, Value> {
    members.iter().map(|(name, value)| ((*name).to_owned(), value.to_json())).collect()
}

fn member<'m, 'a>(
    members: &'m [(&'static str, Parameter<'a>)],
    name: &str,
) -> Option<&'m Parameter<'a>> {
    members.iter().find(|(other, _)| *other == name).map(|(_, value)| value)
}

fn list<'m, 'a>(members: &'m [(&'static str, Parameter<'a>)], name: &str) -> &'m [Parameter<'a>] {
    match member(members, name) {
        Some(Parameter::List(items)) => items,
        _ => &[],
    }
}

fn strings<'m>(members: &'m [(&'static str, Parameter<'_>)], name: &str) -> Vec<&'m str> {
    list(members, name).iter().filter_map(Parameter::as_str).collect()
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
