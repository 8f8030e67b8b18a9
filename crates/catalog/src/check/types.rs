//! The types of values, and their names in findings.

use std::borrow::Cow;
use std::fmt;

use super::FindingKind;
use crate::Kind;

/// The type of a JSON value by its first token.
pub(super) fn found(token: &str) -> &'static str {
    match token.bytes().next() {
        Some(b'{') => "object",
        Some(b'[') => "list",
        Some(b'"') => "string",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ if token.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E')) => "decimal number",
        _ => "integer",
    }
}

/// The content of a string; `None` if it has half of a surrogate pair.
pub(crate) fn string(token: &str) -> Option<Cow<'_, str>> {
    if token.contains('\\') {
        return serde_json::from_str(token).ok().map(Cow::Owned);
    }
    token.strip_prefix('"')?.strip_suffix('"').map(Cow::Borrowed)
}

/// A number that 64 bits do not hold.
const OUT_OF_RANGE: &str = "number out of range";

/// The finding about a scalar or null that does not have its type.
pub(super) fn wrong(token: &str, expected: Kind) -> FindingKind {
    let found = match (found(token), expected) {
        ("integer", Kind::Unsigned) if token.starts_with('-') => "negative integer",
        ("integer", Kind::Integer | Kind::Unsigned | Kind::Float)
        | ("decimal number", Kind::Float) => OUT_OF_RANGE,
        (found, _) => found,
    };
    match expected {
        Kind::Structure(_) | Kind::List(_) if found != "null" => {
            FindingKind::WrongNesting { expected, found }
        }
        _ => FindingKind::WrongType { expected, found },
    }
}

/// A noun with its article.
pub(super) struct Article(pub(super) &'static str);

impl fmt::Display for Article {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let article = match self.0.bytes().next() {
            _ if self.0 == "null" => "",
            Some(b'a' | b'e' | b'i' | b'o' | b'u') => "an ",
            _ => "a ",
        };
        write!(f, "{article}{}", self.0)
    }
}

/// The type that a value must have, with its article.
pub(super) struct Expected(pub(super) Kind);

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::List(element) => {
                f.write_str("a list of ")?;
                plural(*element, f)
            }
            Kind::Structure(structure) => write!(f, "an object ({})", structure.name),
            scalar => write!(f, "{}", Article(name(scalar))),
        }
    }
}

fn plural(kind: Kind, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match kind {
        Kind::List(element) => {
            f.write_str("lists of ")?;
            plural(*element, f)
        }
        Kind::Structure(structure) => write!(f, "objects ({})", structure.name),
        scalar => write!(f, "{}s", name(scalar)),
    }
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::String | Kind::Binary => "string",
        Kind::Integer => "integer",
        Kind::Unsigned => "integer of at least 0",
        Kind::Float => "number",
        Kind::Boolean => "boolean",
        Kind::List(_) => "list",
        Kind::Structure(_) => "object",
    }
}
