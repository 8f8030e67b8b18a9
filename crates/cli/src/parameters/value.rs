//! Conversion of arguments to JSON values.

use tencentcloud_catalog::Kind;

use crate::arguments::nearest_option;
use crate::json::{self, Json};

/// Converts the arguments of one parameter.
pub(super) fn value(kind: Kind, arguments: &[String]) -> Result<Json, String> {
    if let Kind::List(element) = kind {
        return match arguments {
            // A list may be one JSON argument, as in tccli.
            [list] if list.trim_start().starts_with('[') => json(list),
            [] => Err("the value is missing".into()),
            items => {
                let items = items.iter().map(|item| scalar(*element, item));
                items.collect::<Result<_, _>>().map(Json::List)
            }
        };
    }
    match arguments {
        [argument] => scalar(kind, argument),
        [] => Err("the value is missing".into()),
        [_, rest @ ..] => Err(too_many(rest)),
    }
}

/// The name of a type in help texts and errors.
pub(crate) fn describe(kind: Kind) -> String {
    match kind {
        Kind::String => "string".into(),
        Kind::Binary => "file".into(),
        Kind::Integer | Kind::Unsigned => "integer".into(),
        Kind::Float => "number".into(),
        Kind::Boolean => "boolean".into(),
        Kind::Structure(structure) => format!("{} as JSON", structure.name),
        Kind::List(Kind::Structure(structure)) => format!("list of {} as JSON", structure.name),
        Kind::List(_) => "list".into(),
        _ => "JSON".into(),
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

fn scalar(kind: Kind, argument: &str) -> Result<Json, String> {
    let invalid = || match argument {
        dash if dash.starts_with('-') => format!("not a valid {}", describe(kind)),
        _ => format!("{argument:?} is not a valid {}", describe(kind)),
    };
    match kind {
        Kind::String | Kind::Binary => Ok(Json::String(argument.into())),
        Kind::Integer | Kind::Unsigned => {
            let signed = argument.parse::<i64>().map(i128::from);
            let integer = signed.or_else(|_| argument.parse::<u64>().map(i128::from));
            integer.map(|integer| number(argument, &integer)).map_err(|_| invalid())
        }
        Kind::Float => match argument.parse::<f64>() {
            Ok(float) if float.is_finite() => Ok(number(argument, &float)),
            _ => json::number(argument).ok_or_else(invalid),
        },
        Kind::Boolean => argument.parse::<bool>().map(Json::Boolean).map_err(|_| invalid()),
        _ => json(argument),
    }
}

/// A number as it was written, or as JSON writes it: `+5` and `.5` are not JSON.
fn number(argument: &str, value: &impl ToString) -> Json {
    json::number(argument).unwrap_or_else(|| Json::Number(value.to_string()))
}

fn json(text: &str) -> Result<Json, String> {
    json::parse(text).map_err(|error| error.to_string())
}
