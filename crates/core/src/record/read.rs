//! The reader of every structure.

use core::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Number;

use super::path::Path;
use super::scalar::Found;
use super::{Record, Slot};

/// The deepest nesting of structures, in case a deserializer has no limit.
const DEPTH: usize = 120;

/// What is not read as any member.
const WHOLE: &str = "expected an object";

/// Reads a structure.
pub fn deserialize<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Record,
{
    let mut record = T::empty();
    let whole = Place { slot: Slot::Structure(&mut record), path: &Path::Root };
    // Asked for a map, a deserializer would show the value in its error.
    whole.deserialize(deserializer)?;
    Ok(record)
}

/// Where a value goes. It says whether there was one: null, and what counts as null, is none.
struct Place<'a> {
    slot: Slot<'a>,
    path: &'a Path<'a>,
}

impl Place<'_> {
    #[cold]
    fn wrong<E: Error>(&self, reason: &str) -> E {
        wrong(self.path, reason)
    }

    #[cold]
    fn not_this<E: Error>(&self) -> E {
        self.wrong(if self.is_whole() { WHOLE } else { self.slot.expected() })
    }

    fn put<E: Error>(self, value: Found<'_>) -> Result<bool, E> {
        if !self.slot.is_scalar() {
            return Err(self.not_this());
        }
        let path = self.path;
        self.slot.put(value).map_err(|reason| wrong(path, reason))
    }

    fn is_whole(&self) -> bool {
        matches!(self.path, Path::Root)
    }
}

#[cold]
fn wrong<E: Error>(path: &Path<'_>, reason: &str) -> E {
    match path {
        Path::Root => E::custom(reason),
        path => E::custom(format_args!("{path}: {reason}")),
    }
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = bool;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = self.slot.expected();
        f.write_str(expected.strip_prefix("expected ").unwrap_or(expected))
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        if self.is_whole() { Err(self.wrong(WHOLE)) } else { Ok(false) }
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        self.put(Found::Boolean(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        self.put(Found::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        self.put(Found::Unsigned(value))
    }

    // With some features serde_json has integers of more than 64 bits.
    #[expect(clippy::cast_precision_loss, reason = "JSON numbers are read as the nearest float")]
    fn visit_i128<E: Error>(self, value: i128) -> Result<bool, E> {
        self.put(Found::Float(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON numbers are read as the nearest float")]
    fn visit_u128<E: Error>(self, value: u128) -> Result<bool, E> {
        self.put(Found::Float(value as f64))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<bool, E> {
        self.put(Found::Float(value))
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<bool, E> {
        match self.slot {
            Slot::OptionalString(slot) => {
                *slot = Some(text.into());
                Ok(true)
            }
            _ if self.slot.is_scalar() => self.put(Found::String(text)),
            // Some services send an empty string for an empty list.
            _ => {
                let is_list = text.trim().is_empty() && self.slot.clear();
                if is_list { Ok(true) } else { Err(self.not_this()) }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        // With the feature `arbitrary_precision` of serde_json, which any crate may turn on, a
        // number is a map that only its own type reads.
        if self.slot.is_scalar() {
            let number = Number::deserialize(MapAccessDeserializer::new(map)).ok();
            return match number.as_ref().and_then(Found::of) {
                Some(found) => self.put(found),
                None => Err(self.not_this()),
            };
        }
        let path = self.path;
        match self.slot.enter() {
            Ok(record) => members(record, path, map).map(|()| true),
            // Some services send an empty object for an empty list.
            Err(mut slot) => {
                let is_list = map.next_key::<IgnoredAny>()?.is_none() && slot.clear();
                if is_list { Ok(true) } else { Err(Self { slot, path }.not_this()) }
            }
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<bool, A::Error> {
        if !self.slot.clear() {
            return Err(self.not_this());
        }
        let mut index = 0;
        while let Some(slot) = self.slot.next_item() {
            let path = &Path::Item(self.path, index);
            if items.next_element_seed(Place { slot, path })?.is_none() {
                break;
            }
            index += 1;
        }
        Ok(true)
    }
}

/// Reads the members of a structure.
fn members<'de, A: MapAccess<'de>>(
    record: &mut dyn Record,
    path: &Path<'_>,
    mut map: A,
) -> Result<(), A::Error> {
    if path.depth() > DEPTH {
        return Err(wrong(path, "nested too deep"));
    }
    let names = record.shape().members;
    let mut seen = Seen::default();
    // Most services send members in the order in which they declare them.
    let mut next = 0;
    while let Some(index) = map.next_key_seed(Name { names, next })? {
        if index == Name::NUMBER {
            return Err(wrong(
                path,
                if path.depth() == 0 { WHOLE } else { "expected an object or null" },
            ));
        }
        let Some(name) = names.get(index) else {
            map.next_value::<IgnoredAny>()?;
            continue;
        };
        let slot = record.member_mut(index);
        next = index + 1;
        if map.next_value_seed(Place { slot, path: &Path::Member(path, name) })? {
            seen.insert(index);
        }
    }
    for (index, name) in names.iter().enumerate().filter(|(index, _)| !seen.contains(*index)) {
        if record.member(index).is_required() {
            return Err(wrong(&Path::Member(path, name), "missing"));
        }
    }
    Ok(())
}

/// The number of a member, or one after all others for an unknown name.
struct Name {
    names: &'static [&'static str],
    next: usize,
}

impl Name {
    /// The key of a number as a map.
    const NUMBER: usize = usize::MAX;
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    #[inline]
    fn visit_str<E>(self, name: &str) -> Result<usize, E> {
        if self.names.get(self.next) == Some(&name) {
            return Ok(self.next);
        }
        let place = self.names.iter().position(|known| *known == name);
        // See `visit_map`.
        let is_number =
            || ["$serde_json::private::Number", "$serde_json::private::RawValue"].contains(&name);
        Ok(place.unwrap_or_else(|| if is_number() { Self::NUMBER } else { self.names.len() }))
    }
}

/// The members that were there, of the first 256: no structure has more.
#[derive(Default)]
struct Seen([u64; 4]);

impl Seen {
    fn insert(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }

    fn contains(&self, index: usize) -> bool {
        self.0.get(index / 64).is_none_or(|word| (word >> (index % 64)) & 1 == 1)
    }
}
