//! Conversion of arguments to JSON values.

use serde_json::Value;
use tencentcloud_catalog::Kind;

use crate::arguments::nearest_option;
use crate::json;

/// Converts the arguments of one parameter.
pub(super) fn value(kind: Kind, arguments: &[String]) -> Result<Value, String> {
    if let Kind::List(element) = kind {
        return match arguments {
            // A list may be one JSON argument, as in tccli.
            [list] if list.trim_start().starts_with('[') => json(list),
            [] => Err("the value is missing".into()),
            items => items.iter().map(|item| scalar(*element, item)).collect(),
        };
    }
    match arguments {
        [argument] => scalar(kind, argument),
        [] => Err("the value is missing".into()),
        [_, rest @ ..] => Err(too_many(rest)),
    }
}

/// The name of a type in help texts and errors.
pub(super) fn describe(kind: Kind) -> String {
    match kind {
        Kind::String => "string".into(),
        Kind::Integer => "integer".into(),
        Kind::Float => "number".into(),
        Kind::Boolean => "boolean".into(),
        Kind::Structure(name) => format!("{name} as JSON"),
        Kind::List(Kind::Structure(name)) => format!("list of {name} as JSON"),
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

fn scalar(kind: Kind, argument: &str) -> Result<Value, String> {
    let invalid = || match argument {
        dash if dash.starts_with('-') => format!("not a valid {}", describe(kind)),
        _ => format!("{argument:?} is not a valid {}", describe(kind)),
    };
    match kind {
        Kind::String => Ok(argument.into()),
        Kind::Integer => match argument.parse::<i64>() {
            Ok(number) => Ok(number.into()),
            Err(_) => argument.parse::<u64>().map(Value::from).map_err(|_| invalid()),
        },
        Kind::Float => {
            let number = argument.parse::<f64>().ok().and_then(serde_json::Number::from_f64);
            number.map(Value::Number).ok_or_else(invalid)
        }
        Kind::Boolean => argument.parse::<bool>().map(Value::Bool).map_err(|_| invalid()),
        _ => json(argument),
    }
}

fn json(text: &str) -> Result<Value, String> {
    json::parse(text).map_err(|error| error.to_string())
}
