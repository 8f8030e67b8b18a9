//! Reading members of an output whose type the service does not always keep.
//!
//! Services have been seen to send a text where a number is documented, and
//! null where a list has an item. A reply must not fail for that. For a serde
//! field: `#[serde(default, deserialize_with = "lenient::integer")]`.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

/// An integer of up to 64 bits, a text or a decimal that is one, or null. An
/// empty text is null.
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
            f.write_str("an integer, a text that holds one, or null")
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
            Self::of(number)
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
            Self::of(number)
        }

        #[expect(clippy::cast_possible_truncation, reason = "it is checked to be integral")]
        fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
            if number % 1.0 != 0.0 {
                return Err(E::custom("a number with a fraction"));
            }
            Self::of(number as i128)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
            match text.trim() {
                "" => Ok(None),
                text => text.parse().map(Some).map_err(|_| E::custom("not an integer")),
            }
        }

        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
    }

    deserializer.deserialize_any(Integer(PhantomData))
}

/// A text; a number or truth value as its text; null as the empty text.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct Text;

    impl Visitor<'_> for Text {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
            Ok(text.into())
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

    deserializer.deserialize_any(Text)
}

/// A list without its nulls, or null.
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
