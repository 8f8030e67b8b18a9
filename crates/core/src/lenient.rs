//! Deserializers for output members with unexpected JSON types.
//!
//! Some services send a string where an integer is documented, or null as an item
//! of a list. A response must not fail to decode because of that. Use them on a
//! serde field: `#[serde(default, deserialize_with = "lenient::integer")]`.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::str::FromStr;

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Reads an integer of up to 64 bits, exactly. Also accepts a string that holds an
/// integer, a number like `20.0`, and null. An empty string is null.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Output {
///     #[serde(default, deserialize_with = "tencentcloud_core::lenient::integer")]
///     count: Option<i64>,
/// }
/// let count = |json| serde_json::from_str::<Output>(json).unwrap().count;
/// assert_eq!(count(r#"{"count": 9007199254740993}"#), Some(9_007_199_254_740_993));
/// assert_eq!(count(r#"{"count": "42"}"#), Some(42));
/// assert_eq!(count(r#"{"count": 20.0}"#), Some(20));
/// assert_eq!(count(r#"{"count": null}"#), None);
/// assert_eq!(count("{}"), None);
/// ```
pub fn integer<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i128> + FromStr,
{
    let number = match Value::deserialize(deserializer)? {
        Value::Null => return Ok(None),
        Value::String(string) => {
            return match string.trim() {
                "" => Ok(None),
                digits => digits.parse().map(Some).map_err(|_| Error::custom("not an integer")),
            };
        }
        Value::Number(number) => number,
        other => return Err(unexpected(&other, "an integer, a string that holds one, or null")),
    };
    let integer = number.as_i128().or_else(|| without_fraction(number.as_f64()?));
    let integer = integer.ok_or_else(|| Error::custom("a number with a fraction"))?;
    T::try_from(integer).map(Some).map_err(|_| Error::custom("out of range"))
}

#[expect(clippy::cast_possible_truncation, reason = "the fraction is checked to be zero")]
fn without_fraction(number: f64) -> Option<i128> {
    (number % 1.0 == 0.0).then_some(number as i128)
}

/// Reads a string. Also accepts an integer, as its digits, and null, as the empty
/// string.
pub fn string<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(String::new()),
        Value::String(string) => Ok(string),
        Value::Number(number) if !number.is_f64() => Ok(number.to_string()),
        other => Err(unexpected(&other, "a string, an integer or null")),
    }
}

/// The error of a value of another type, in the words of serde.
fn unexpected<E: Error>(value: &Value, expected: &str) -> E {
    let found = match value {
        Value::Bool(value) => Unexpected::Bool(*value),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
        _ => Unexpected::Float(value.as_f64().unwrap_or_default()),
    };
    E::invalid_type(found, &expected)
}

/// Reads a list without its null items, or null.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Output {
///     #[serde(default, deserialize_with = "tencentcloud_core::lenient::list")]
///     names: Option<Vec<String>>,
/// }
/// let names = |json| serde_json::from_str::<Output>(json).unwrap().names;
/// assert_eq!(names(r#"{"names": ["a", null, "b"]}"#), Some(vec!["a".into(), "b".into()]));
/// assert_eq!(names(r#"{"names": null}"#), None);
/// ```
pub fn list<'de, D, T>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let items = Option::<Vec<Option<T>>>::deserialize(deserializer)?;
    Ok(items.map(|items| items.into_iter().flatten().collect()))
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    fn read_integer(json: &str) -> Result<Option<i64>, String> {
        integer(&mut serde_json::Deserializer::from_str(json)).map_err(|error| error.to_string())
    }

    fn read_string(json: &str) -> Result<String, String> {
        string(&mut serde_json::Deserializer::from_str(json)).map_err(|error| error.to_string())
    }

    #[test]
    fn integer_is_exact_to_its_limits() {
        for number in [i64::MIN, -1, 0, i64::MAX] {
            let (plain, quoted) = (number.to_string(), alloc::format!("\" {number} \""));
            assert_eq!(read_integer(&plain), Ok(Some(number)));
            assert_eq!(read_integer(&quoted), Ok(Some(number)));
        }
        for (json, number) in [("-0", Some(0)), ("-2e1", Some(-20)), ("\" \"", None)] {
            assert_eq!(read_integer(json), Ok(number), "{json}");
        }
    }

    #[test]
    fn other_values_are_errors_that_say_what_is_expected() {
        let integer = "expected an integer, a string that holds one, or null";
        for (json, reason) in [
            ("9223372036854775808", "out of range"),
            ("1e30", "out of range"),
            ("1.5", "a number with a fraction"),
            ("\"1.5\"", "not an integer"),
            ("true", integer),
            ("[1]", integer),
            ("{}", integer),
        ] {
            let error = read_integer(json).unwrap_err();
            assert!(error.ends_with(reason), "{json}: {error}");
        }
        for json in ["true", "1.5", "[]", "{}"] {
            let error = read_string(json).unwrap_err();
            assert!(error.ends_with(", expected a string, an integer or null"), "{error}");
        }
    }

    #[test]
    fn string_accepts_integers_and_null() {
        for (json, string) in [("\"a\"", "a"), ("-7", "-7"), ("42", "42"), ("null", "")] {
            assert_eq!(read_string(json), Ok(string.into()), "{json}");
        }
    }
}
