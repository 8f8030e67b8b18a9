//! Conversion of arguments to JSON values.

use serde_json::Value;
use tencentcloud_catalog::Kind;

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
        [_, next, ..] => Err(format!("unexpected argument {next:?}; quote a value with spaces")),
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

fn scalar(kind: Kind, argument: &str) -> Result<Value, String> {
    let invalid = || format!("{argument:?} is not a valid {}", describe(kind));
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
    serde_json::from_str(text).map_err(|error| format!("not valid JSON: {error}"))
}
