//! Deserializers for output members with unexpected JSON types.
//!
//! Some services send a string where a number is documented, a number where a boolean
//! is, or an empty string for an empty list. A response must not fail to decode because
//! of that. Use them on a serde field, for JSON (not below `#[serde(flatten)]` and in
//! untagged enums, whose values serde no longer has as JSON):
//!
//! ```
//! use tencentcloud_core::lenient;
//!
//! #[derive(serde::Deserialize)]
//! #[serde(default)]
//! # #[derive(Default)]
//! struct Output {
//!     #[serde(deserialize_with = "lenient::scalar")]
//!     count: Option<i64>,
//!     #[serde(deserialize_with = "lenient::scalar")]
//!     enabled: Option<bool>,
//!     #[serde(deserialize_with = "lenient::scalars")]
//!     ids: Option<Vec<String>>,
//! }
//!
//! let json = r#"{"count": "9007199254740993", "enabled": 1, "ids": [5, null, "b"]}"#;
//! let output: Output = serde_json::from_str(json)?;
//! assert_eq!(output.count, Some(9_007_199_254_740_993));
//! assert_eq!(output.enabled, Some(true));
//! assert_eq!(output.ids, Some(vec!["5".into(), "b".into()]));
//! # Ok::<(), serde_json::Error>(())
//! ```

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

mod number;

/// Reads a string, a boolean, an integer or a float. Null is `None`.
///
/// | type | also accepts |
/// | --- | --- |
/// | `String` | a number, with the digits as they are; `true` and `false` |
/// | `bool` | 1 and 0; `"true"`, `"false"`, `"1"` and `"0"` in any case |
/// | integers up to 64 bits | a string that holds a number; a number like `20.0` or `2e1`, exactly; a boolean as 1 or 0 |
/// | `f64` | a string that holds a number; a boolean as 1 or 0 |
///
/// For a type other than `String` an empty string is null. A fraction for an integer is
/// an error, and so is a number that is too large.
pub fn scalar<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Scalar,
{
    T::read(&Box::<RawValue>::deserialize(deserializer)?).map_err(Error::custom)
}

/// Reads a list of scalars, without null items. Accepts what [`scalar`] and [`list`] do.
pub fn scalars<'de, D, T>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Scalar,
{
    let items: Option<Vec<Item<T>>> = list(deserializer)?;
    Ok(items.map(|items| items.into_iter().filter_map(|Item(item)| item).collect()))
}

/// Reads a list of structures, or of other lists, without null items. Null is `None`. An
/// empty string and an empty object are an empty list.
pub fn list<'de, D, T>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_any(List(PhantomData))
}

/// A type that [`scalar`] reads.
pub trait Scalar: sealed::Read {}

impl<T: sealed::Read> Scalar for T {}

mod sealed {
    use super::{RawValue, String};

    /// Errors say what is wrong, and never the value.
    pub trait Read: Sized {
        fn read(json: &RawValue) -> Result<Option<Self>, &'static str>;
    }

    impl Read for String {
        fn read(json: &RawValue) -> Result<Option<Self>, &'static str> {
            match json.get().as_bytes().first() {
                Some(b'n') => Ok(None),
                Some(b'"') => unquote(json).map(Some),
                Some(b'[' | b'{') => Err("expected a string, a number, a boolean or null"),
                _ => Ok(Some(json.get().into())),
            }
        }
    }

    pub(super) fn unquote(json: &RawValue) -> Result<String, &'static str> {
        crate::json::string(json).ok_or("expected a string of valid Unicode")
    }
}

/// The content of a string, or the JSON of another value; `None` for null and an empty
/// string.
fn text(json: &RawValue) -> Result<Option<String>, &'static str> {
    let text = match json.get().as_bytes().first() {
        Some(b'n') => return Ok(None),
        Some(b'"') => sealed::unquote(json)?,
        _ => json.get().into(),
    };
    let text = text.trim();
    Ok((!text.is_empty()).then(|| text.into()))
}

impl sealed::Read for bool {
    fn read(json: &RawValue) -> Result<Option<Self>, &'static str> {
        const EXPECTED: &str =
            "expected a boolean, 1, 0, a string that holds one of these, or null";
        let Some(text) = text(json)? else { return Ok(None) };
        match text.as_str() {
            "1" => Ok(Some(true)),
            "0" => Ok(Some(false)),
            text if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
            text if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
            _ => Err(EXPECTED),
        }
    }
}

impl sealed::Read for f64 {
    fn read(json: &RawValue) -> Result<Option<Self>, &'static str> {
        const EXPECTED: &str = "expected a number, a string that holds one, or null";
        let Some(text) = text(json)? else { return Ok(None) };
        match (text.as_str(), number::float(&text)) {
            (_, Some(number)) => Ok(Some(number)),
            ("true", _) => Ok(Some(1.0)),
            ("false", _) => Ok(Some(0.0)),
            _ => Err(EXPECTED),
        }
    }
}

macro_rules! integers {
    ($($type:ty)*) => {$(
        impl sealed::Read for $type {
            fn read(json: &RawValue) -> Result<Option<Self>, &'static str> {
                const EXPECTED: &str = "expected an integer, a string that holds one, or null";
                let Some(text) = text(json)? else { return Ok(None) };
                let integer = match text.as_str() {
                    "true" => 1,
                    "false" => 0,
                    text => number::integer(text, EXPECTED)?,
                };
                Self::try_from(integer).map(Some).map_err(|_| number::OUT_OF_RANGE)
            }
        }
    )*};
}

integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

/// An item of a list of scalars.
struct Item<T>(Option<T>);

impl<'de, T: Scalar> Deserialize<'de> for Item<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        scalar(deserializer).map(Self)
    }
}

struct List<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for List<T> {
    type Value = Option<Vec<T>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or null")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        if text.trim().is_empty() {
            return Ok(Some(Vec::new()));
        }
        Err(E::custom("expected a list or null"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        if map.next_key::<serde::de::IgnoredAny>()?.is_none() {
            return Ok(Some(Vec::new()));
        }
        Err(Error::custom("expected a list or null"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element::<Option<T>>()? {
            items.extend(item);
        }
        Ok(Some(items))
    }
}

#[cfg(test)]
mod tests;
