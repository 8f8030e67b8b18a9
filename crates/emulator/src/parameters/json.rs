//! Parameters as JSON.

use std::borrow::Cow;
use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use tencentcloud_catalog::{Kind, Member};

use super::checker::{self, Checker, Object};
use super::path::Path;
use super::values::Parameter;

/// Fails if a text is not JSON, including strings that are not Unicode.
pub(super) fn check_syntax(text: &str) -> Result<(), serde_json::Error> {
    serde_json::from_str::<Syntax>(text).map(|_| ())
}

/// The members of an object, checked against the catalog. The text must be an
/// object and have passed [`check_syntax`].
pub(super) fn object<'a>(
    text: &'a str,
    path: Path<'_>,
    members: &'static [Member],
    checker: &mut Checker,
) -> Vec<(&'static str, Parameter<'a>)> {
    let mut object = Object::new(path, members);
    let each = Entries(|name: &str, text| {
        if let Some(member) = object.member(name, checker) {
            add(&mut object, member, text, checker);
        }
    });
    // The text has passed the check, so this does not fail.
    let _ = serde_json::Deserializer::from_str(text).deserialize_map(each);
    object.finish(checker)
}

/// Adds a member to an object. Null counts as absent.
pub(super) fn add<'a>(
    object: &mut Object<'_, 'a>,
    member: &'static Member,
    text: &'a str,
    checker: &mut Checker,
) {
    if text != "null" {
        let parent = object.path();
        let value = value(text, &Path::Member(&parent, member.name), member.kind, checker);
        object.add(member, value, is_empty(text, member.kind), checker);
    }
}

/// A value, if it has its type and nothing is wrong with the parameters so far.
/// The text is one JSON value without surrounding space.
fn value<'a>(
    text: &'a str,
    path: &Path<'_>,
    kind: Kind,
    checker: &mut Checker,
) -> Option<Parameter<'a>> {
    let value = match (text.as_bytes().first(), kind) {
        (Some(b'"'), Kind::String) => string(text).map(Parameter::String),
        (Some(b'-' | b'0'..=b'9'), Kind::Integer | Kind::Unsigned) => {
            checker::integer(text).map(Parameter::Number)
        }
        (Some(b'-' | b'0'..=b'9'), Kind::Float) => checker::float(text).map(Parameter::Number),
        (Some(b't'), Kind::Boolean) => Some(Parameter::Boolean(true)),
        (Some(b'f'), Kind::Boolean) => Some(Parameter::Boolean(false)),
        (Some(b'{'), Kind::Structure(structure)) => {
            let members = structure.members();
            Some(Parameter::Object(object(text, *path, members, checker)))
        }
        (Some(b'['), Kind::List(element)) => {
            Some(Parameter::List(list(text, path, *element, checker)))
        }
        _ => None,
    };
    if value.is_none() {
        checker.mistyped(path, kind);
    }
    value
}

fn list<'a>(
    text: &'a str,
    path: &Path<'_>,
    element: Kind,
    checker: &mut Checker,
) -> Vec<Parameter<'a>> {
    let (mut items, mut index) = (Vec::new(), 0);
    let each = Items(|text| {
        let item = value(text, &Path::Item(path, index), element, checker);
        index += 1;
        if checker.is_clean() {
            items.extend(item);
        }
    });
    // As in `object`.
    let _ = serde_json::Deserializer::from_str(text).deserialize_seq(each);
    items
}

/// Whether it is an empty string or list of this type.
fn is_empty(text: &str, kind: Kind) -> bool {
    match kind {
        Kind::String => text == "\"\"",
        Kind::List(_) => {
            let items = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
            items.is_some_and(|items| items.trim().is_empty())
        }
        _ => false,
    }
}

/// A string without its quotation marks and escapes.
fn string(text: &str) -> Option<Cow<'_, str>> {
    if text.contains('\\') {
        return serde_json::from_str(text).ok().map(Cow::Owned);
    }
    text.strip_prefix('"')?.strip_suffix('"').map(Cow::Borrowed)
}

/// Calls a function for each member of an object.
struct Entries<F>(F);

impl<'de, F: FnMut(&str, &'de str)> Visitor<'de> for Entries<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
            (self.0)(&name, value.get());
        }
        Ok(())
    }
}

/// Calls a function for each item of a list.
struct Items<F>(F);

impl<'de, F: FnMut(&'de str)> Visitor<'de> for Items<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element::<&'de RawValue>()? {
            (self.0)(item.get());
        }
        Ok(())
    }
}

/// Any JSON value, which is decoded and dropped.
struct Syntax;

impl<'de> Deserialize<'de> for Syntax {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Syntax {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self, A::Error> {
        while members.next_entry::<Self, Self>()?.is_some() {}
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use tencentcloud_catalog::action;

    use super::*;

    #[test]
    fn value_has_its_type() {
        let action = action("ecm", "2019-07-19", "DescribeImage").unwrap();
        for (kind, text, fits) in [
            (Kind::Float, "1.5", true),
            (Kind::Float, "-2", true),
            (Kind::Float, "\"1.5\"", false),
            (Kind::Integer, "-2", true),
            (Kind::Integer, "1.5", false),
            (Kind::Boolean, "true", true),
            (Kind::Boolean, "1", false),
            (Kind::String, "\"a\"", true),
            (Kind::String, "1", false),
        ] {
            let mut checker = Checker::of(action);
            let read = value(text, &Path::Root, kind, &mut checker);
            assert_eq!(read.is_some(), fits, "{kind:?} {text}");
        }
    }
}
