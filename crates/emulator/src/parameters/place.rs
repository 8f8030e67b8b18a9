//! A position in a JSON document.

use std::borrow::Cow;

/// The position after the bytes that were read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The member whose value is unfinished, such as `Filters.0.Name`.
    pub(super) path: Option<String>,
    /// Whether a string is unfinished.
    pub(super) is_in_string: bool,
}

/// The position after the beginning of a JSON document, for error messages.
///
/// It never fails. Malformed JSON before the position can only make the path
/// wrong, and the parser would have stopped there. Names keep their escapes.
pub(super) fn after(read: &[u8]) -> Place {
    let mut levels = Vec::new();
    let mut string = None;
    let mut bytes = read.iter().enumerate();
    while let Some((at, &byte)) = bytes.next() {
        match (string, byte) {
            (Some(_), b'\\') => {
                bytes.next();
            }
            (Some(start), b'"') => {
                string = None;
                if let Some(Level::Object(name @ None)) = levels.last_mut() {
                    *name = read.get(start..at).map(String::from_utf8_lossy);
                }
            }
            (None, b'"') => string = Some(at + 1),
            // The parser goes no deeper, and no parameter is this deep.
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
    Place { path: (!parts.is_empty()).then(|| parts.join(".")), is_in_string: string.is_some() }
}

const DEEPEST: usize = 128;

enum Level<'a> {
    /// The name of the current member, once read.
    Object(Option<Cow<'a, str>>),
    /// The index of the current item.
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
    fn path_is_that_of_the_unfinished_value() {
        for (read, path, is_in_string) in [
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
            assert_eq!(after(read.as_bytes()), Place { path, is_in_string }, "{read}");
        }
    }

    #[test]
    fn depth_is_limited() {
        let place = after("[".repeat(1_000_000).as_bytes());
        assert_eq!(place.path.map(|path| path.len()), Some(2 * DEEPEST - 1));
    }
}
