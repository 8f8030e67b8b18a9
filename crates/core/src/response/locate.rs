//! The path of a value that does not fit its type.
//!
//! Reading is fast and does not track where it is. Only after it has failed is the
//! JSON read again, level by level, with a deserializer that knows the path.

use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;
use core::fmt::Write;

use serde::de::value::StringDeserializer;
use serde::de::{DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Error, from_str};

use crate::json;

/// As deep as `serde_json` reads. Deeper JSON would overflow the stack.
const DEPTH: usize = 128;

/// The path of the first value that does not fit `T`, such as `ImageSet[0].ImageSize`;
/// empty if it is the whole, or if the JSON is not valid.
pub(super) fn path<'de, T: Deserialize<'de>>(json: &'de RawValue) -> String {
    let steps = RefCell::new(Vec::new());
    if T::deserialize(Located { json, steps: &steps }).is_ok() {
        return String::new();
    }
    let mut path = String::new();
    for step in steps.take() {
        let _ = match step {
            Step::Member(name) if path.is_empty() => write!(path, "{name}"),
            Step::Member(name) => write!(path, ".{name}"),
            Step::Item(index) => write!(path, "[{index}]"),
        };
    }
    path
}

#[derive(Clone)]
enum Step {
    Member(String),
    Item(usize),
}

/// A value and the path to it. The steps to a value that fails stay.
#[derive(Clone, Copy)]
struct Located<'de, 's> {
    json: &'de RawValue,
    steps: &'s RefCell<Vec<Step>>,
}

impl<'de> Located<'de, '_> {
    fn read<S: DeserializeSeed<'de>>(self, step: Step, seed: S) -> Result<S::Value, Error> {
        if self.steps.borrow().len() >= DEPTH {
            return Err(serde::de::Error::custom("too deep"));
        }
        self.steps.borrow_mut().push(step);
        let value = seed.deserialize(self)?;
        self.steps.borrow_mut().pop();
        Ok(value)
    }
}

/// Methods for scalars: `serde_json` reads a scalar as the type that the method names.
macro_rules! scalars {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.json.get().as_bytes().first() {
                Some(b'{' | b'[') => self.deserialize_any(visitor),
                _ => serde_json::Deserializer::from_str(self.json.get()).$method(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Located<'de, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.json.get().as_bytes().first() {
            Some(b'{') => {
                let mut members = Vec::new();
                json::each_member(self.json.get(), |name, value| members.push((name, value)))?;
                members.reverse();
                visitor.visit_map(Members { rest: members, value: None, at: self })
            }
            Some(b'[') => {
                let mut items: Vec<&RawValue> = from_str(self.json.get())?;
                items.reverse();
                visitor.visit_seq(Items { rest: items, index: 0, at: self })
            }
            _ => serde_json::Deserializer::from_str(self.json.get()).deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.json.get() == "null" { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        // A `RawValue` is one by name.
        if name.starts_with("$serde_json") {
            return serde_json::Deserializer::from_str(self.json.get())
                .deserialize_newtype_struct(name, visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        serde_json::Deserializer::from_str(self.json.get())
            .deserialize_enum(name, variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    scalars! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_i128 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char deserialize_str
        deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_identifier
    }

    serde::forward_to_deserialize_any! { unit_struct seq tuple tuple_struct map struct }
}

/// The members of an object, the next one last.
struct Members<'de, 's> {
    rest: Vec<(String, &'de RawValue)>,
    value: Option<(String, &'de RawValue)>,
    at: Located<'de, 's>,
}

impl<'de> MapAccess<'de> for Members<'de, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((name, value)) = self.rest.pop() else { return Ok(None) };
        let key: StringDeserializer<Error> = name.clone().into_deserializer();
        self.value = Some((name, value));
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let Some((name, json)) = self.value.take() else {
            return Err(serde::de::Error::custom("a value without its name"));
        };
        Located { json, ..self.at }.read(Step::Member(name), seed)
    }
}

/// The items of a list, the next one last.
struct Items<'de, 's> {
    rest: Vec<&'de RawValue>,
    index: usize,
    at: Located<'de, 's>,
}

impl<'de> SeqAccess<'de> for Items<'de, '_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(json) = self.rest.pop() else { return Ok(None) };
        let step = Step::Item(self.index);
        self.index += 1;
        Located { json, ..self.at }.read(step, seed).map(Some)
    }
}
