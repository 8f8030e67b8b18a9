//! The parts of JSON text, as they are written.

use std::fmt;

use serde::Deserializer;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

/// Calls `each` with every member of a JSON object, in order.
pub(crate) fn each_member<'a>(
    json: &'a str,
    each: impl FnMut(String, &'a str) -> Result<(), serde_json::Error>,
) -> Result<(), serde_json::Error> {
    struct EachMember<F>(F);

    impl<'de, F> Visitor<'de> for EachMember<F>
    where
        F: FnMut(String, &'de str) -> Result<(), serde_json::Error>,
    {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
            while let Some((name, value)) = map.next_entry::<_, &RawValue>()? {
                (self.0)(name, value.get()).map_err(serde::de::Error::custom)?;
            }
            Ok(())
        }
    }

    serde_json::Deserializer::from_str(json).deserialize_map(EachMember(each))
}

/// The items of a JSON list.
pub(crate) fn items(json: &str) -> Result<Vec<&str>, serde_json::Error> {
    let items: Vec<&RawValue> = serde_json::from_str(json)?;
    Ok(items.into_iter().map(RawValue::get).collect())
}
