//! Deserializers for output members with unexpected JSON types.
//!
//! Some services send a string where an integer is documented, or null as an item
//! of a list. A response must not fail to decode because of that. Use them on a
//! serde field: `#[serde(default, deserialize_with = "lenient::integer")]`.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

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
    struct Integer<T>(PhantomData<T>);

    impl<T: TryFrom<i128> + FromStr> Integer<T> {
        fn of<E: Error>(number: impl Into<i128>) -> Result<Option<T>, E> {
            T::try_from(number.into()).map(Some).map_err(|_| E::custom("out of range"))
        }
    }

    impl<T: TryFrom<i128> + FromStr> Visitor<'_> for Integer<T> {
        type Value = Option<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an integer, a string that holds one, or null")
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
            Self::of(number)
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
            Self::of(number)
        }

        #[expect(clippy::cast_possible_truncation, reason = "the fraction is checked to be zero")]
        fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
            if number % 1.0 != 0.0 {
                return Err(E::custom("a number with a fraction"));
            }
            Self::of(number as i128)
        }

        fn visit_str<E: Error>(self, string: &str) -> Result<Self::Value, E> {
            match string.trim() {
                "" => Ok(None),
                digits => digits.parse().map(Some).map_err(|_| E::custom("not an integer")),
            }
        }

        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
    }

    deserializer.deserialize_any(Integer(PhantomData))
}

/// Reads a string. Also accepts an integer, as its digits, and null, as the empty
/// string.
pub fn string<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct StringVisitor;

    impl Visitor<'_> for StringVisitor {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string, an integer or null")
        }

        fn visit_str<E: Error>(self, string: &str) -> Result<String, E> {
            Ok(string.into())
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<String, E> {
            Ok(number.to_string())
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<String, E> {
            Ok(number.to_string())
        }

        fn visit_unit<E: Error>(self) -> Result<String, E> {
            Ok(String::new())
        }
    }

    deserializer.deserialize_any(StringVisitor)
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
