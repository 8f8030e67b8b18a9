//! The members of a JSON object, each once.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Parses an object. Unlike `serde_json`, it refuses a member that occurs twice, here
/// or in a value.
pub(crate) fn parse(json: &str) -> Result<Map<String, Value>, serde_json::Error> {
    if json.trim_ascii_start().starts_with(|first| first != '{') {
        return Err(Error::custom("expected an object"));
    }
    let members = serde_json::from_str(json)?;
    match repeated(json) {
        Some(path) => Err(Error::custom(format_args!("`{path}` occurs twice"))),
        None => Ok(members),
    }
}

/// The path of the first member that occurs twice, such as `a.0.b`.
pub(crate) fn repeated(json: &str) -> Option<String> {
    let mut found = None;
    let seed = Distinct { path: String::new(), found: &mut found };
    // It fails at that member.
    let _ = seed.deserialize(&mut serde_json::Deserializer::from_str(json));
    found
}

/// A value that is read for the names in it. The way that serde presents numbers
/// depends on the features of `serde_json`, so it keeps none.
struct Distinct<'a> {
    path: String,
    found: &'a mut Option<String>,
}

impl Distinct<'_> {
    fn below(&mut self, step: impl fmt::Display) -> Distinct<'_> {
        let dot = if self.path.is_empty() { "" } else { "." };
        Distinct { path: format!("{}{dot}{step}", self.path), found: self.found }
    }
}

impl<'de> DeserializeSeed<'de> for Distinct<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Distinct<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        let mut index = 0;
        while items.next_element_seed(self.below(index))?.is_some() {
            index += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = self.below(&name);
            if !seen.insert(name) {
                *value.found = Some(value.path);
                return Err(A::Error::custom("a member occurs twice"));
            }
            members.next_value_seed(value)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn only_objects_with_distinct_members_are_read() {
        assert_eq!(
            parse(r#" {"a": 1.5, "b": [{"a": {}}, {"a": -1}, "x", true]}"#).unwrap().len(),
            2
        );
        for (json, says) in [
            ("[]", "expected an object"),
            ("null", "expected an object"),
            ("", "EOF"),
            ("{} {}", "trailing"),
            (r#"{"a": 1, "\u0061": 1}"#, "`a` occurs twice"),
            (r#"{"a": {"b": [0, {"c": null, "c": 1}]}}"#, "`a.b.1.c` occurs twice"),
        ] {
            assert!(parse(json).unwrap_err().to_string().contains(says), "{json}");
        }
    }
}
