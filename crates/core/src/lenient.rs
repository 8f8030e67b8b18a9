//! Reading members of an output whose type the service does not always keep.
//!
//! Services have been seen to send a text where a number is documented. For a
//! serde field: `#[serde(default, deserialize_with = "lenient::integer")]`.

use core::fmt;

use serde::Deserializer;
use serde::de::{Error, Visitor};

/// An integer of up to 64 bits, a text that holds one, or null.
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
/// assert_eq!(count(r#"{"count": null}"#), None);
/// assert_eq!(count("{}"), None);
/// ```
pub fn integer<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i128> + core::str::FromStr,
{
    struct Integer<T>(core::marker::PhantomData<T>);

    impl<T: TryFrom<i128> + core::str::FromStr> Visitor<'_> for Integer<T> {
        type Value = Option<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an integer, a text that holds one, or null")
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
            T::try_from(i128::from(number)).map(Some).map_err(|_| E::custom("out of range"))
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
            T::try_from(i128::from(number)).map(Some).map_err(|_| E::custom("out of range"))
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
            text.parse().map(Some).map_err(|_| E::custom("a text that is not an integer"))
        }

        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
    }

    deserializer.deserialize_any(Integer(core::marker::PhantomData))
}
