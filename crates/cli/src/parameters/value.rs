//! Conversion of arguments to JSON values.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tencentcloud_catalog::Kind;

use crate::arguments::nearest_option;
use crate::input;
use crate::json::{self, Json};

/// Converts the arguments of one parameter. An argument that does not fit the type stays a
/// string. Without a type, an argument is JSON where it can be, else a string, and several
/// arguments are a list.
pub(super) fn value(kind: Option<Kind>, arguments: &[String]) -> Result<Json, String> {
    let list_of = |element| {
        let items = arguments.iter().map(|argument| scalar(element, argument));
        items.collect::<Result<_, _>>().map(Json::List)
    };
    match (kind, arguments) {
        (_, []) => Err("the value is missing".into()),
        // A list may be one JSON argument, as in tccli.
        (Some(Kind::List(_)), [list]) if list.trim_start().starts_with('[') => json::parse(list),
        (Some(Kind::List(element)), _) => list_of(Some(*element)),
        (_, [argument]) => scalar(kind, argument),
        (None, _) => list_of(None),
        (_, [_, rest @ ..]) => Err(too_many(rest)),
    }
}

/// Values after the one that a parameter has. They are not shown: one that begins with
/// a dash may be part of a key.
fn too_many(rest: &[String]) -> String {
    let words = rest.len();
    let words = if words == 1 { "one word".into() } else { format!("{words} words") };
    let option = rest.iter().find_map(|word| nearest_option(word));
    let hint = match option {
        Some(option) => format!("did you mean {option}?"),
        None if rest.iter().any(|word| word == "--") => "leave out --".into(),
        None => "quote a value with spaces".into(),
    };
    format!("{words} too many; {hint}")
}

fn scalar(kind: Option<Kind>, argument: &str) -> Result<Json, String> {
    let string = || Json::String(argument.into());
    Ok(match kind {
        Some(Kind::String) => string(),
        Some(Kind::Binary) => match argument.strip_prefix('@') {
            Some(file) => Json::String(STANDARD.encode(input::file_bytes(Path::new(file))?)),
            None => string(),
        },
        Some(Kind::Integer | Kind::Unsigned) => {
            let signed = argument.parse::<i64>().map(i128::from);
            let integer = signed.or_else(|_| argument.parse::<u64>().map(i128::from)).ok();
            json::number(argument)
                .or_else(|| integer.map(|integer| Json::Number(integer.to_string())))
                .unwrap_or_else(string)
        }
        Some(Kind::Float) => {
            let float = argument.parse::<f64>().ok().filter(|float| float.is_finite());
            json::number(argument)
                .or_else(|| float.map(|float| Json::Number(float.to_string())))
                .unwrap_or_else(string)
        }
        Some(Kind::Boolean) => argument.parse().map_or_else(|_| string(), Json::Boolean),
        // What looks like JSON was meant to be JSON.
        Some(_) if argument.trim_start().starts_with(['{', '[']) => json::parse(argument)?,
        Some(_) | None => json::parse(argument).unwrap_or_else(|_| string()),
    })
}
