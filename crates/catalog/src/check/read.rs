//! A map of a JSON text.

use serde_json::{Map, Value};

use super::tokens::Tokens;
use super::types::string;

/// The map of a text that has passed the check.
///
/// `serde_json` would decode an object that has only the member
/// `$serde_json::private::RawValue` as the JSON in that member, which nobody checked.
pub(super) fn map(text: &str) -> Map<String, Value> {
    let mut tokens = Tokens::of(text);
    tokens.next();
    members(&mut tokens)
}

fn members(tokens: &mut Tokens<'_>) -> Map<String, Value> {
    let mut map = Map::new();
    while let Some(token) = tokens.next().filter(|token| *token != "}") {
        if token != "," {
            let name = string(token).unwrap_or_default().into_owned();
            let first = tokens.nth(1).unwrap_or_default();
            map.insert(name, value(first, tokens));
        }
    }
    map
}

fn items(tokens: &mut Tokens<'_>) -> Vec<Value> {
    let mut items = Vec::new();
    while let Some(token) = tokens.next().filter(|token| *token != "]") {
        if token != "," {
            items.push(value(token, tokens));
        }
    }
    items
}

/// The value that begins with a token.
fn value(first: &str, tokens: &mut Tokens<'_>) -> Value {
    match first {
        "{" => members(tokens).into(),
        "[" => items(tokens).into(),
        // The text has passed the check, so this does not fail.
        scalar => serde_json::from_str(scalar).unwrap_or_default(),
    }
}
