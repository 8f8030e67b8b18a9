//! Words of a command line as values of a kind.

use serde_json::Value;
use tencentcloud_catalog::Kind;

/// The value that these words are.
pub(super) fn value(kind: Kind, words: &[String]) -> Result<Value, String> {
    if let Kind::List(element) = kind {
        return match words {
            // A list may also come whole, as tccli takes it.
            [whole] if whole.trim_start().starts_with('[') => json(whole),
            [] => Err("no value is given".into()),
            words => words.iter().map(|word| scalar(*element, word)).collect(),
        };
    }
    match words {
        [word] => scalar(kind, word),
        [] => Err("no value is given".into()),
        [_, next, ..] => Err(format!("{next:?} is one word too many; put quotes around the value")),
    }
}

/// How a value of this kind is given.
pub(super) fn describe(kind: Kind) -> String {
    match kind {
        Kind::String => "text".into(),
        Kind::Integer => "a whole number".into(),
        Kind::Float => "a number".into(),
        Kind::Boolean => "true or false".into(),
        Kind::Structure(name) => format!("JSON of {name}"),
        Kind::List(Kind::Structure(name)) => format!("JSON of several {name}"),
        Kind::List(_) => "one or more values".into(),
        _ => "JSON".into(),
    }
}

fn scalar(kind: Kind, word: &str) -> Result<Value, String> {
    let refuse = || format!("{word:?} is not {}", describe(kind));
    match kind {
        Kind::String => Ok(word.into()),
        Kind::Integer => match word.parse::<i64>() {
            Ok(number) => Ok(number.into()),
            Err(_) => word.parse::<u64>().map(Value::from).map_err(|_| refuse()),
        },
        Kind::Float => {
            let number = word.parse::<f64>().ok().and_then(serde_json::Number::from_f64);
            number.map(Value::Number).ok_or_else(refuse)
        }
        Kind::Boolean => word.parse::<bool>().map(Value::Bool).map_err(|_| refuse()),
        _ => json(word),
    }
}

fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("this is not JSON ({error})"))
}
