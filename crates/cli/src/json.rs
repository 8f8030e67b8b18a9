//! JSON from users: parsed strictly. A name that an object has twice is an error, since
//! one of the values would be lost without a trace.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::value::RawValue;

mod tokens;

pub(crate) use self::tokens::Tokens;

/// A JSON value. A number is its text: `serde_json::Value` rounds numbers and forgets
/// how they are written, as in `1.10`, `1e3` and `-0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Boolean(bool),
    Number(String),
    String(String),
    List(Vec<Json>),
    Object(Members),
}

/// The members of an object in order. No name occurs twice.
pub(crate) type Members = Vec<(String, Json)>;

/// The largest depth of a value, as in `serde_json`.
const DEPTH: usize = 128;

/// Parses one JSON value.
pub(crate) fn parse(text: &str) -> Result<Json, JsonError> {
    if text.starts_with('\u{feff}') {
        return Err(JsonError::ByteOrderMark);
    }
    serde_json::from_str::<&RawValue>(text).map_err(|error| {
        if error.is_eof() {
            JsonError::End
        } else {
            JsonError::Syntax { line: error.line(), column: error.column() }
        }
    })?;
    let mut tokens = Tokens::of(text);
    let first = tokens.next().ok_or(JsonError::End)?;
    value(first, &mut tokens, DEPTH)
}

/// The value of a member.
pub(crate) fn member<'a>(members: &'a Members, name: &str) -> Option<&'a Json> {
    members.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// A number, if the text is exactly one.
pub(crate) fn number(text: &str) -> Option<Json> {
    parse(text).ok().filter(|value| matches!(value, Json::Number(digits) if digits == text))
}

/// The error of [`parse`]. Only [`JsonError::Repeated`] shows a part of the text: the
/// names on the way to a member.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum JsonError {
    ByteOrderMark,
    End,
    Depth,
    Syntax { line: usize, column: usize },
    Repeated(String),
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ByteOrderMark => f.write_str("a byte order mark begins the text; remove it"),
            Self::End => f.write_str("unexpected end of JSON"),
            Self::Depth => write!(f, "the JSON is nested more than {DEPTH} levels deep"),
            Self::Syntax { line, column } => {
                write!(f, "not valid JSON (line {line}, column {column})")
            }
            Self::Repeated(path) => write!(f, "{path} is given twice"),
        }
    }
}

impl JsonError {
    /// The same error, with the step that leads to the value in front of its path.
    fn below(self, step: impl fmt::Display) -> Self {
        match self {
            Self::Repeated(path) => Self::Repeated(format!("{step}.{path}")),
            other => other,
        }
    }
}

/// Reads the value that begins with a token, in valid JSON.
fn value(first: &str, tokens: &mut Tokens<'_>, depth: usize) -> Result<Json, JsonError> {
    Ok(match first {
        "{" => Json::Object(members(tokens, depth.checked_sub(1).ok_or(JsonError::Depth)?)?),
        "[" => Json::List(items(tokens, depth.checked_sub(1).ok_or(JsonError::Depth)?)?),
        "null" => Json::Null,
        "true" => Json::Boolean(true),
        "false" => Json::Boolean(false),
        text if text.starts_with('"') => Json::String(string(text, tokens)?),
        number => Json::Number(number.to_owned()),
    })
}

fn members(tokens: &mut Tokens<'_>, depth: usize) -> Result<Members, JsonError> {
    let mut members = Members::new();
    let mut seen = BTreeSet::new();
    while let Some(token) = tokens.next().filter(|token| *token != "}") {
        if token == "," {
            continue;
        }
        let name = string(token, tokens)?;
        if !seen.insert(name.clone()) {
            return Err(JsonError::Repeated(name));
        }
        let first = tokens.nth(1).ok_or(JsonError::End)?;
        let value = value(first, tokens, depth).map_err(|error| error.below(&name))?;
        members.push((name, value));
    }
    Ok(members)
}

fn items(tokens: &mut Tokens<'_>, depth: usize) -> Result<Vec<Json>, JsonError> {
    let mut items = Vec::new();
    while let Some(token) = tokens.next().filter(|token| *token != "]") {
        if token != "," {
            let item = value(token, tokens, depth).map_err(|error| error.below(items.len()))?;
            items.push(item);
        }
    }
    Ok(items)
}

/// Fails if the string has half of a surrogate pair, which is no character.
fn string(token: &str, tokens: &Tokens<'_>) -> Result<String, JsonError> {
    serde_json::from_str(token).map_err(|_| {
        let (line, column) = tokens.position();
        JsonError::Syntax { line, column }
    })
}

/// Compact JSON with the numbers as they were written.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| serde_json::to_string(text).map_err(|_| fmt::Error);
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Number(digits) => f.write_str(digits),
            Self::String(text) => f.write_str(&quoted(text)?),
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{item}")?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{}:{value}", quoted(name)?)?;
                }
                f.write_str("}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_member_is_refused_with_its_path() {
        for (text, path) in [
            (r#"{"A":1,"A":1}"#, "A"),
            (r#"{"A":{"B":[1,{"C":"x","D":2,"C":3}]}}"#, "A.B.1.C"),
            (r#"[{"a":1},{"a":1,"\u0061":2}]"#, "1.a"),
            (r#"{"A":"\"A\":{","B":{"A":[]},"B":1}"#, "B"),
        ] {
            assert_eq!(parse(text), Err(JsonError::Repeated(path.into())), "{text}");
        }
        for text in [r#"{"A":[{"A":1},{"A":2}],"B":"A","a":"{\"A\":1"}"#, "[]", "7", r#"",""#] {
            assert!(parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn value_is_printed_as_it_was_written() {
        for text in [
            r#"{"B":[1e3,1.10,-0,-0.0,1E+2,12345678901234567.89,18446744073709551616,1e400],"A":{}}"#,
            r#"[[],[{"":null}],true,false,"\" \\ \n 边",""]"#,
            "-1",
        ] {
            assert_eq!(parse(text).unwrap().to_string(), text);
        }
        let spaced = "\t{ \"A\" : [ 1.0 ,\r\n \"\\u8fb9\\/\" ] } ";
        assert_eq!(parse(spaced).unwrap().to_string(), r#"{"A":[1.0,"边/"]}"#);
    }

    #[test]
    fn errors_show_no_value() {
        let deep = |depth| "[".repeat(depth) + &"]".repeat(depth);
        for (text, message) in [
            ("{\"a\":", "unexpected end of JSON"),
            ("{\"a\": canary}", "not valid JSON (line 1, column 7)"),
            ("{\"a\":\n 1.}", "not valid JSON (line 2, column 4)"),
            ("{\"a\":\n \"\\ud800\"}", "not valid JSON (line 2, column 10)"),
            ("\u{feff}{}", "a byte order mark begins the text; remove it"),
            (&deep(100_000), "the JSON is nested more than 128 levels deep"),
        ] {
            assert_eq!(parse(text).unwrap_err().to_string(), message);
        }
        assert!(parse(&deep(128)).is_ok());
    }
}
