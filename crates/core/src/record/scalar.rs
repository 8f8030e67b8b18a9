//! Scalars from whatever scalar was sent.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};

use super::View;

mod number;

/// A scalar as JSON has it.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Found<'a> {
    /// A string.
    String(&'a str),
    /// A negative integer, or any signed one.
    Integer(i64),
    /// An integer that is not negative.
    Unsigned(u64),
    /// Any other number.
    Float(f64),
    /// A boolean.
    Boolean(bool),
}

impl Found<'_> {
    /// A number, if 64 bits hold it.
    pub(super) fn of(number: &serde_json::Number) -> Option<Self> {
        let integer = number.as_u64().map(Self::Unsigned);
        let integer = integer.or_else(|| number.as_i64().map(Self::Integer));
        integer.or_else(|| number.as_f64().map(Self::Float))
    }
}

/// A string, a boolean or a number.
pub trait Scalar: Sized {
    /// What can be read.
    const EXPECTED: &'static str;

    /// The value; `None` for what counts as null. Errors say what is wrong, and never the
    /// value.
    fn read(found: Found<'_>) -> Result<Option<Self>, &'static str>;

    /// The value as that of a member.
    fn view(&self) -> View<'_>;
}

impl Scalar for String {
    const EXPECTED: &'static str = "expected a string, a number, a boolean or null";

    fn view(&self) -> View<'_> {
        View::String(self)
    }

    fn read(found: Found<'_>) -> Result<Option<Self>, &'static str> {
        Ok(Some(match found {
            Found::String(text) => text.to_owned(),
            Found::Integer(number) => number.to_string(),
            Found::Unsigned(number) => number.to_string(),
            Found::Float(number) => {
                serde_json::Number::from_f64(number).ok_or(Self::EXPECTED)?.to_string()
            }
            Found::Boolean(boolean) => boolean.to_string(),
        }))
    }
}

impl Scalar for bool {
    const EXPECTED: &'static str =
        "expected a boolean, 1, 0, a string that holds one of these, or null";

    fn view(&self) -> View<'_> {
        View::Boolean(*self)
    }

    fn read(found: Found<'_>) -> Result<Option<Self>, &'static str> {
        Ok(Some(match found {
            Found::Boolean(boolean) => boolean,
            Found::Integer(1) | Found::Unsigned(1) => true,
            Found::Integer(0) | Found::Unsigned(0) => false,
            Found::String(text) => match text.trim() {
                "" => return Ok(None),
                "1" => true,
                "0" => false,
                text if text.eq_ignore_ascii_case("true") => true,
                text if text.eq_ignore_ascii_case("false") => false,
                _ => return Err(Self::EXPECTED),
            },
            _ => return Err(Self::EXPECTED),
        }))
    }
}

impl Scalar for f64 {
    const EXPECTED: &'static str = "expected a number, a string that holds one, or null";

    fn view(&self) -> View<'_> {
        View::Float(*self)
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON numbers are read as the nearest float")]
    fn read(found: Found<'_>) -> Result<Option<Self>, &'static str> {
        Ok(Some(match found {
            Found::Float(number) => number,
            Found::Integer(number) => number as Self,
            Found::Unsigned(number) => number as Self,
            Found::Boolean(boolean) => u8::from(boolean).into(),
            Found::String(text) => match text.trim() {
                "" => return Ok(None),
                "true" => 1.0,
                "false" => 0.0,
                text => number::float(text).ok_or(Self::EXPECTED)?,
            },
        }))
    }
}

macro_rules! integers {
    ($($type:ty: $variant:ident)*) => {$(
        impl Scalar for $type {
            const EXPECTED: &'static str = "expected an integer, a string that holds one, or null";

            fn view(&self) -> View<'_> {
                View::$variant(*self)
            }

            fn read(found: Found<'_>) -> Result<Option<Self>, &'static str> {
                let integer = match found {
                    Found::Integer(number) => return self::integer(number),
                    Found::Unsigned(number) => return self::integer(number),
                    Found::Boolean(boolean) => boolean.into(),
                    Found::Float(number) => number::whole(number)?,
                    Found::String(text) => match text.trim() {
                        "" => return Ok(None),
                        "true" => 1,
                        "false" => 0,
                        text => number::integer(text, Self::EXPECTED)?,
                    },
                };
                self::integer(integer)
            }
        }
    )*};
}

fn integer<N, T: TryFrom<N>>(number: N) -> Result<Option<T>, &'static str> {
    T::try_from(number).map(Some).map_err(|_| number::OUT_OF_RANGE)
}

integers! { i64: Integer u64: Unsigned }
