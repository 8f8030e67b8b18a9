//! Conversion of words to JSON values.

use super::ParameterFault;
use crate::{Json, Kind};

/// Converts the values of one parameter. A word that does not fit the type stays a
/// string. Without a type, a word is JSON where it can be, else a string, and several
/// words are a list.
pub(super) fn value(
    kind: Option<Kind>,
    words: &[String],
    file: &mut dyn FnMut(&str) -> Result<String, String>,
) -> Result<Json, ParameterFault> {
    let mut list_of = |element| {
        let items = words.iter().map(|word| scalar(element, word, file));
        items.collect::<Result<_, _>>().map(Json::List)
    };
    match (kind, words) {
        (_, []) => Err(ParameterFault::NoValue),
        // A list may be one JSON word, as in tccli.
        (Some(Kind::List(_)), [list]) if list.trim_start().starts_with('[') => json(list),
        (Some(Kind::List(element)), _) => list_of(Some(*element)),
        (_, [word]) => scalar(kind, word, file),
        (None, _) => list_of(None),
        (_, words) => Err(ParameterFault::TooManyValues(words.len())),
    }
}

fn scalar(
    kind: Option<Kind>,
    word: &str,
    file: &mut dyn FnMut(&str) -> Result<String, String>,
) -> Result<Json, ParameterFault> {
    let string = || Json::String(word.into());
    Ok(match kind {
        Some(Kind::String) => string(),
        Some(Kind::Binary) => match word.strip_prefix('@') {
            Some(name) => Json::String(file(name).map_err(ParameterFault::File)?),
            None => string(),
        },
        Some(Kind::Integer | Kind::Unsigned) => {
            let signed = word.parse::<i64>().map(i128::from);
            let integer = signed.or_else(|_| word.parse::<u64>().map(i128::from)).ok();
            number(word)
                .or_else(|| integer.map(|integer| Json::Number(integer.to_string())))
                .unwrap_or_else(string)
        }
        Some(Kind::Float) => {
            let float = word.parse::<f64>().ok().filter(|float| float.is_finite());
            number(word)
                .or_else(|| float.map(|float| Json::Number(float.to_string())))
                .unwrap_or_else(string)
        }
        Some(Kind::Boolean) => word.parse().map_or_else(|_| string(), Json::Boolean),
        // What looks like JSON was meant to be JSON.
        Some(_) if word.trim_start().starts_with(['{', '[']) => json(word)?,
        Some(_) | None => json(word).unwrap_or_else(|_| string()),
    })
}

fn json(word: &str) -> Result<Json, ParameterFault> {
    Json::parse(word).map_err(ParameterFault::Json)
}

/// A number, if the word is exactly one.
fn number(word: &str) -> Option<Json> {
    json(word).ok().filter(|value| matches!(value, Json::Number(digits) if digits == word))
}
