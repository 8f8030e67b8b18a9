//! JSON from users, as it is written: numbers keep their digits, objects the order of
//! their members.
//!
//! Whether a text is JSON, and what is wrong with it, says the catalog's check.

use std::fmt;

use serde::Deserializer;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use tencentcloud_catalog::{FindingKind, check_json};

/// A JSON value. A number is its text: `serde_json::Value` rounds numbers and forgets
/// how they are written, as in `1.10`, `1e3` and `-0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Boolean(bool),
    Number(String),
    String(String),
    List(Vec<Json>),
    Object(Members),
}

/// The members of an object in order. A name that the text has twice occurs twice; the
/// check of the input refuses it.
pub(crate) type Members = Vec<(String, Json)>;

/// The largest depth of a value, as in the check.
const DEPTH: usize = 127;

/// Parses one JSON value. The error says what is wrong, and shows nothing of the text.
pub(crate) fn parse(text: &str) -> Result<Json, String> {
    let syntax = |kind: &FindingKind| matches!(kind, FindingKind::NotJson { .. });
    if let Some(finding) = check_json(text).into_iter().find(|finding| syntax(&finding.kind)) {
        return Err(finding.to_string());
    }
    value(text.trim_ascii(), DEPTH).map_err(|error| error.to_string())
}

/// The value of a member.
pub(crate) fn member<'a>(members: &'a Members, name: &str) -> Option<&'a Json> {
    members.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// A number, if the text is exactly one.
pub(crate) fn number(text: &str) -> Option<Json> {
    parse(text).ok().filter(|value| matches!(value, Json::Number(digits) if digits == text))
}

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

/// Reads a value, in valid JSON without white space around it. Fails if it is too deep, or
/// if a string has half of a surrogate pair, which is no character.
fn value(json: &str, depth: usize) -> Result<Json, serde_json::Error> {
    let too_deep = || serde::de::Error::custom("the JSON is nested more than 127 levels deep");
    let inner = depth.checked_sub(1).ok_or_else(too_deep);
    Ok(match json.as_bytes().first() {
        Some(b'{') => {
            let (mut members, depth) = (Members::new(), inner?);
            each_member(json, |name, json| {
                members.push((name, value(json, depth)?));
                Ok(())
            })?;
            Json::Object(members)
        }
        Some(b'[') => {
            let depth = inner?;
            let items = items(json)?.into_iter().map(|json| value(json, depth));
            Json::List(items.collect::<Result<_, _>>()?)
        }
        Some(b'"') => Json::String(serde_json::from_str(json)?),
        Some(b'n') => Json::Null,
        Some(b't' | b'f') => Json::Boolean(json == "true"),
        _ => Json::Number(json.to_owned()),
    })
}

/// Compact JSON with the numbers as they were written.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| serde_json::to_string(text).map_err(|_| fmt::Error);
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Number(digits) => f.write_str(digits),
            Self::String(text) => f.write_str(&quoted(text)?),
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
                    write!(f, "{comma}{}:{value}", quoted(name)?)?;
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
    fn value_is_printed_as_it_was_written() {
        for text in [
            r#"{"B":[1e3,1.10,-0,-0.0,1E+2,12345678901234567.89,18446744073709551616,1e400],"A":{}}"#,
            r#"[[],[{"":null}],true,false,"\" \\ \n 边",""]"#,
            r#"{"A":1,"A":{"A":2,"B":3,"A":4}}"#,
            r#"{"$serde_json::private::RawValue":"1"}"#,
            "-1",
        ] {
            assert_eq!(parse(text).unwrap().to_string(), text);
        }
        let spaced = "\t{ \"A\" : [ 1.0 ,\r\n \"\\u8fb9\\/\" ] } ";
        assert_eq!(parse(spaced).unwrap().to_string(), r#"{"A":[1.0,"边/"]}"#);
    }

    #[test]
    fn errors_show_no_value() {
        let deep = |depth| "[".repeat(depth) + &"]".repeat(depth);
        for (text, message) in [
            ("{\"a\":", "unexpected end of JSON (line 1, column 5)"),
            ("{\"a\": canary}", "not valid JSON (line 1, column 7)"),
            ("{\"a\":\n 1.}", "not valid JSON (line 2, column 4)"),
            ("{\"a\":\n \"\\ud800\"}", "not valid JSON (line 2, column 10)"),
            ("\u{feff}{}", "a byte order mark begins the text; remove it (line 1, column 1)"),
            (&deep(100_000), "the JSON is nested more than 127 levels deep"),
        ] {
            assert_eq!(parse(text).unwrap_err(), message);
        }
        assert!(parse("\"canary\\ud800\"").is_err_and(|error| !error.contains("canary")));
        assert!(parse(&deep(127)).is_ok());
    }
}
