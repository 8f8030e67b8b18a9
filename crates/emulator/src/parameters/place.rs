//! Where in a JSON text one is.

use std::borrow::Cow;

/// Where the bytes end that were read so far.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The member whose value begun is not over, such as `Filters.0.Name`.
    pub(super) path: Option<String>,
    /// Whether a text has begun and is not over.
    pub(super) is_in_text: bool,
}

/// The place after these bytes, the beginning of a JSON text. It is for the
/// messages about a text that cannot be parsed, so it never fails: what is
/// malformed before it makes no more than a wrong path, and there the parser
/// would have stopped. Names are as sent, escapes and all.
pub(super) fn after(read: &[u8]) -> Place {
    let mut levels = Vec::new();
    let mut text = None;
    let mut bytes = read.iter().enumerate();
    while let Some((at, &byte)) = bytes.next() {
        match (text, byte) {
            (Some(_), b'\\') => {
                bytes.next();
            }
            (Some(start), b'"') => {
                text = None;
                if let Some(Level::Object(name @ None)) = levels.last_mut() {
                    *name = read.get(start..at).map(String::from_utf8_lossy);
                }
            }
            (None, b'"') => text = Some(at + 1),
            // No parser goes deeper; nor is there such a parameter.
            (None, b'{' | b'[') if levels.len() == DEEPEST => break,
            (None, b'{') => levels.push(Level::Object(None)),
            (None, b'[') => levels.push(Level::List(0)),
            (None, b'}' | b']') => {
                levels.pop();
            }
            (None, b',') => match levels.last_mut() {
                Some(Level::Object(name)) => *name = None,
                Some(Level::List(index)) => *index += 1,
                None => {}
            },
            _ => {}
        }
    }
    let parts: Vec<String> = levels.iter().map_while(Level::part).collect();
    Place { path: (!parts.is_empty()).then(|| parts.join(".")), is_in_text: text.is_some() }
}

const DEEPEST: usize = 128;

enum Level<'a> {
    /// The name of the member that is being read, once it is known.
    Object(Option<Cow<'a, str>>),
    /// The index of the item that is being read.
    List(usize),
}

impl Level<'_> {
    fn part(&self) -> Option<String> {
        match self {
            Self::Object(name) => name.as_deref().map(str::to_owned),
            Self::List(index) => Some(index.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_that_of_the_value_begun() {
        for (read, path, is_in_text) in [
            ("", None, false),
            ("{", None, false),
            (r#"{"A"#, None, true),
            (r#"{"A": "#, Some("A"), false),
            (r#"{"A": "x"#, Some("A"), true),
            (r#"{"A": "x\", \\"#, Some("A"), true),
            (r#"{"A": "x\\", "#, None, false),
            (r#"{"A": "x", "B": ""#, Some("B"), true),
            (r#"{"A": "x", "B"#, None, true),
            (r#"{"A": {"B": {"C": 1}, "D": ["#, Some("A.D.0"), false),
            (r#"{"A": [{"B": 1}, {"C": "#, Some("A.1.C"), false),
            (r#"{"A": [{"B": ["x", "y"], "C"#, Some("A.0"), true),
            (r#"{"A": [1, 2], "B": 3}"#, None, false),
            ("]}]", None, false),
        ] {
            let path = path.map(str::to_owned);
            assert_eq!(after(read.as_bytes()), Place { path, is_in_text }, "{read}");
        }
    }

    #[test]
    fn depth_costs_nothing() {
        let place = after("[".repeat(1_000_000).as_bytes());
        assert_eq!(place.path.map(|path| path.len()), Some(2 * DEEPEST - 1));
    }
}
