//! The members of a JSON object, each once.

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// A JSON object. Unlike a [`Map`], it refuses a member that occurs twice.
pub(crate) struct Members(pub(crate) Map<String, Value>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Once)
    }
}

struct Once;

impl<'de> Visitor<'de> for Once {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Map::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            if members.contains_key(&name) {
                return Err(A::Error::custom(format_args!("the member `{name}` occurs twice")));
            }
            members.insert(name, value);
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::Members;

    #[test]
    fn only_objects_with_distinct_members_are_read() {
        let read = |json| serde_json::from_str::<Members>(json).map(|members| members.0.len());
        assert_eq!(read(r#"{"a": 1, "b": [{}]}"#).unwrap(), 2);
        for (json, says) in [
            ("[]", "expected an object"),
            ("null", "expected an object"),
            (r#"{"a": 1, "\u0061": 1}"#, "`a` occurs twice"),
        ] {
            assert!(read(json).unwrap_err().to_string().contains(says), "{json}");
        }
    }
}
