//! JSON one level at a time.
//!
//! Values stay text until their types are known. So numbers keep their digits, and no
//! feature of `serde_json` that another crate turns on changes how they are read.

use alloc::string::String;
use core::fmt;

use serde::Deserializer;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

/// Calls `each` with every member of a JSON object, in order. A name may occur twice.
pub(crate) fn each_member<'a>(
    json: &'a str,
    each: impl FnMut(String, &'a RawValue),
) -> Result<(), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    deserializer.deserialize_map(EachMember(each))?;
    deserializer.end()
}

struct EachMember<F>(F);

impl<'de, F: FnMut(String, &'de RawValue)> Visitor<'de> for EachMember<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some((name, value)) = map.next_entry()? {
            (self.0)(name, value);
        }
        Ok(())
    }
}

/// The value of a JSON string; None for any other JSON.
pub(crate) fn string(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

/// Whether this is a JSON number.
pub(crate) fn is_number(value: &RawValue) -> bool {
    value.get().starts_with(|first: char| first == '-' || first.is_ascii_digit())
}
