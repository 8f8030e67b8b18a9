//! JSON as it was written: numbers keep their digits, objects the order of their members.

use std::fmt;

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json {
    Null,
    Boolean(bool),
    /// Its digits.
    Number(String),
    String(String),
    List(Vec<Json>),
    Object(Members),
}

pub(super) type Members = Vec<(String, Json)>;

/// Reads JSON that the catalog's check has passed, which bounds its depth.
pub(super) fn parse(text: &str) -> Result<Json, serde_json::Error> {
    value(text.trim_ascii())
}

fn value(json: &str) -> Result<Json, serde_json::Error> {
    Ok(match json.as_bytes().first() {
        Some(b'{') => {
            let members = serde_json::Deserializer::from_str(json).deserialize_map(InOrder)?;
            let members = members.into_iter().map(|(name, json)| Ok((name, value(json.get())?)));
            Json::Object(members.collect::<Result<_, serde_json::Error>>()?)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(json)?;
            let items = items.into_iter().map(|item| value(item.get()));
            Json::List(items.collect::<Result<_, _>>()?)
        }
        Some(b'"') => Json::String(serde_json::from_str(json)?),
        Some(b'n') => Json::Null,
        Some(b't' | b'f') => Json::Boolean(json == "true"),
        _ => Json::Number(json.to_owned()),
    })
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

/// A string as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Compact, as serde and most other libraries write it.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Number(digits) => f.write_str(digits),
            Self::String(text) => f.write_str(&quoted(text)),
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{item}")?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{}:{value}", quoted(name))?;
                }
                f.write_str("}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compact_json_is_written_as_it_was_read() {
        for text in [
            r#"{"B":[1e3,1.10,-0,1E+2,12345678901234567.89,18446744073709551615],"A":{}}"#,
            r#"[[],[{"":null}],true,false,"\" \\ \n 边",""]"#,
        ] {
            assert_eq!(parse(text).unwrap().to_string(), text);
        }
        assert_eq!(parse(" { \"A\" : \"\\u8fb9\" }\n").unwrap().to_string(), r#"{"A":"边"}"#);
    }
}
