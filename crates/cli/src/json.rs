//! JSON from users: parsed strictly. A name that an object has twice is an error, since
//! one of the values would be lost without a trace.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

/// Parses one JSON value.
pub(crate) fn parse(text: &str) -> Result<Value, JsonError> {
    if text.starts_with('\u{feff}') {
        return Err(JsonError::ByteOrderMark);
    }
    let value = serde_json::from_str(text).map_err(|error| {
        if error.is_eof() {
            JsonError::End
        } else {
            JsonError::Syntax { line: error.line(), column: error.column() }
        }
    })?;
    match repeated(text) {
        Some(path) => Err(JsonError::Repeated(path)),
        None => Ok(value),
    }
}

/// The error of [`parse`]. Only [`JsonError::Repeated`] shows a part of the text: the
/// names on the way to a member.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum JsonError {
    ByteOrderMark,
    End,
    Syntax { line: usize, column: usize },
    Repeated(String),
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ByteOrderMark => f.write_str("a byte order mark begins the text; remove it"),
            Self::End => f.write_str("unexpected end of JSON"),
            Self::Syntax { line, column } => {
                write!(f, "not valid JSON (line {line}, column {column})")
            }
            Self::Repeated(path) => write!(f, "{path} is given twice"),
        }
    }
}

/// An object or list that is open while the text is scanned.
enum Open {
    Object { seen: BTreeSet<String>, name: String, expects_name: bool },
    List { index: usize },
}

/// The path of the first name that its object has twice, in valid JSON.
///
/// A scan of the text, because a `Value` has dropped the first of the two, and because
/// how serde presents numbers depends on the features of `serde_json`.
fn repeated(text: &str) -> Option<String> {
    let mut open: Vec<Open> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c {
            '{' => open.push(Open::Object {
                seen: BTreeSet::new(),
                name: String::new(),
                expects_name: true,
            }),
            '[' => open.push(Open::List { index: 0 }),
            '}' | ']' => {
                open.pop();
            }
            ',' => match open.last_mut() {
                Some(Open::Object { expects_name, .. }) => *expects_name = true,
                Some(Open::List { index }) => *index += 1,
                None => {}
            },
            '"' => {
                length = string_length(rest);
                if let Some(Open::Object { seen, name, expects_name }) = open.last_mut()
                    && *expects_name
                {
                    *expects_name = false;
                    *name = rest.get(..length).and_then(|text| serde_json::from_str(text).ok())?;
                    if !seen.insert(name.clone()) {
                        return Some(path(&open));
                    }
                }
            }
            _ => {}
        }
        rest = rest.get(length..)?;
    }
    None
}

/// The length of the string that begins the text, with its quotes.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn path(open: &[Open]) -> String {
    let step = |open: &Open| match open {
        Open::Object { name, .. } => name.clone(),
        Open::List { index } => index.to_string(),
    };
    open.iter().map(step).collect::<Vec<_>>().join(".")
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
    fn errors_show_no_value() {
        for (text, message) in [
            ("{\"a\":", "unexpected end of JSON"),
            ("{\"a\": canary}", "not valid JSON (line 1, column 7)"),
            ("\u{feff}{}", "a byte order mark begins the text; remove it"),
        ] {
            assert_eq!(parse(text).unwrap_err().to_string(), message);
        }
    }
}
